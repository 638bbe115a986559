// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * MSI-X: which causes go to which vector, and what sending a message does. The
 * 82574 maps causes of ICR (82574 datasheet 7.4.2), the 82576 bits of EICR
 * (82576 datasheet 7.3.2).
 */
#include "port.h"
#include "sim.h"

#define SIM_QUEUE_CAUSES GENMASK(23, 20)
#define SIM_IVAR_ENTRIES 5

/* Causes of ICR that go to a vector, by the five entries of IVAR. */
static u32 sim_82574_causes(struct e1k_world *w, u32 vector)
{
	u32 ivar = *e1k_sim_reg(w, E1K_IVAR_82574), causes = 0, entry, i;

	for (i = 0; i < SIM_IVAR_ENTRIES; i++) {
		entry = ivar >> 4 * i & 0xf;
		if (entry & BIT(3) && (entry & 7) == vector)
			causes |= E1K_INT_RXQ0 << i;
	}
	return causes;
}

/* A byte of IVAR of the 82576: RX queue n, TX n, RX n + 8, TX n + 8. */
static u32 sim_82576_route(struct e1k_world *w, bool rx, u32 queue)
{
	return *e1k_sim_reg(w, E1K_IVAR(queue % 8)) >> (queue / 8 * 16 + (rx ? 0 : 8)) & 0xff;
}

static void sim_82576_raise(struct e1k_world *w, u32 route)
{
	if (!(*e1k_sim_reg(w, E1K_GPIE) & E1K_GPIE_MULTIPLE_MSIX))
		e1k_sim_complain(w, "several vectors, but GPIE says one");
	if (route & BIT(7))
		w->irq.vectors |= BIT(route & 0x1f);
}

void e1k_sim_msix_queue(struct e1k_world *w, bool rx, u32 queue)
{
	if (e1k_sim_is(w, SIM_ON_82576))
		sim_82576_raise(w, sim_82576_route(w, rx, queue));
	else
		w->irq.cause |= (rx ? E1K_INT_RXQ0 : E1K_INT_TXQ0) << queue;
}

/* A cause that no queue has, and that is not masked, is new. */
void e1k_sim_msix_other(struct e1k_world *w)
{
	if (e1k_sim_is(w, SIM_ON_82576))
		sim_82576_raise(w, *e1k_sim_reg(w, E1K_IVAR_MISC) >> 8);
	else if (w->irq.cause & w->irq.mask & ~(SIM_QUEUE_CAUSES | E1K_INT_OTHER))
		w->irq.cause |= E1K_INT_OTHER;
}

static u32 sim_pending(struct e1k_world *w, u32 vector)
{
	if (e1k_sim_is(w, SIM_ON_82576))
		return w->irq.vectors & w->irq.vector_mask & BIT(vector);
	return w->irq.cause & w->irq.mask & sim_82574_causes(w, vector);
}

/* EIAC clears the cause; EIAM or IAM, if EIAME says so, masks it. */
static void sim_sent(struct e1k_world *w, u32 vector)
{
	struct e1k_sim_irq *irq = &w->irq;
	u32 causes;

	if (e1k_sim_is(w, SIM_ON_82576)) {
		irq->vectors &= ~(BIT(vector) & *e1k_sim_reg(w, E1K_EIAC));
		if (*e1k_sim_reg(w, E1K_GPIE) & E1K_GPIE_EIAME)
			irq->vector_mask &= ~(BIT(vector) & *e1k_sim_reg(w, E1K_EIAM));
		return;
	}
	causes = sim_82574_causes(w, vector);
	irq->cause &= ~(causes & *e1k_sim_reg(w, E1K_EIAC_82574));
	if (*e1k_sim_reg(w, E1K_CTRL_EXT) & E1K_CTRL_EXT_EIAME)
		irq->mask &= ~(causes & *e1k_sim_reg(w, E1K_IAM));
}

static void sim_vector_tick(struct e1k_world *w, u32 vector)
{
	struct e1k_sim_irq *irq = &w->irq;
	u32 pending = sim_pending(w, vector);

	irq->told[vector] &= pending;
	if (!(pending & ~irq->told[vector]) || w->now < irq->next_at[vector])
		return;
	irq->messages[vector]++;
	irq->next_at[vector] = w->now + e1k_sim_throttle(w, vector);
	sim_sent(w, vector);
	irq->told[vector] = sim_pending(w, vector);
}

void e1k_sim_msix_tick(struct e1k_world *w)
{
	u32 vector, vectors = e1k_sim_is(w, SIM_ON_82576) ? SIM_VECTORS : 5;

	for (vector = 0; vector < vectors; vector++)
		sim_vector_tick(w, vector);
}

u32 e1k_sim_eicr_read(struct e1k_world *w, u32 reg)
{
	u32 vectors = w->irq.vectors;

	w->irq.vectors = 0;
	e1k_sim_irq_tick(w);
	return vectors;
}

void e1k_sim_eicr_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.vectors &= ~val;
	e1k_sim_irq_tick(w);
}

void e1k_sim_eics_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.vectors |= val;
	e1k_sim_irq_tick(w);
}

u32 e1k_sim_eims_read(struct e1k_world *w, u32 reg)
{
	return w->irq.vector_mask;
}

void e1k_sim_eims_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.vector_mask |= val;
	e1k_sim_irq_tick(w);
}

void e1k_sim_eimc_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.vector_mask &= ~val;
	e1k_sim_irq_tick(w);
}
