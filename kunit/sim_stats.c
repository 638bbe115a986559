// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Counters that clear when read; the octet counters are 64 bits in two halves. */
#include "port.h"
#include "sim.h"

static bool sim_is_pair(u32 reg)
{
	reg &= ~4;
	return (reg >= E1K_GORCL && reg <= E1K_GOTCL) || (reg >= E1K_TORL && reg <= E1K_TOTL);
}

static bool sim_is_kept(const struct e1k_world *w, u32 reg)
{
	return w->fault.misses_kept && (reg == E1K_MPC || reg == E1K_RNBC);
}

/* 13.7: reading the high half clears both. */
u32 e1k_sim_stat_read(struct e1k_world *w, u32 reg)
{
	u32 val = *e1k_sim_reg(w, reg);

	if (sim_is_kept(w, reg)) {
		return val;
	} else if (!sim_is_pair(reg)) {
		*e1k_sim_reg(w, reg) = 0;
	} else if (reg & 4) {
		*e1k_sim_reg(w, reg) = 0;
		*e1k_sim_reg(w, reg - 4) = 0;
	}
	return val;
}

void e1k_sim_count(struct e1k_world *w, u32 reg, u32 n)
{
	u32 *low = e1k_sim_reg(w, reg);

	*low += n;
	if (sim_is_pair(reg) && *low < n)
		++*e1k_sim_reg(w, reg + 4);
}

static u32 sim_size_class(u32 len)
{
	static const u16 most[] = { 64, 127, 255, 511, 1023 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(most) && len > most[i]; i++)
		;
	return 4 * i;
}

void e1k_sim_count_rx(struct e1k_world *w, const u8 *frame, u32 len)
{
	len += 4;
	e1k_sim_count(w, E1K_PRC64 + sim_size_class(len), 1);
	e1k_sim_count(w, E1K_GPRC, 1);
	e1k_sim_count(w, E1K_TPR, 1);
	e1k_sim_count(w, E1K_GORCL, len);
	e1k_sim_count(w, E1K_TORL, len);
	if (frame[0] == 0xff)
		e1k_sim_count(w, E1K_BPRC, 1);
	else if (frame[0] & 1)
		e1k_sim_count(w, E1K_MPRC, 1);
}

void e1k_sim_count_tx(struct e1k_world *w, const u8 *frame, u32 len)
{
	len += 4;
	e1k_sim_count(w, E1K_PTC64 + sim_size_class(len), 1);
	e1k_sim_count(w, E1K_GPTC, 1);
	e1k_sim_count(w, E1K_TPT, 1);
	e1k_sim_count(w, E1K_GOTCL, len);
	e1k_sim_count(w, E1K_TOTL, len);
	if (frame[0] == 0xff)
		e1k_sim_count(w, E1K_BPTC, 1);
	else if (frame[0] & 1)
		e1k_sim_count(w, E1K_MPTC, 1);
}
