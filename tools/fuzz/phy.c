// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whatever PHY registers and MDIC say.
 * covers: hal/phy.c
 */
#include "device.h"

#include "../../hal/phy.h"

static void fuzz_phy_identify(struct e1k_hw *hw, struct e1k_world *w)
{
	int err = e1k_phy_identify(hw);

	FUZZ_ASSERT(err || (hw->phy && hw->phy_addr < 32));
}

/* Nobody goes on without a PHY. */
static bool fuzz_phy_is_there(struct e1k_hw *hw)
{
	return hw->phy || !e1k_phy_identify(hw);
}

static void fuzz_phy_config(struct e1k_hw *hw, struct e1k_world *w)
{
	static const u16 speeds[] = { 10, 100, 1000, 0 };
	u8 bits = fuzz_u8(w);

	hw->link_cfg.autoneg = bits & 1;
	hw->link_cfg.full_duplex = bits & 2;
	hw->link_cfg.speed = speeds[bits / 4 % 4];
	hw->link_cfg.fc = bits / 16 % 4;
	hw->link_cfg.advertise = fuzz_u8(w);
}

static void fuzz_phy_setup(struct e1k_hw *hw, struct e1k_world *w)
{
	fuzz_phy_config(hw, w);
	if (fuzz_phy_is_there(hw))
		e1k_phy_setup(hw);
}

static void fuzz_phy_read_link(struct e1k_hw *hw, struct e1k_world *w)
{
	struct e1k_link link;
	int err;

	if (!fuzz_phy_is_there(hw))
		return;
	err = e1k_phy_read_link(hw, &link);
	FUZZ_ASSERT(err || link.speed == 0 || link.speed == 10 || link.speed == 100 ||
		    link.speed == 1000);
	FUZZ_ASSERT(!(link.lp_advertise & ~E1K_ADV_ALL));
}

static void fuzz_phy_reset(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_phy_reset(hw);
}

static void fuzz_phy_registers(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 reg = fuzz_u8(w) % 32;
	u16 val;

	if (!e1k_phy_read(hw, reg, &val))
		e1k_phy_write(hw, reg, val);
}

static void fuzz_phy_loopback(struct e1k_hw *hw, struct e1k_world *w)
{
	if (fuzz_phy_is_there(hw))
		e1k_phy_set_loopback(hw, fuzz_u8(w) & 1);
}

const fuzz_op fuzz_ops[] = {
	fuzz_phy_identify,
	fuzz_phy_read_link,
	fuzz_phy_setup,
	fuzz_phy_reset,
	fuzz_phy_registers,
	fuzz_phy_loopback,
};

const u32 fuzz_ops_cnt = ARRAY_SIZE(fuzz_ops);
