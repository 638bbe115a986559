// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Causes, and the one interrupt that all share without MSI-X. */
#include "port.h"
#include "sim.h"

#define SIM_ITR_NS 256
#define SIM_ASSERTED BIT(31)

void e1k_sim_irq_reset(struct e1k_world *w)
{
	enum e1k_irq_mode mode = w->irq.mode;

	w->irq = (struct e1k_sim_irq){ .mode = mode, .count = w->irq.count };
}

static bool sim_is_msix(struct e1k_world *w)
{
	return w->irq.mode == E1K_IRQ_MSIX;
}

/* The shared interrupt is throttled as vector 0 is where there is no ITR. */
u64 e1k_sim_throttle(struct e1k_world *w, u32 vector)
{
	if (e1k_sim_is(w, SIM_ON_82576))
		return FIELD_GET(GENMASK(14, 2), *e1k_sim_reg(w, E1K_EITR(vector))) * SIM_US;
	if (sim_is_msix(w))
		return *e1k_sim_reg(w, E1K_EITR_82574(vector)) * SIM_ITR_NS;
	return *e1k_sim_reg(w, E1K_ITR) * SIM_ITR_NS;
}

static void sim_shared_tick(struct e1k_world *w)
{
	struct e1k_sim_irq *irq = &w->irq;

	if (!(irq->cause & irq->mask)) {
		irq->line = false;
	} else if (!irq->line && w->now >= irq->next_at[0]) {
		irq->line = true;
		irq->count++;
		irq->next_at[0] = w->now + e1k_sim_throttle(w, 0);
		if (irq->mode == E1K_IRQ_MSI)
			irq->messages[0]++;
	}
}

void e1k_sim_irq_tick(struct e1k_world *w)
{
	if (sim_is_msix(w))
		e1k_sim_msix_tick(w);
	else
		sim_shared_tick(w);
}

void e1k_sim_irq_raise(struct e1k_world *w, u32 causes)
{
	bool is_new = causes & w->irq.mask & ~w->irq.cause;

	w->irq.cause |= causes;
	if (is_new && sim_is_msix(w))
		e1k_sim_msix_other(w);
	e1k_sim_irq_tick(w);
}

/* In MSI-X mode queues have causes of their own. */
void e1k_sim_irq_rx(struct e1k_world *w, u32 queue, u32 causes)
{
	if (sim_is_msix(w))
		e1k_sim_msix_queue(w, true, queue);
	if (!sim_is_msix(w) || e1k_sim_is(w, SIM_ON_82576))
		w->irq.cause |= causes;
	e1k_sim_irq_tick(w);
}

void e1k_sim_irq_tx(struct e1k_world *w, u32 queue)
{
	if (sim_is_msix(w))
		e1k_sim_msix_queue(w, false, queue);
	if (!sim_is_msix(w) || e1k_sim_is(w, SIM_ON_82576))
		w->irq.cause |= E1K_INT_TXDW;
	e1k_sim_irq_tick(w);
}

/* 82576 datasheet 7.3.4: with MSI-X a read clears only if GPIE.NSICR is set. */
u32 e1k_sim_icr_read(struct e1k_world *w, u32 reg)
{
	u32 cause = w->irq.cause;

	if (e1k_sim_is(w, SIM_ON_PCIE) && w->irq.line)
		cause |= SIM_ASSERTED;
	if (e1k_sim_is(w, SIM_ON_82576) && sim_is_msix(w) && w->irq.mask &&
	    !(*e1k_sim_reg(w, E1K_GPIE) & E1K_GPIE_NSICR))
		return cause;
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
	bool is_new = val & w->irq.cause & ~w->irq.mask;

	w->irq.mask |= val;
	if (is_new && sim_is_msix(w))
		e1k_sim_msix_other(w);
	e1k_sim_irq_tick(w);
}

void e1k_sim_imc_write(struct e1k_world *w, u32 reg, u32 val)
{
	w->irq.mask &= ~val;
	e1k_sim_irq_tick(w);
}
