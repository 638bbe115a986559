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

u8 e1k_io_lan_id(struct e1k_hw *hw)
{
	return FIELD_GET(E1K_STATUS_LAN_ID, e1k_rd32(hw, E1K_STATUS));
}

/* Neighbouring registers of a dump, and the families that have them. */
struct e1k_io_range {
	u16 first;
	u16 last;
	u8 on;
};

/* Of the 82576 the first four queues: what differs between queues shows there. */
static const struct e1k_io_range e1k_io_ranges[] = {
	{ E1K_CTRL, E1K_CTRL, E1K_IO_ALL },
	{ E1K_STATUS, E1K_STATUS, E1K_IO_ALL },
	{ E1K_EECD, E1K_EECD, E1K_IO_ALL },
	{ E1K_CTRL_EXT, E1K_CTRL_EXT, E1K_IO_ALL },
	{ E1K_FCAL, E1K_FCT, E1K_IO_ALL },
	{ E1K_VET, E1K_VET, E1K_IO_ALL },
	{ E1K_ITR, E1K_ITR, E1K_IO_82540 | E1K_IO_82574 },
	{ E1K_IMS, E1K_IMS, E1K_IO_ALL },
	{ E1K_EIAC_82574, E1K_EITR_82574(4), E1K_IO_82574 }, /* EIAC, IAM, IVAR, EITR */
	{ E1K_RCTL, E1K_RCTL, E1K_IO_ALL },
	{ E1K_FCTTV, E1K_FCTTV, E1K_IO_ALL },
	{ E1K_TCTL, E1K_TCTL, E1K_IO_ALL },
	{ E1K_TIPG, E1K_TIPG, E1K_IO_ALL },
	{ E1K_LEDCTL, E1K_LEDCTL, E1K_IO_ALL & ~E1K_IO_82544 },
	{ E1K_EXTCNF_CTRL, E1K_EXTCNF_CTRL, E1K_IO_82574 },
	{ E1K_PBA, E1K_PBA, E1K_IO_8254X | E1K_IO_82574 },
	{ E1K_GPIE, E1K_GPIE, E1K_IO_82576 },
	{ E1K_EIMS, E1K_EIMS, E1K_IO_82576 },
	{ E1K_EIAC, E1K_EIAM, E1K_IO_82576 },
	{ E1K_EITR(0), E1K_EITR(E1K_IRQ_VECTOR_MAX - 1), E1K_IO_82576 },
	{ E1K_IVAR(0), E1K_IVAR(E1K_IVAR_CNT - 1), E1K_IO_82576 },
	{ E1K_IVAR_MISC, E1K_IVAR_MISC, E1K_IO_82576 },
	{ E1K_FCRTL, E1K_FCRTL, E1K_IO_ALL },
	{ E1K_FCRTH, E1K_FCRTH, E1K_IO_ALL },
	{ E1K_RXPBS, E1K_RXPBS, E1K_IO_82576 },
	{ E1K_RDFH, E1K_RDFH, E1K_IO_8254X | E1K_IO_82574 },
	{ E1K_RDFT, E1K_RDFT, E1K_IO_8254X | E1K_IO_82574 },
	{ 0x2800, 0x2808, E1K_IO_8254X | E1K_IO_82574 }, /* RDBAL, RDBAH, RDLEN */
	{ 0x2810, 0x2810, E1K_IO_8254X | E1K_IO_82574 }, /* RDH */
	{ 0x2818, 0x2818, E1K_IO_8254X | E1K_IO_82574 }, /* RDT */
	{ E1K_RDTR, E1K_RDTR, E1K_IO_8254X | E1K_IO_82574 },
	{ 0x2828, 0x2828, E1K_IO_8254X | E1K_IO_82574 }, /* RXDCTL */
	{ E1K_RADV, E1K_RADV, E1K_IO_82540 | E1K_IO_82574 },
	{ 0x2900, 0x2908, E1K_IO_82574 }, /* the same of queue 1 */
	{ 0x2910, 0x2910, E1K_IO_82574 },
	{ 0x2918, 0x2918, E1K_IO_82574 },
	{ 0x2928, 0x2928, E1K_IO_82574 },
	{ E1K_TDFH, E1K_TDFH, E1K_IO_8254X | E1K_IO_82574 },
	{ E1K_TDFT, E1K_TDFT, E1K_IO_8254X | E1K_IO_82574 },
	{ E1K_TDFHS, E1K_TDFHS, E1K_IO_8254X | E1K_IO_82574 },
	{ E1K_TDFTS, E1K_TDFTS, E1K_IO_8254X | E1K_IO_82574 },
	{ E1K_TDFPC, E1K_TDFPC, E1K_IO_8254X | E1K_IO_82574 },
	{ 0x3800, 0x3808, E1K_IO_8254X | E1K_IO_82574 }, /* TDBAL, TDBAH, TDLEN */
	{ 0x3810, 0x3810, E1K_IO_8254X | E1K_IO_82574 }, /* TDH */
	{ 0x3818, 0x3818, E1K_IO_8254X | E1K_IO_82574 }, /* TDT */
	{ E1K_TIDV, E1K_TIDV, E1K_IO_8254X },
	{ 0x3828, 0x3828, E1K_IO_8254X | E1K_IO_82574 }, /* TXDCTL */
	{ E1K_TADV, E1K_TADV, E1K_IO_82540 | E1K_IO_82574 },
	{ E1K_TSPMT, E1K_TSPMT, E1K_IO_8254X },
	{ 0x3840, 0x3840, E1K_IO_82574 }, /* TARC */
	{ 0x3900, 0x3908, E1K_IO_82574 }, /* the same of queue 1 */
	{ 0x3910, 0x3910, E1K_IO_82574 },
	{ 0x3918, 0x3918, E1K_IO_82574 },
	{ 0x3928, 0x3928, E1K_IO_82574 },
	{ 0x3940, 0x3940, E1K_IO_82574 },
	{ E1K_RXCSUM, E1K_RXCSUM, E1K_IO_ALL },
	{ E1K_RLPML, E1K_RLPML, E1K_IO_82576 },
	{ E1K_RFCTL, E1K_RFCTL, E1K_IO_82574 },
	{ E1K_MTA(0), E1K_MTA(E1K_MTA_CNT - 1), E1K_IO_ALL },
	{ E1K_RAL(0), E1K_RAH(E1K_RAR_CNT - 1), E1K_IO_ALL },
	{ E1K_RAL2(0), E1K_RAH2(E1K_RAR_MAX - E1K_RAR_CNT - 1), E1K_IO_82576 },
	{ E1K_VFTA(0), E1K_VFTA(E1K_VFTA_CNT - 1), E1K_IO_ALL },
	{ E1K_WUC, E1K_WUC, E1K_IO_ALL },
	{ E1K_WUFC, E1K_WUFC, E1K_IO_ALL },
	{ E1K_WUS, E1K_WUS, E1K_IO_ALL },
	{ E1K_MRQC, E1K_MRQC, E1K_IO_82574 | E1K_IO_82576 },
	{ E1K_MANC, E1K_MANC, E1K_IO_ALL & ~E1K_IO_82544 },
	{ E1K_RETA(0), E1K_RETA(E1K_RSS_TABLE_LEN / 4 - 1), E1K_IO_82574 | E1K_IO_82576 },
	{ 0xc000, 0xc010, E1K_IO_82576 }, /* RDBAL, RDBAH, RDLEN, SRRCTL, RDH */
	{ 0xc018, 0xc018, E1K_IO_82576 }, /* RDT */
	{ 0xc028, 0xc028, E1K_IO_82576 }, /* RXDCTL */
	{ 0xc040, 0xc050, E1K_IO_82576 },
	{ 0xc058, 0xc058, E1K_IO_82576 },
	{ 0xc068, 0xc068, E1K_IO_82576 },
	{ 0xc080, 0xc090, E1K_IO_82576 },
	{ 0xc098, 0xc098, E1K_IO_82576 },
	{ 0xc0a8, 0xc0a8, E1K_IO_82576 },
	{ 0xc0c0, 0xc0d0, E1K_IO_82576 },
	{ 0xc0d8, 0xc0d8, E1K_IO_82576 },
	{ 0xc0e8, 0xc0e8, E1K_IO_82576 },
	{ 0xe000, 0xe008, E1K_IO_82576 }, /* TDBAL, TDBAH, TDLEN */
	{ 0xe010, 0xe010, E1K_IO_82576 }, /* TDH */
	{ 0xe018, 0xe018, E1K_IO_82576 }, /* TDT */
	{ 0xe028, 0xe028, E1K_IO_82576 }, /* TXDCTL */
	{ 0xe040, 0xe048, E1K_IO_82576 },
	{ 0xe050, 0xe050, E1K_IO_82576 },
	{ 0xe058, 0xe058, E1K_IO_82576 },
	{ 0xe068, 0xe068, E1K_IO_82576 },
	{ 0xe080, 0xe088, E1K_IO_82576 },
	{ 0xe090, 0xe090, E1K_IO_82576 },
	{ 0xe098, 0xe098, E1K_IO_82576 },
	{ 0xe0a8, 0xe0a8, E1K_IO_82576 },
	{ 0xe0c0, 0xe0c8, E1K_IO_82576 },
	{ 0xe0d0, 0xe0d0, E1K_IO_82576 },
	{ 0xe0d8, 0xe0d8, E1K_IO_82576 },
	{ 0xe0e8, 0xe0e8, E1K_IO_82576 },
};

u32 e1k_io_dump_len(const struct e1k_chip *chip)
{
	const struct e1k_io_range *range = e1k_io_ranges;
	u32 regs = 0;

	for (; range < e1k_io_ranges + ARRAY_SIZE(e1k_io_ranges); range++)
		if (range->on & chip->dump)
			regs += (range->last - range->first) / 4 + 1;
	return 2 * regs;
}

void e1k_io_dump(struct e1k_hw *hw, u32 *buf)
{
	const struct e1k_io_range *range = e1k_io_ranges;
	u32 reg;

	for (; range < e1k_io_ranges + ARRAY_SIZE(e1k_io_ranges); range++) {
		if (!(range->on & hw->chip->dump))
			continue;
		for (reg = range->first; reg <= range->last; reg += 4) {
			*buf++ = reg;
			*buf++ = e1k_rd32(hw, reg);
		}
	}
}
