// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "pcie.h"

#include "io.h"
#include "nvm.h"

/* Requests under way end within the completion time-out, 50 ms at most. */
#define E1K_PCIE_MASTER_POLL_US 1000
#define E1K_PCIE_MASTER_TIMEOUT_US 80000

/* The bit clears itself within 1 us; the first read may not come earlier. */
#define E1K_PCIE_RESET_SETTLE_MS 1
#define E1K_PCIE_RESET_POLL_US 1000
#define E1K_PCIE_RESET_TIMEOUT_US 10000

#define E1K_PCIE_AUTO_RD_POLL_US 1000
#define E1K_PCIE_AUTO_RD_TIMEOUT_US 20000

#define E1K_PCIE_NVM_WORDS_MIN 64U
#define E1K_PCIE_NVM_WORDS_MAX 0x4000U /* as far as EERD's 14 address bits reach */

/*
 * A reset in the middle of a request can leave the bus waiting (82574 datasheet
 * 5.2, 82576 datasheet 5.2.3.3.2). One that does not end is ended by the reset.
 */
static void e1k_pcie_master_disable(struct e1k_hw *hw)
{
	e1k_io_update(hw, E1K_CTRL, 0, E1K_CTRL_GIO_MASTER_DISABLE);
	e1k_io_wait(hw, E1K_STATUS, E1K_STATUS_GIO_MASTER_EN, 0,
		    E1K_PCIE_MASTER_POLL_US, E1K_PCIE_MASTER_TIMEOUT_US);
}

/* QEMU's igb never says that the NVM has been read. */
int e1k_pcie_reset_mac(struct e1k_hw *hw)
{
	int err;

	e1k_pcie_master_disable(hw);
	e1k_io_update(hw, E1K_CTRL, E1K_CTRL_PHY_RST, E1K_CTRL_RST);
	e1k_msleep(hw, E1K_PCIE_RESET_SETTLE_MS);
	err = e1k_io_wait(hw, E1K_CTRL, E1K_CTRL_RST, 0,
			  E1K_PCIE_RESET_POLL_US, E1K_PCIE_RESET_TIMEOUT_US);
	if (err)
		return err;
	e1k_io_wait(hw, E1K_EECD, E1K_EECD_AUTO_RD, E1K_EECD_AUTO_RD,
		    E1K_PCIE_AUTO_RD_POLL_US, E1K_PCIE_AUTO_RD_TIMEOUT_US);
	return 0;
}

int e1k_pcie_nvm_init(struct e1k_hw *hw)
{
	u32 eecd = e1k_rd32(hw, E1K_EECD);
	u32 words = E1K_PCIE_NVM_WORDS_MIN << FIELD_GET(E1K_EECD_NVM_SIZE, eecd);

	memset(&hw->nvm, 0, sizeof(hw->nvm));
	if (!(eecd & E1K_EECD_PRES))
		return -ENODEV;
	hw->nvm.type = E1K_NVM_EERD;
	hw->nvm.words = min(words, E1K_PCIE_NVM_WORDS_MAX);
	return 0;
}

int e1k_pcie_nvm_read(struct e1k_hw *hw, u16 offset, u16 words, u16 *data)
{
	return e1k_nvm_read_eerd(hw, offset, words, data, E1K_EERD_ADDR, E1K_EERD_DONE);
}
