// SPDX-License-Identifier: GPL-2.0-only
/*
 * Resets, link and control registers, whatever the device answers meanwhile.
 * covers: hal/mac.c hal/fc.c hal/pcie.c hal/8254x.c hal/82574.c hal/82576.c
 */
#include "device.h"

#include "../../hal/irq.h"
#include "../../hal/mac.h"
#include "../../hal/nvm.h"
#include "../../hal/phy.h"

static void fuzz_mac_probe(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 vectors = fuzz_u8(w);

	e1k_irq_setup(hw, vectors ? E1K_IRQ_MSIX : E1K_IRQ_INTX, vectors ? vectors % 11 : 1);
	e1k_nvm_init(hw);
	e1k_phy_identify(hw);
}

/* Whatever the device says of itself, it was told to be silent. */
static void fuzz_mac_is_silent(struct e1k_world *w)
{
	FUZZ_ASSERT(!(w->reg[E1K_RCTL / 4] & E1K_RCTL_EN));
	FUZZ_ASSERT(!(w->reg[E1K_TCTL / 4] & E1K_TCTL_EN));
}

static void fuzz_mac_reset(struct e1k_hw *hw, struct e1k_world *w)
{
	if (!hw->phy)
		return;
	/* one that seems to have gone is left alone */
	if (e1k_mac_reset(hw) != -ENODEV)
		fuzz_mac_is_silent(w);
}

static void fuzz_mac_quiesce(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_mac_quiesce(hw);
	fuzz_mac_is_silent(w);
}

static void fuzz_mac_start(struct e1k_hw *hw, struct e1k_world *w)
{
	u16 bits = fuzz_u16(w);

	hw->rx_mode.promisc = bits & 1;
	hw->rx_mode.allmulti = bits & 2;
	hw->rx_mode.allunicast = bits & 4;
	hw->rx_mode.vlan_filter = bits & 8;
	hw->rx_mode.jumbo = bits & 16;
	hw->rx_mode.keep_fcs = bits & 32;
	hw->rx_mode.keep_bad = bits & 64;
	hw->rx_mode.csum = bits & 128;
	hw->vlan_strip = bits & 256;
	e1k_mac_update_ctrl(hw);
	e1k_mac_update_rxcsum(hw);
	e1k_mac_start(hw);
}

static void fuzz_mac_stop(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_mac_stop(hw);
	fuzz_mac_is_silent(w);
}

static void fuzz_mac_link(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 bits = fuzz_u8(w);

	hw->link_cfg.autoneg = bits & 1;
	hw->link_cfg.full_duplex = bits & 2;
	hw->link_cfg.speed = bits & 4 ? 10 : 100;
	hw->link_cfg.fc = bits / 8 % 4;
	hw->link_cfg.fc_autoneg = bits & 32;
	if (hw->phy)
		e1k_mac_setup_link(hw);
}

static void fuzz_mac_check_link(struct e1k_hw *hw, struct e1k_world *w)
{
	const struct e1k_link *link = &hw->link;

	if (!hw->phy)
		return;
	e1k_mac_check_link(hw);
	FUZZ_ASSERT(!link->up || link->speed == 10 || link->speed == 100 || link->speed == 1000);
	FUZZ_ASSERT(!(w->reg[E1K_CTRL / 4] & (E1K_CTRL_RST | E1K_CTRL_PHY_RST)));
}

static void fuzz_mac_loopback(struct e1k_hw *hw, struct e1k_world *w)
{
	if (hw->phy)
		e1k_mac_set_loopback(hw, fuzz_u8(w) % 3);
}

static void fuzz_mac_rest(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_mac_led_set(hw, fuzz_u8(w) & 1);
	e1k_mac_led_restore(hw);
	e1k_mac_tx_paused(hw);
	e1k_mac_release(hw);
}

static void fuzz_mac_nvm(struct e1k_hw *hw, struct e1k_world *w)
{
	u16 data[2];

	e1k_nvm_read(hw, 0, 2, data);
	e1k_nvm_write(hw, 0, 1, data);
}

const fuzz_op fuzz_ops[] = {
	fuzz_mac_probe,
	fuzz_mac_reset,
	fuzz_mac_check_link,
	fuzz_mac_link,
	fuzz_mac_start,
	fuzz_mac_stop,
	fuzz_mac_quiesce,
	fuzz_mac_loopback,
	fuzz_mac_rest,
	fuzz_mac_nvm,
};

const u32 fuzz_ops_cnt = ARRAY_SIZE(fuzz_ops);
