// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "io.h"

void e1k_io_update(struct e1k_hw *hw, u32 reg, u32 clear, u32 set)
{
	e1k_wr32(hw, reg, (e1k_rd32(hw, reg) & ~clear) | set);
}

/*
 * STATUS of a live chip can be zero: link down on a 32-bit, 33 MHz bus. The
 * packet buffer split cannot: both its power-on value and ours give the
 * receiver some memory (8254x manual 13.4.16).
 */
bool e1k_io_gone(struct e1k_hw *hw)
{
	u32 status = e1k_rd32(hw, E1K_STATUS);

	return status == ~0U || (!status && !e1k_rd32(hw, hw->chip->pb_reg));
}

int e1k_io_wait(struct e1k_hw *hw, u32 reg, u32 mask, u32 value,
		u32 interval_us, u32 timeout_us)
{
	u32 waited_us = 0, val;

	while (((val = e1k_rd32(hw, reg)) & mask) != value) {
		if ((!val || val == ~0U) && e1k_io_gone(hw))
			return -ENODEV;
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

static bool e1k_io_reg_absent(const struct e1k_hw *hw, u32 reg)
{
	if (!(hw->chip->errata & E1K_ERRATUM_FEWER_REGS))
		return false;
	return reg == E1K_ITR || reg == E1K_LEDCTL || reg == E1K_RADV ||
	       reg == E1K_TADV || reg == E1K_MANC;
}

u8 e1k_io_lan_id(struct e1k_hw *hw)
{
	return FIELD_GET(E1K_STATUS_LAN_ID, e1k_rd32(hw, E1K_STATUS));
}

u32 e1k_io_dump_len(const struct e1k_chip *chip)
{
	const struct e1k_io_range *range = chip->dump->ranges;
	u32 regs = 0;

	for (; range < chip->dump->ranges + chip->dump->cnt; range++)
		regs += (range->last - range->first) / 4 + 1;
	return 2 * regs;
}

void e1k_io_dump(struct e1k_hw *hw, u32 *buf)
{
	const struct e1k_io_map *dump = hw->chip->dump;
	const struct e1k_io_range *range;
	u32 reg;

	for (range = dump->ranges; range < dump->ranges + dump->cnt; range++) {
		for (reg = range->first; reg <= range->last; reg += 4) {
			*buf++ = reg;
			*buf++ = e1k_io_reg_absent(hw, reg) ? 0 : e1k_rd32(hw, reg);
		}
	}
}
