// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Where the descriptor rings are, when that may change, and which are enabled. */
#include "port.h"
#include "sim.h"

/* What is under way when a unit is disabled ends within this. */
#define SIM_DRAIN_NS (2 * SIM_MS)
/* The same of one queue. */
#define SIM_QUEUE_NS (300 * SIM_US)

u32 e1k_sim_ring_base(struct e1k_world *w, bool rx, u32 queue)
{
	return (rx ? w->model->rxq : w->model->txq) + queue * w->model->stride;
}

u32 e1k_sim_ring_count(struct e1k_world *w, u32 ring)
{
	return *e1k_sim_reg(w, ring + SIM_LEN) / 16;
}

u64 e1k_sim_ring_desc(struct e1k_world *w, u32 ring, u32 index)
{
	return ((u64)*e1k_sim_reg(w, ring + SIM_BAH) << 32 | *e1k_sim_reg(w, ring + SIM_BAL)) +
	       16 * index;
}

static bool sim_is_rx(struct e1k_world *w, u32 reg)
{
	return reg < w->model->txq;
}

static u32 sim_queue_index(struct e1k_world *w, u32 reg)
{
	return (reg - e1k_sim_ring_base(w, sim_is_rx(w, reg), 0)) / w->model->stride;
}

static struct e1k_sim_queue *sim_queue(struct e1k_world *w, u32 reg)
{
	return (sim_is_rx(w, reg) ? w->rxq : w->txq) + sim_queue_index(w, reg);
}

static struct e1k_sim_unit *sim_unit(struct e1k_world *w, bool rx)
{
	return rx ? &w->rx : &w->tx_unit;
}

bool e1k_sim_ring_runs(struct e1k_world *w, bool rx, u32 queue)
{
	if (!sim_unit(w, rx)->enabled)
		return false;
	if (!e1k_sim_is(w, SIM_ON_82576))
		return true;
	return (rx ? w->rxq : w->txq)[queue].enabled;
}

static void sim_tail_check(struct e1k_world *w, u32 reg, u32 ring, u32 val)
{
	if (!val)
		return;
	if (val >= e1k_sim_ring_count(w, ring))
		e1k_sim_complain(w, "tail %u is not in the ring", val);
	if (e1k_sim_is(w, SIM_ON_82576) && !sim_queue(w, reg)->enabled)
		e1k_sim_complain(w, "tail %04x of a queue that is not enabled", reg);
}

/* 82576: a queue that is enabled stays as it is; the others: all while the unit runs. */
static void sim_ring_check(struct e1k_world *w, u32 reg, u32 which)
{
	struct e1k_sim_unit *unit = sim_unit(w, sim_is_rx(w, reg));
	struct e1k_sim_queue *queue = sim_queue(w, reg);

	if (e1k_sim_is(w, SIM_ON_82576)) {
		if (queue->enabled || queue->change_at)
			e1k_sim_complain(w, "ring register %04x written while enabled", reg);
		return;
	}
	if (unit->enabled)
		e1k_sim_complain(w, "ring register %04x written while the unit runs", reg);
	/* 13.4.28, 13.4.39 */
	if (which == SIM_HEAD && unit->ran)
		e1k_sim_complain(w, "head %04x written without a reset", reg);
}

void e1k_sim_ring_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 ring = e1k_sim_ring_base(w, sim_is_rx(w, reg), sim_queue_index(w, reg));
	u32 which = reg - ring;

	if (which == SIM_TAIL)
		sim_tail_check(w, reg, ring, val);
	else
		sim_ring_check(w, reg, which);
	if (which == SIM_BAL && val % (e1k_sim_is(w, SIM_ON_82576) ? 128 : 16))
		e1k_sim_complain(w, "ring at %08x is not aligned", val);
	if (which == SIM_LEN && val % 128)
		e1k_sim_complain(w, "ring length %u is not a multiple of 128", val);
	*e1k_sim_reg(w, reg) = val;
}

u32 e1k_sim_dctl_read(struct e1k_world *w, u32 reg)
{
	u32 val = *e1k_sim_reg(w, reg) & ~E1K_DCTL_ENABLE;

	return sim_queue(w, reg)->enabled ? val | E1K_DCTL_ENABLE : val;
}

void e1k_sim_dctl_write(struct e1k_world *w, u32 reg, u32 val)
{
	struct e1k_sim_queue *queue = sim_queue(w, reg);
	u32 ring = e1k_sim_ring_base(w, sim_is_rx(w, reg), sim_queue_index(w, reg));

	if (val & E1K_DCTL_ENABLE && !e1k_sim_ring_count(w, ring))
		e1k_sim_complain(w, "queue enabled without a ring");
	*e1k_sim_reg(w, reg) = val;
	queue->change_at = 0;
	if (!(val & E1K_DCTL_ENABLE) == queue->enabled)
		queue->change_at = w->now + SIM_QUEUE_NS;
}

static void sim_queue_tick(struct e1k_world *w, struct e1k_sim_queue *queue)
{
	if (!queue->change_at || w->now < queue->change_at || w->fault.queue_stuck)
		return;
	queue->change_at = 0;
	queue->enabled = !queue->enabled;
}

void e1k_sim_ring_tick(struct e1k_world *w)
{
	u32 i;

	for (i = 0; i < w->model->queues; i++) {
		sim_queue_tick(w, &w->rxq[i]);
		sim_queue_tick(w, &w->txq[i]);
	}
}

/* The first receive queue of the 82576 comes up enabled (RXDCTL, 82576 datasheet 8.10.8). */
void e1k_sim_ring_reset(struct e1k_world *w)
{
	memset(w->rxq, 0, sizeof(w->rxq));
	memset(w->txq, 0, sizeof(w->txq));
	memset(w->tx.ctx, 0, sizeof(w->tx.ctx));
	w->tx.in_packet = false;
	w->rx = (struct e1k_sim_unit){ 0 };
	w->tx_unit = (struct e1k_sim_unit){ 0 };
	w->rxq[0].enabled = e1k_sim_is(w, SIM_ON_82576);
}

void e1k_sim_unit_set(struct e1k_world *w, bool rx, bool on)
{
	struct e1k_sim_unit *unit = sim_unit(w, rx);
	u32 ring = e1k_sim_ring_base(w, rx, 0);

	if (on == unit->enabled)
		return;
	/* without a ring it only looks for frames that wake the system */
	if (on && !e1k_sim_is(w, SIM_ON_82576) && !e1k_sim_ring_count(w, ring) &&
	    !(rx && *e1k_sim_reg(w, E1K_WUFC)))
		e1k_sim_complain(w, "unit enabled without a ring");
	unit->enabled = on;
	if (on)
		unit->ran = true;
	else
		unit->busy_until = w->now + SIM_DRAIN_NS;
}
