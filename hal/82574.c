// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "82574.h"

#include "io.h"
#include "irq.h"
#include "nvm.h"
#include "pcie.h"
#include "sem.h"

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
 * Sending a queue's message clears its causes and masks them. EIAC is for both
 * (82583V datasheet 7.4.3, the same MAC), IAM by EIAME for the latter. In QEMU
 * EIAC masks as long as IAME is clear.
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
		ivar |= E1K_IVAR_82574_RXQ(i, i) | E1K_IVAR_82574_TXQ(i, e1k_irq_tx_vector(hw, i));
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
