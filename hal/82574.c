// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "82574.h"

#include "io.h"
#include "irq.h"
#include "nvm.h"
#include "pcie.h"
#include "sem.h"

static const struct e1k_io_range e1k_82574_ranges[] = {
	{ E1K_CTRL, E1K_CTRL },
	{ E1K_STATUS, E1K_STATUS },
	{ E1K_EECD, E1K_EECD },
	{ E1K_CTRL_EXT, E1K_CTRL_EXT },
	{ E1K_FCAL, E1K_FCT },
	{ E1K_VET, E1K_VET },
	{ E1K_ITR, E1K_ITR },
	{ E1K_IMS, E1K_IMS },
	{ E1K_EIAC_82574, E1K_EITR_82574(4) }, /* EIAC, IAM, IVAR, EITR */
	{ E1K_RCTL, E1K_RCTL },
	{ E1K_FCTTV, E1K_FCTTV },
	{ E1K_TCTL, E1K_TCTL },
	{ E1K_TIPG, E1K_TIPG },
	{ E1K_LEDCTL, E1K_LEDCTL },
	{ E1K_EXTCNF_CTRL, E1K_EXTCNF_CTRL },
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
	{ 0x2900, 0x2908 }, /* the same of queue 1 */
	{ 0x2910, 0x2910 },
	{ 0x2918, 0x2918 },
	{ 0x2928, 0x2928 },
	{ E1K_TDFH, E1K_TDFH },
	{ E1K_TDFT, E1K_TDFT },
	{ E1K_TDFHS, E1K_TDFHS },
	{ E1K_TDFTS, E1K_TDFTS },
	{ E1K_TDFPC, E1K_TDFPC },
	{ 0x3800, 0x3808 }, /* TDBAL, TDBAH, TDLEN */
	{ 0x3810, 0x3810 }, /* TDH */
	{ 0x3818, 0x3818 }, /* TDT */
	{ 0x3828, E1K_TADV }, /* TXDCTL, TADV */
	{ 0x3840, 0x3840 }, /* TARC */
	{ 0x3900, 0x3908 }, /* the same of queue 1 */
	{ 0x3910, 0x3910 },
	{ 0x3918, 0x3918 },
	{ 0x3928, 0x3928 },
	{ 0x3940, 0x3940 },
	{ E1K_RXCSUM, E1K_RXCSUM },
	{ E1K_RFCTL, E1K_RFCTL },
	{ E1K_MTA(0), E1K_MTA(E1K_MTA_CNT - 1) },
	{ E1K_RAL(0), E1K_RAH(E1K_RAR_CNT - 1) },
	{ E1K_VFTA(0), E1K_VFTA(E1K_VFTA_CNT - 1) },
	{ E1K_WUC, E1K_WUC },
	{ E1K_WUFC, E1K_WUFC },
	{ E1K_WUS, E1K_WUS },
	{ E1K_MRQC, E1K_MRQC },
	{ E1K_MANC, E1K_MANC },
	{ E1K_RETA(0), E1K_RETA(E1K_RSS_TABLE_LEN / 4 - 1) },
};

const struct e1k_io_map e1k_82574_dump = {
	.ranges = e1k_82574_ranges,
	.cnt = ARRAY_SIZE(e1k_82574_ranges),
};

/* A reset during firmware's access to the PHY would break it; the reset gives ownership back. */
static int e1k_82574_reset_mac(struct e1k_hw *hw)
{
	bool owner = !e1k_sem_acquire(hw, E1K_SEM_PHY);
	int err;

	err = e1k_pcie_reset_mac(hw);
	if (owner)
		e1k_sem_release(hw, E1K_SEM_PHY);
	return err;
}

/* The headers that a packet split would look for are not looked for. */
#define E1K_82574_RFCTL (E1K_RFCTL_EXTEN | E1K_RFCTL_ACK_DIS | E1K_RFCTL_ISCSI_DIS | \
			 E1K_RFCTL_NFSW_DIS | E1K_RFCTL_NFSR_DIS)

/*
 * TARC.ENABLE is set by the reset, and without it QEMU sends nothing. TXDCTL of
 * a queue that is not used matters too: both must be the same (82574 datasheet).
 * Without ACK_DIS each TCP ACK costs an interrupt of the last vector.
 */
static void e1k_82574_init_mac(struct e1k_hw *hw)
{
	u32 base;
	u8 i;

	e1k_wr32(hw, E1K_RFCTL, E1K_82574_RFCTL);
	for (i = 0; i < hw->chip->tx_queues; i++) {
		base = hw->chip->txq_base + i * hw->chip->queue_stride;
		e1k_io_update(hw, base + E1K_Q_TARC, 0, E1K_TARC_ENABLE);
		e1k_wr32(hw, base + E1K_Q_DCTL, hw->chip->tx_dctl);
	}
}

/* With flash the words written here would be lost at the next power-on. */
static int e1k_82574_nvm_write(struct e1k_hw *hw, u16 offset, u16 words, const u16 *data)
{
	u32 eecd = e1k_rd32(hw, E1K_EECD);

	if (FIELD_GET(E1K_EECD_NVADDS, eecd) == E1K_EECD_NVADDS_FLASH)
		return -EOPNOTSUPP;
	return e1k_nvm_write_eewr(hw, offset, words, data);
}

static void e1k_82574_irq_init_shared(struct e1k_hw *hw)
{
	e1k_io_update(hw, E1K_CTRL_EXT, E1K_CTRL_EXT_EIAME | E1K_CTRL_EXT_IAME |
		      E1K_CTRL_EXT_PBA_SUPPORT, 0);
	e1k_wr32(hw, E1K_IVAR_82574, 0);
	e1k_wr32(hw, E1K_EIAC_82574, 0);
	e1k_wr32(hw, E1K_IAM, 0);
}

/*
 * Sending a queue's message clears its causes (EIAC) and masks them (IAM by
 * EIAME). QEMU masks by EIAC, and only as long as IAME is clear.
 */
static void e1k_82574_irq_init(struct e1k_hw *hw)
{
	u32 ivar = E1K_IVAR_82574_OTHER(hw->irq_vectors - 1);
	u32 causes = 0;
	u8 i;

	if (hw->irq_mode != E1K_IRQ_MSIX) {
		e1k_82574_irq_init_shared(hw);
		return;
	}
	for (i = 0; i < e1k_irq_pairs(hw); i++) {
		ivar |= E1K_IVAR_82574_RXQ(i, i) | E1K_IVAR_82574_TXQ(i, i);
		causes |= hw->chip->irq.vector0 << i;
	}
	e1k_wr32(hw, E1K_IVAR_82574, ivar);
	e1k_wr32(hw, E1K_EIAC_82574, causes);
	e1k_wr32(hw, E1K_IAM, causes);
	e1k_io_update(hw, E1K_CTRL_EXT, E1K_CTRL_EXT_IAME,
		      E1K_CTRL_EXT_EIAME | E1K_CTRL_EXT_PBA_SUPPORT);
}

const struct e1k_chip_ops e1k_82574_ops = {
	.reset_mac = e1k_82574_reset_mac,
	.init_mac = e1k_82574_init_mac,
	.nvm_init = e1k_pcie_nvm_init,
	.nvm_read = e1k_pcie_nvm_read,
	.nvm_write = e1k_82574_nvm_write,
	.irq_init = e1k_82574_irq_init,
};
