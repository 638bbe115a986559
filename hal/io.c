// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "io.h"

struct e1k_io_range {
	u16 first;
	u16 last;
};

static const struct e1k_io_range e1k_io_dump_ranges[] = {
	{ E1K_CTRL, E1K_CTRL },
	{ E1K_STATUS, E1K_STATUS },
	{ E1K_EECD, E1K_EECD },
	{ E1K_CTRL_EXT, E1K_CTRL_EXT },
	{ E1K_FCAL, E1K_FCT },
	{ E1K_VET, E1K_VET },
	{ E1K_ITR, E1K_ITR },
	{ E1K_IMS, E1K_IMS },
	{ E1K_RCTL, E1K_RCTL },
	{ E1K_FCTTV, E1K_FCTTV },
	{ E1K_TCTL, E1K_TCTL },
	{ E1K_TIPG, E1K_TIPG },
	{ E1K_LEDCTL, E1K_LEDCTL },
	{ E1K_PBA, E1K_PBA },
	{ E1K_FCRTL, E1K_FCRTL },
	{ E1K_FCRTH, E1K_FCRTH },
	{ E1K_RDFH, E1K_RDFH },
	{ E1K_RDFT, E1K_RDFT },
	{ 0x2800, 0x2808 }, /* RDBAL, RDBAH, RDLEN */
	{ 0x2810, 0x2810 }, /* RDH */
	{ 0x2818, 0x2818 }, /* RDT */
	{ E1K_RDTR, E1K_RDTR },
	{ 0x2828, E1K_RADV }, /* RXDCTL, RADV */
	{ E1K_TDFH, E1K_TDFH },
	{ E1K_TDFT, E1K_TDFT },
	{ E1K_TDFHS, E1K_TDFHS },
	{ E1K_TDFTS, E1K_TDFTS },
	{ E1K_TDFPC, E1K_TDFPC },
	{ 0x3800, 0x3808 }, /* TDBAL, TDBAH, TDLEN */
	{ 0x3810, 0x3810 }, /* TDH */
	{ 0x3818, 0x3818 }, /* TDT */
	{ E1K_TIDV, E1K_TIDV },
	{ 0x3828, E1K_TSPMT }, /* TXDCTL, TADV, TSPMT */
	{ E1K_RXCSUM, E1K_RXCSUM },
	{ E1K_MTA(0), E1K_MTA(E1K_MTA_CNT - 1) },
	{ E1K_RAL(0), E1K_RAH(E1K_RAR_CNT - 1) },
	{ E1K_VFTA(0), E1K_VFTA(E1K_VFTA_CNT - 1) },
	{ E1K_WUC, E1K_WUC },
	{ E1K_WUFC, E1K_WUFC },
	{ E1K_WUS, E1K_WUS },
	{ E1K_MANC, E1K_MANC },
};

void e1k_io_update(struct e1k_hw *hw, u32 reg, u32 clear, u32 set)
{
	e1k_wr32(hw, reg, (e1k_rd32(hw, reg) & ~clear) | set);
}

int e1k_io_wait(struct e1k_hw *hw, u32 reg, u32 mask, u32 value,
		u32 interval_us, u32 timeout_us)
{
	u32 waited_us = 0;

	while ((e1k_rd32(hw, reg) & mask) != value) {
		if (waited_us >= timeout_us)
			return -ETIMEDOUT;
		if (interval_us < 1000)
			e1k_udelay(hw, interval_us);
		else
			e1k_msleep(hw, 1);
		waited_us += interval_us;
	}
	return 0;
}

/*
 * STATUS of a live chip can be zero: link down on a 32-bit, 33 MHz bus. PBA
 * cannot: both its power-on value and ours give the receiver some memory
 * (8254x manual 13.4.16).
 */
bool e1k_io_gone(struct e1k_hw *hw)
{
	u32 status = e1k_rd32(hw, E1K_STATUS);

	return status == ~0U || (!status && !e1k_rd32(hw, E1K_PBA));
}

static bool e1k_io_reg_absent(const struct e1k_hw *hw, u32 reg)
{
	if (!(hw->chip->errata & E1K_ERRATUM_FEWER_REGS))
		return false;
	return reg == E1K_ITR || reg == E1K_LEDCTL || reg == E1K_RADV ||
	       reg == E1K_TADV || reg == E1K_MANC;
}

u32 e1k_io_dump_len(void)
{
	u32 regs = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(e1k_io_dump_ranges); i++)
		regs += (e1k_io_dump_ranges[i].last - e1k_io_dump_ranges[i].first) / 4 + 1;
	return 2 * regs;
}

void e1k_io_dump(struct e1k_hw *hw, u32 *buf)
{
	const struct e1k_io_range *range = e1k_io_dump_ranges;
	u32 reg;

	for (; range < e1k_io_dump_ranges + ARRAY_SIZE(e1k_io_dump_ranges); range++) {
		for (reg = range->first; reg <= range->last; reg += 4) {
			*buf++ = reg;
			*buf++ = e1k_io_reg_absent(hw, reg) ? 0 : e1k_rd32(hw, reg);
		}
	}
}
