// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "82576.h"

#include "io.h"
#include "irq.h"
#include "pcie.h"

/* The first four queues of each kind; what differs between queues shows there. */
static const struct e1k_io_range e1k_82576_ranges[] = {
	{ E1K_CTRL, E1K_CTRL },
	{ E1K_STATUS, E1K_STATUS },
	{ E1K_EECD, E1K_EECD },
	{ E1K_CTRL_EXT, E1K_CTRL_EXT },
	{ E1K_FCAL, E1K_FCT },
	{ E1K_VET, E1K_VET },
	{ E1K_IMS, E1K_IMS },
	{ E1K_RCTL, E1K_RCTL },
	{ E1K_FCTTV, E1K_FCTTV },
	{ E1K_TCTL, E1K_TCTL },
	{ E1K_TIPG, E1K_TIPG },
	{ E1K_LEDCTL, E1K_LEDCTL },
	{ E1K_GPIE, E1K_GPIE },
	{ E1K_EIMS, E1K_EIMS },
	{ E1K_EIAC, E1K_EIAM },
	{ E1K_EITR(0), E1K_EITR(E1K_IRQ_VECTOR_MAX - 1) },
	{ E1K_IVAR(0), E1K_IVAR(E1K_IVAR_CNT - 1) },
	{ E1K_IVAR_MISC, E1K_IVAR_MISC },
	{ E1K_FCRTL, E1K_FCRTL },
	{ E1K_FCRTH, E1K_FCRTH },
	{ E1K_RXPBS, E1K_RXPBS },
	{ E1K_RXCSUM, E1K_RLPML }, /* RXCSUM, RLPML */
	{ E1K_MTA(0), E1K_MTA(E1K_MTA_CNT - 1) },
	{ E1K_RAL(0), E1K_RAH(E1K_RAR_CNT - 1) },
	{ E1K_RAL2(0), E1K_RAH2(E1K_RAR_MAX - E1K_RAR_CNT - 1) },
	{ E1K_VFTA(0), E1K_VFTA(E1K_VFTA_CNT - 1) },
	{ E1K_WUC, E1K_WUC },
	{ E1K_WUFC, E1K_WUFC },
	{ E1K_WUS, E1K_WUS },
	{ E1K_MRQC, E1K_MRQC },
	{ E1K_MANC, E1K_MANC },
	{ E1K_RETA(0), E1K_RETA(E1K_RSS_TABLE_LEN / 4 - 1) },
	{ 0xc000, 0xc010 }, /* RDBAL, RDBAH, RDLEN, SRRCTL, RDH */
	{ 0xc018, 0xc018 }, /* RDT */
	{ 0xc028, 0xc028 }, /* RXDCTL */
	{ 0xc040, 0xc050 },
	{ 0xc058, 0xc058 },
	{ 0xc068, 0xc068 },
	{ 0xc080, 0xc090 },
	{ 0xc098, 0xc098 },
	{ 0xc0a8, 0xc0a8 },
	{ 0xc0c0, 0xc0d0 },
	{ 0xc0d8, 0xc0d8 },
	{ 0xc0e8, 0xc0e8 },
	{ 0xe000, 0xe008 }, /* TDBAL, TDBAH, TDLEN */
	{ 0xe010, 0xe010 }, /* TDH */
	{ 0xe018, 0xe018 }, /* TDT */
	{ 0xe028, 0xe028 }, /* TXDCTL */
	{ 0xe040, 0xe048 },
	{ 0xe050, 0xe050 },
	{ 0xe058, 0xe058 },
	{ 0xe068, 0xe068 },
	{ 0xe080, 0xe088 },
	{ 0xe090, 0xe090 },
	{ 0xe098, 0xe098 },
	{ 0xe0a8, 0xe0a8 },
	{ 0xe0c0, 0xe0c8 },
	{ 0xe0d0, 0xe0d0 },
	{ 0xe0d8, 0xe0d8 },
	{ 0xe0e8, 0xe0e8 },
};

const struct e1k_io_map e1k_82576_dump = {
	.ranges = e1k_82576_ranges,
	.cnt = ARRAY_SIZE(e1k_82576_ranges),
};

static void e1k_82576_init_mac(struct e1k_hw *hw)
{
	e1k_wr32(hw, E1K_RLPML, hw->chip->max_frame);
}

/* IVAR also decides over TXDW: on QEMU a queue that is not routed raises nothing. */
static void e1k_82576_route(struct e1k_hw *hw, u32 misc)
{
	u32 ivar[E1K_IVAR_CNT] = {};
	u8 i;

	for (i = 0; i < e1k_irq_pairs(hw); i++)
		ivar[i % E1K_IVAR_CNT] |= (E1K_IVAR_RXQ(i) | E1K_IVAR_TXQ(i)) <<
					  (i / E1K_IVAR_CNT * 16);
	for (i = 0; i < E1K_IVAR_CNT; i++)
		e1k_wr32(hw, E1K_IVAR(i), ivar[i]);
	e1k_wr32(hw, E1K_IVAR_MISC, misc);
}

/*
 * Sending a message clears its cause (EIAC), and masks that of a queue (EIAM by
 * EIAME; not on QEMU). NSICR lets the read of ICR clear it in MSI-X mode.
 */
static void e1k_82576_irq_init(struct e1k_hw *hw)
{
	u8 other = hw->irq_vectors - 1;

	if (hw->irq_mode != E1K_IRQ_MSIX) {
		e1k_wr32(hw, E1K_GPIE, 0);
		e1k_wr32(hw, E1K_EIAC, 0);
		e1k_wr32(hw, E1K_EIAM, 0);
		e1k_82576_route(hw, 0);
		return;
	}
	e1k_wr32(hw, E1K_GPIE, E1K_GPIE_NSICR | E1K_GPIE_MULTIPLE_MSIX | E1K_GPIE_EIAME |
		 E1K_GPIE_PBA_SUPPORT);
	e1k_82576_route(hw, E1K_IVAR_MISC_OTHER(other));
	e1k_wr32(hw, E1K_EIAC, BIT(hw->irq_vectors) - 1);
	e1k_wr32(hw, E1K_EIAM, BIT(other) - 1);
}

const struct e1k_chip_ops e1k_82576_ops = {
	.reset_mac = e1k_pcie_reset_mac,
	.init_mac = e1k_82576_init_mac,
	.nvm_init = e1k_pcie_nvm_init,
	.nvm_read = e1k_pcie_nvm_read,
	.irq_init = e1k_82576_irq_init,
};
