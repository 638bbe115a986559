// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "diag.h"

#include "queue.h"

struct e1k_diag_reg {
	u32 reg;
	u32 bits; /* written without effect while the units are stopped */
	u32 cnt;
};

static const struct e1k_diag_reg e1k_diag_regs[] = {
	{ E1K_MTA(0), 0xffffffff, E1K_MTA_CNT },
	{ E1K_VFTA(0), 0xffffffff, E1K_VFTA_CNT },
};

/* Of one queue, from the beginning of its block. */
static const struct e1k_diag_reg e1k_diag_queue_regs[] = {
	{ E1K_Q_BAL, 0xffffff80, 1 },
	{ E1K_Q_BAH, 0xffffffff, 1 },
};

/* Each bit both ways, and neighbours apart. */
static const u32 e1k_diag_patterns[] = { 0x5a5a5a5a, 0xa5a5a5a5, 0xffffffff, 0 };

static int e1k_diag_word(struct e1k_hw *hw, u32 reg, u32 bits)
{
	u32 i, val;

	for (i = 0; i < ARRAY_SIZE(e1k_diag_patterns); i++) {
		val = e1k_diag_patterns[i] & bits;
		e1k_wr32(hw, reg, val);
		if ((e1k_rd32(hw, reg) & bits) != val)
			return -EIO;
	}
	return 0;
}

static int e1k_diag_table(struct e1k_hw *hw, u32 base, const struct e1k_diag_reg *regs, u32 cnt)
{
	u32 i, j;
	int err = 0;

	for (i = 0; i < cnt; i++)
		for (j = 0; !err && j < regs[i].cnt; j++)
			err = e1k_diag_word(hw, base + regs[i].reg + 4 * j, regs[i].bits);
	return err;
}

int e1k_diag_registers(struct e1k_hw *hw)
{
	int err;

	/* a queue that has an enable bit may be on by the last reset */
	e1k_queue_stop_all(hw);
	err = e1k_diag_table(hw, 0, e1k_diag_regs, ARRAY_SIZE(e1k_diag_regs));
	if (!err)
		err = e1k_diag_table(hw, hw->chip->rxq_base, e1k_diag_queue_regs,
				     ARRAY_SIZE(e1k_diag_queue_regs));
	if (!err)
		err = e1k_diag_table(hw, hw->chip->txq_base, e1k_diag_queue_regs,
				     ARRAY_SIZE(e1k_diag_queue_regs));
	return err;
}
