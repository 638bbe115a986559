// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "8254x.h"

#include "io.h"
#include "nvm.h"

/*
 * No access for 1 us after CTRL.RST (8254x manual 13.4.1), and none before the
 * EEPROM has been loaded: 5 ms cover 256 words.
 */
#define E1K_8254X_RESET_SETTLE_MS 5
#define E1K_8254X_RESET_POLL_US 1000
#define E1K_8254X_RESET_TIMEOUT_US 10000

#define E1K_8254X_EERD_WORDS 256 /* as far as EERD's eight address bits reach */

static int e1k_8254x_reset_mac(struct e1k_hw *hw)
{
	e1k_io_update(hw, E1K_CTRL, E1K_CTRL_PHY_RST, E1K_CTRL_RST);
	e1k_msleep(hw, E1K_8254X_RESET_SETTLE_MS);
	return e1k_io_wait(hw, E1K_CTRL, E1K_CTRL_RST, 0,
			   E1K_8254X_RESET_POLL_US, E1K_8254X_RESET_TIMEOUT_US);
}

/* On QEMU CTRL.RST resets nothing: what a reset clears is cleared by hand. */
static void e1k_8254x_clear_rings(struct e1k_hw *hw)
{
	e1k_wr32(hw, hw->chip->rxq_base + E1K_Q_HEAD, 0);
	e1k_wr32(hw, hw->chip->rxq_base + E1K_Q_TAIL, 0);
	e1k_wr32(hw, hw->chip->txq_base + E1K_Q_HEAD, 0);
	e1k_wr32(hw, hw->chip->txq_base + E1K_Q_TAIL, 0);
}

/*
 * Delay timers stay off: they can lock up, and ITR does their work (8254x manual
 * 13.4.30). ARP requests are the host's, not the management controller's.
 */
static void e1k_8254x_init_mac(struct e1k_hw *hw)
{
	e1k_8254x_clear_rings(hw);
	e1k_wr32(hw, E1K_RDTR, 0);
	e1k_wr32(hw, E1K_TIDV, 0);
	if (hw->chip->errata & E1K_ERRATUM_FEWER_REGS)
		return;
	e1k_wr32(hw, E1K_RADV, 0);
	e1k_wr32(hw, E1K_TADV, 0);
	e1k_io_update(hw, E1K_MANC, E1K_MANC_ARP_EN, 0);
}

static void e1k_8254x_nvm_geometry(struct e1k_nvm *nvm, u32 eecd)
{
	if (eecd & E1K_EECD_TYPE) {
		nvm->type = E1K_NVM_SPI;
		nvm->addr_bits = eecd & E1K_EECD_ADDR_BITS ? 16 : 8;
		nvm->words = BIT(nvm->addr_bits - 1);
	} else {
		nvm->type = E1K_NVM_MICROWIRE;
		nvm->addr_bits = eecd & E1K_EECD_SIZE ? 8 : 6;
		nvm->words = BIT(nvm->addr_bits);
	}
}

static int e1k_8254x_nvm_init(struct e1k_hw *hw)
{
	bool has_eerd = !(hw->chip->errata & E1K_ERRATUM_NO_EERD);
	u32 eecd = e1k_rd32(hw, E1K_EECD);

	memset(&hw->nvm, 0, sizeof(hw->nvm));
	if (has_eerd && !(eecd & E1K_EECD_PRES))
		return -ENODEV;
	e1k_8254x_nvm_geometry(&hw->nvm, eecd);
	if (has_eerd && hw->nvm.words <= E1K_8254X_EERD_WORDS)
		hw->nvm.type = E1K_NVM_EERD;
	return 0;
}

static int e1k_8254x_nvm_read(struct e1k_hw *hw, u16 offset, u16 words, u16 *data)
{
	switch (hw->nvm.type) {
	case E1K_NVM_EERD:
		return e1k_nvm_read_eerd(hw, offset, words, data,
					 E1K_EERD_ADDR_8254X, E1K_EERD_DONE_8254X);
	case E1K_NVM_MICROWIRE:
		return e1k_nvm_read_microwire(hw, offset, words, data);
	case E1K_NVM_SPI:
		return e1k_nvm_read_spi(hw, offset, words, data);
	default:
		return -ENODEV;
	}
}

const struct e1k_chip_ops e1k_8254x_ops = {
	.reset_mac = e1k_8254x_reset_mac,
	.init_mac = e1k_8254x_init_mac,
	.nvm_init = e1k_8254x_nvm_init,
	.nvm_read = e1k_8254x_nvm_read,
};
