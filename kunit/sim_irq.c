// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Interrupt causes, mask, throttling and the line. */
#include "port.h"
#include "sim.h"

#define SIM_ITR_NS 256

void e1k_sim_irq_tick(struct e1k_world *w)
{
	struct e1k_sim_irq *irq = &w->irq;

	if (!(irq->cause & irq->mask)) {
		irq->line = false;
	} else if (!irq->line && w->now >= irq->next_at) {
		irq->line = true;
		irq->count++;
		irq->next_at = w->now + *e1k_sim_reg(w, E1K_ITR) * SIM_ITR_NS;
	}
}

void e1k_sim_irq_raise(struct e1k_world *w, u32 causes)
{
	w->irq.cause |= causes;
	e1k_sim_irq_tick(w);
}

u32 e1k_sim_icr_read(struct e1k_world *w, u32 reg)
{
	u32 cause = w->irq.cause;

	w->irq.cause = 0;
	e1k_sim_irq_tick(w);
	return cause;
}

void e1k_sim_icr_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.cause &= ~val;
	e1k_sim_irq_tick(w);
}

void e1k_sim_ics_write(struct e1k_world *w, u32 reg, u32 val)
{
	e1k_sim_irq_raise(w, val);
}

u32 e1k_sim_ims_read(struct e1k_world *w, u32 reg)
{
	return w->irq.mask;
}

void e1k_sim_ims_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.mask |= val;
	e1k_sim_irq_tick(w);
}

void e1k_sim_imc_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.mask &= ~val;
	e1k_sim_irq_tick(w);
}
