// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "phy.h"

#include "fc.h"
#include "io.h"

#define E1K_PHY_MDIC_POLL_US 50
#define E1K_PHY_MDIC_TIMEOUT_US 2000

/* IEEE 802.3 22.2.4.1.1. */
#define E1K_PHY_RESET_TIMEOUT_MS 500

#define E1K_PHY_ADDR_CNT 32
#define E1K_PHY_ADDR_INTERNAL 1

static int e1k_phy_mdic_access(struct e1k_hw *hw, u8 addr, u32 command, u16 *val)
{
	u32 mdic;

	e1k_wr32(hw, E1K_MDIC, command | FIELD_PREP(E1K_MDIC_PHYADD, addr));
	if (e1k_io_wait(hw, E1K_MDIC, E1K_MDIC_READY, E1K_MDIC_READY,
			E1K_PHY_MDIC_POLL_US, E1K_PHY_MDIC_TIMEOUT_US))
		return -ETIMEDOUT;
	mdic = e1k_rd32(hw, E1K_MDIC);
	if (mdic & E1K_MDIC_ERROR)
		return -EIO;
	*val = FIELD_GET(E1K_MDIC_DATA, mdic);
	return 0;
}

static int e1k_phy_mdic_read(struct e1k_hw *hw, u8 addr, u8 reg, u16 *val)
{
	u32 command = FIELD_PREP(E1K_MDIC_OP, E1K_MDIC_OP_READ) |
		      FIELD_PREP(E1K_MDIC_REGADD, reg);

	return e1k_phy_mdic_access(hw, addr, command, val);
}

int e1k_phy_read(struct e1k_hw *hw, u8 reg, u16 *val)
{
	return e1k_phy_mdic_read(hw, hw->phy_addr, reg, val);
}

int e1k_phy_write(struct e1k_hw *hw, u8 reg, u16 val)
{
	u32 command = FIELD_PREP(E1K_MDIC_OP, E1K_MDIC_OP_WRITE) |
		      FIELD_PREP(E1K_MDIC_REGADD, reg) | val;

	return e1k_phy_mdic_access(hw, hw->phy_addr, command, &val);
}

static bool e1k_phy_id_known(u32 id)
{
	switch (id & E1K_PHY_ID_M88_MASK) {
	case E1K_PHY_ID_M88E1011:
	case E1K_PHY_ID_M88E1000:
	case E1K_PHY_ID_M88E1000_E:
		return true;
	default:
		return false;
	}
}

static int e1k_phy_identify_at(struct e1k_hw *hw, u8 addr)
{
	u16 id1, id2;
	u32 id;
	int err;

	err = e1k_phy_mdic_read(hw, addr, E1K_PHY_ID1, &id1);
	if (!err)
		err = e1k_phy_mdic_read(hw, addr, E1K_PHY_ID2, &id2);
	if (err)
		return err;
	id = (u32)id1 << 16 | id2;
	if (!e1k_phy_id_known(id))
		return -ENODEV;
	hw->phy_addr = addr;
	hw->phy_id = id & E1K_PHY_ID_M88_MASK;
	hw->phy_rev = id & ~E1K_PHY_ID_M88_MASK;
	return 0;
}

int e1k_phy_identify(struct e1k_hw *hw)
{
	u8 addr;
	int err;

	err = e1k_phy_identify_at(hw, E1K_PHY_ADDR_INTERNAL);
	/* A silent address is an error; only a dead MDIO controller times out. */
	for (addr = 0; err && err != -ETIMEDOUT && addr < E1K_PHY_ADDR_CNT; addr++)
		err = e1k_phy_identify_at(hw, addr);
	return err ? -ENODEV : 0;
}

/*
 * M88 PHYs take changes of speed, duplex, negotiation and crossover over at a
 * software reset, which keeps what was written (88E1011 datasheet, register 0).
 */
static int e1k_phy_bmcr_write_reset(struct e1k_hw *hw, u16 bmcr)
{
	u32 waited_ms;
	int err;

	err = e1k_phy_write(hw, E1K_PHY_BMCR, bmcr | E1K_BMCR_RESET);
	for (waited_ms = 0; !err && waited_ms < E1K_PHY_RESET_TIMEOUT_MS; waited_ms++) {
		e1k_msleep(hw, 1);
		err = e1k_phy_read(hw, E1K_PHY_BMCR, &bmcr);
		if (!err && !(bmcr & E1K_BMCR_RESET))
			return 0;
	}
	return err ? err : -ETIMEDOUT;
}

int e1k_phy_reset(struct e1k_hw *hw)
{
	u16 bmcr;
	int err;

	err = e1k_phy_read(hw, E1K_PHY_BMCR, &bmcr);
	return err ? err : e1k_phy_bmcr_write_reset(hw, bmcr);
}

/* With forced speed an M88 needs its crossover forced too. */
static int e1k_phy_m88_setup(struct e1k_hw *hw)
{
	u8 mdix = hw->link_cfg.autoneg ? E1K_M88_PSCR_MDIX_AUTO : E1K_M88_PSCR_MDIX_STRAIGHT;
	u16 pscr;
	int err;

	err = e1k_phy_read(hw, E1K_PHY_M88_PSCR, &pscr);
	if (err)
		return err;
	pscr &= ~(E1K_M88_PSCR_MDIX | E1K_M88_PSCR_POLARITY_OFF);
	pscr |= FIELD_PREP(E1K_M88_PSCR_MDIX, mdix) | E1K_M88_PSCR_ASSERT_CRS;
	return e1k_phy_write(hw, E1K_PHY_M88_PSCR, pscr);
}

static u16 e1k_phy_anar_build(const struct e1k_link_cfg *cfg)
{
	u16 anar = E1K_ANAR_CSMA;
	bool pause, asym;

	e1k_fc_advertise(cfg->fc, &pause, &asym);
	if (cfg->advertise & E1K_ADV_10_HALF)
		anar |= E1K_ANAR_10_HALF;
	if (cfg->advertise & E1K_ADV_10_FULL)
		anar |= E1K_ANAR_10_FULL;
	if (cfg->advertise & E1K_ADV_100_HALF)
		anar |= E1K_ANAR_100_HALF;
	if (cfg->advertise & E1K_ADV_100_FULL)
		anar |= E1K_ANAR_100_FULL;
	if (pause)
		anar |= E1K_ANAR_PAUSE;
	if (asym)
		anar |= E1K_ANAR_ASM_DIR;
	return anar;
}

static int e1k_phy_setup_autoneg(struct e1k_hw *hw)
{
	u16 gbcr = hw->link_cfg.advertise & E1K_ADV_1000_FULL ? E1K_GBCR_1000_FULL : 0;
	int err;

	err = e1k_phy_write(hw, E1K_PHY_ANAR, e1k_phy_anar_build(&hw->link_cfg));
	if (!err)
		err = e1k_phy_write(hw, E1K_PHY_GBCR, gbcr);
	return err ? err : e1k_phy_bmcr_write_reset(hw, E1K_BMCR_AN_ENABLE | E1K_BMCR_AN_RESTART);
}

static int e1k_phy_setup_forced(struct e1k_hw *hw)
{
	u16 bmcr = 0;

	if (hw->link_cfg.speed == 100)
		bmcr |= E1K_BMCR_SPEED_100;
	if (hw->link_cfg.full_duplex)
		bmcr |= E1K_BMCR_FULL_DUPLEX;
	return e1k_phy_bmcr_write_reset(hw, bmcr);
}

static bool e1k_phy_cfg_valid(const struct e1k_link_cfg *cfg)
{
	if (cfg->autoneg)
		return cfg->advertise && !(cfg->advertise & ~E1K_ADV_ALL);
	return cfg->speed == 10 || cfg->speed == 100;
}

int e1k_phy_setup(struct e1k_hw *hw)
{
	int err;

	if (!e1k_phy_cfg_valid(&hw->link_cfg))
		return -EINVAL;
	err = e1k_phy_m88_setup(hw);
	if (err)
		return err;
	return hw->link_cfg.autoneg ? e1k_phy_setup_autoneg(hw) : e1k_phy_setup_forced(hw);
}

static int e1k_phy_read_partner(struct e1k_hw *hw, struct e1k_link *link)
{
	u16 lpar, gbsr;
	int err;

	err = e1k_phy_read(hw, E1K_PHY_ANLPAR, &lpar);
	if (!err)
		err = e1k_phy_read(hw, E1K_PHY_GBSR, &gbsr);
	if (err)
		return err;
	/* ANLPAR has the layout of ANAR, and its abilities the order of E1K_ADV_*. */
	link->lp_advertise = (lpar / E1K_ANAR_10_HALF) &
			     (E1K_ADV_10_HALF | E1K_ADV_10_FULL |
			      E1K_ADV_100_HALF | E1K_ADV_100_FULL);
	if (gbsr & E1K_GBSR_LP_1000_FULL)
		link->lp_advertise |= E1K_ADV_1000_FULL;
	link->lp_pause = lpar & E1K_ANAR_PAUSE;
	link->lp_asym_pause = lpar & E1K_ANAR_ASM_DIR;
	return 0;
}

static int e1k_phy_read_resolved(struct e1k_hw *hw, struct e1k_link *link)
{
	static const u16 speeds[] = { 10, 100, 1000, 0 };
	u16 pssr;
	int err;

	err = e1k_phy_read(hw, E1K_PHY_M88_PSSR, &pssr);
	if (err)
		return err;
	link->mdix = pssr & E1K_M88_PSSR_MDIX;
	if (pssr & E1K_M88_PSSR_RESOLVED) {
		link->speed = speeds[FIELD_GET(E1K_M88_PSSR_SPEED, pssr)];
		link->full_duplex = pssr & E1K_M88_PSSR_FULL_DUPLEX;
	}
	return 0;
}

int e1k_phy_read_link(struct e1k_hw *hw, struct e1k_link *link)
{
	u16 bmsr;
	int err;

	memset(link, 0, sizeof(*link));
	/* A lost link stays visible until read: the second read is the present. */
	err = e1k_phy_read(hw, E1K_PHY_BMSR, &bmsr);
	if (!err)
		err = e1k_phy_read(hw, E1K_PHY_BMSR, &bmsr);
	if (err || !(bmsr & E1K_BMSR_LINK))
		return err;
	link->up = true;
	link->autoneg_done = bmsr & E1K_BMSR_AN_DONE;
	if (link->autoneg_done)
		err = e1k_phy_read_partner(hw, link);
	return err ? err : e1k_phy_read_resolved(hw, link);
}

int e1k_phy_set_loopback(struct e1k_hw *hw, bool on)
{
	u16 bmcr = E1K_BMCR_SPEED_1000 | E1K_BMCR_FULL_DUPLEX;
	int err;

	if (!on)
		return e1k_phy_setup(hw);
	err = e1k_phy_bmcr_write_reset(hw, bmcr);
	return err ? err : e1k_phy_write(hw, E1K_PHY_BMCR, bmcr | E1K_BMCR_LOOPBACK);
}
