// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Where the descriptor rings are, and when that may change. */
#include "port.h"
#include "sim.h"

/* What is under way when a unit is disabled ends within this. */
#define SIM_DRAIN_NS (2 * SIM_MS)

#define SIM_BAL 0x00
#define SIM_BAH 0x04
#define SIM_LEN 0x08
#define SIM_HEAD 0x10
#define SIM_TAIL 0x18

u32 e1k_sim_ring_count(struct e1k_world *w, u32 ring)
{
	return *e1k_sim_reg(w, ring + SIM_LEN) / 16;
}

u64 e1k_sim_ring_desc(struct e1k_world *w, u32 ring, u32 index)
{
	return ((u64)*e1k_sim_reg(w, ring + SIM_BAH) << 32 | *e1k_sim_reg(w, ring + SIM_BAL)) +
	       16 * index;
}

static void sim_ring_check(struct e1k_world *w, struct e1k_sim_unit *unit, u32 ring,
			   u32 which, u32 val)
{
	if (which == SIM_TAIL) {
		if (val && val >= e1k_sim_ring_count(w, ring))
			e1k_sim_complain(w, "tail %u is not in the ring", val);
		return;
	}
	if (unit->enabled)
		e1k_sim_complain(w, "ring register %04x written while the unit runs", ring + which);
	/* 13.4.28, 13.4.39 */
	if (which == SIM_HEAD && unit->ran)
		e1k_sim_complain(w, "head %04x written without a reset", ring + which);
	if (which == SIM_BAL && val % 16)
		e1k_sim_complain(w, "ring at %08x is not aligned", val);
	if (which == SIM_LEN && val % 128)
		e1k_sim_complain(w, "ring length %u is not a multiple of 128", val);
}

void e1k_sim_ring_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 ring = reg & ~0xff, which = reg & 0xff;

	sim_ring_check(w, ring == SIM_RDBAL ? &w->rx : &w->tx_unit, ring, which, val);
	*e1k_sim_reg(w, reg) = val;
}

void e1k_sim_unit_set(struct e1k_world *w, struct e1k_sim_unit *unit, bool on, u32 ring)
{
	if (on == unit->enabled)
		return;
	if (on && !e1k_sim_ring_count(w, ring))
		e1k_sim_complain(w, "unit enabled without a ring");
	unit->enabled = on;
	if (on)
		unit->ran = true;
	else
		unit->busy_until = w->now + SIM_DRAIN_NS;
}
