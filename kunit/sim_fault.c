// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "port.h"
#include "sim.h"

struct e1k_sim_fault *e1k_sim_fault(struct e1k_world *w)
{
	return &w->fault;
}

struct e1k_sim_partner *e1k_sim_partner(struct e1k_world *w)
{
	return &w->partner;
}

void e1k_sim_set_nvm(struct e1k_world *w, enum e1k_sim_nvm_type type, u16 words)
{
	w->nvm.type = type;
	w->nvm.words = words;
}

u16 *e1k_sim_nvm(struct e1k_world *w)
{
	return w->nvm.data;
}

void e1k_sim_set_phy(struct e1k_world *w, u8 addr, u32 id)
{
	w->phy.addr = addr;
	w->phy.id = id;
}

u16 e1k_sim_phy_reg(struct e1k_world *w, u8 reg)
{
	return w->phy.reg[reg];
}

u32 e1k_sim_phy_resets(struct e1k_world *w)
{
	return w->phy.resets;
}

u32 e1k_sim_negotiations(struct e1k_world *w)
{
	return w->phy.negotiations;
}

u16 e1k_sim_phy_crossover(struct e1k_world *w)
{
	return w->phy.crossover;
}

void e1k_sim_set_phy_page(struct e1k_world *w, u16 page)
{
	w->phy.page = page;
}

void e1k_sim_set_port(struct e1k_world *w, u8 port)
{
	w->port = port;
}

void e1k_sim_set_pcix(struct e1k_world *w)
{
	w->pcix = true;
}

void e1k_sim_use_high_memory(struct e1k_world *w)
{
	w->mem_next = 0x123450000ULL;
}

void e1k_sim_forbid_sleep(struct e1k_world *w)
{
	w->no_sleep = true;
}

void e1k_sim_inject_bad(struct e1k_world *w, const void *frame, u32 len, u32 errors)
{
	e1k_sim_post(w);
	if (e1k_sim_mac_carries(w))
		e1k_sim_rx(w, frame, len, errors);
}

void e1k_sim_set_reg(struct e1k_world *w, u32 reg, u64 val)
{
	*e1k_sim_reg(w, reg) = (u32)val;
	if (val >> 32)
		*e1k_sim_reg(w, reg + 4) = val >> 32;
}

u32 e1k_sim_posted(struct e1k_world *w)
{
	return w->posted_cnt;
}

bool e1k_sim_dma_busy(struct e1k_world *w)
{
	return w->rx.enabled || w->tx_unit.enabled || w->now < w->rx.busy_until ||
	       w->now < w->tx_unit.busy_until;
}

bool e1k_sim_queue_enabled(struct e1k_world *w, bool rx, u8 index)
{
	return (rx ? w->rxq : w->txq)[index].enabled;
}

u32 e1k_sim_pb_rx(struct e1k_world *w)
{
	return w->pb_rx;
}

u32 e1k_sim_irq_count(struct e1k_world *w)
{
	return w->irq.count;
}
