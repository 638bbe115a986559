// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "82576.h"

#include "io.h"
#include "irq.h"
#include "pcie.h"

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
