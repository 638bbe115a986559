// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "phy.h"

#include "fc.h"
#include "io.h"
#include "sem.h"

#define E1K_PHY_MDIC_POLL_US 50
#define E1K_PHY_MDIC_TIMEOUT_US 2000

/* IEEE 802.3 22.2.4.1.1. */
#define E1K_PHY_RESET_TIMEOUT_MS 500

#define E1K_PHY_ADDR_CNT 32
#define E1K_PHY_ADDR_INTERNAL 1

#define E1K_PHY_M88_COMMON \
	.reset_applies = true, \
	.mdix_reg = E1K_PHY_M88_PSCR, \
	.status_reg = E1K_PHY_M88_PSSR, \
	.resolved = E1K_M88_PSSR_RESOLVED, \
	.full_duplex = E1K_M88_PSSR_FULL_DUPLEX, \
	.mdix = E1K_M88_PSSR_MDIX, \
	.speeds = { 10, 100, 1000, 0 }

#define E1K_PHY_M88 \
	E1K_PHY_M88_COMMON, \
	.mdix_mask = E1K_M88_PSCR_MDIX | E1K_M88_PSCR_POLARITY_OFF | E1K_M88_PSCR_ASSERT_CRS, \
	.mdix_auto = E1K_M88_PSCR_MDIX | E1K_M88_PSCR_ASSERT_CRS, \
	.mdix_straight = E1K_M88_PSCR_ASSERT_CRS

static const struct e1k_phy_type e1k_phy_types[] = {
	{ E1K_PHY_M88, .id = E1K_PHY_ID_M88E1011 },
	{ E1K_PHY_M88, .id = E1K_PHY_ID_M88E1000 },
	{ E1K_PHY_M88, .id = E1K_PHY_ID_M88E1000_E },
	{
		E1K_PHY_M88_COMMON,
		.id = E1K_PHY_ID_BM,
		.mdix_mask = E1K_M88_PSCR_MDIX | E1K_M88_PSCR_POLARITY_OFF,
		.mdix_auto = E1K_M88_PSCR_MDIX,
	},
	{
		/* QEMU sets no bit of the status but the speed: it is not resolved. */
		.id = E1K_PHY_ID_IGP03,
		.mdix_reg = E1K_PHY_IGP_PCTRL,
		.mdix_mask = E1K_IGP_PCTRL_AUTO_MDIX | E1K_IGP_PCTRL_FORCE_MDIX,
		.mdix_auto = E1K_IGP_PCTRL_AUTO_MDIX,
		.status_reg = E1K_PHY_IGP_PSR,
		.resolved = E1K_IGP_PSR_LINK,
		.full_duplex = E1K_IGP_PSR_FULL_DUPLEX,
		.mdix = E1K_IGP_PSR_MDIX,
		.speeds = { 0, 10, 100, 1000 },
	},
};

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

static int e1k_phy_mdic_write(struct e1k_hw *hw, u8 addr, u8 reg, u16 val)
{
	u32 command = FIELD_PREP(E1K_MDIC_OP, E1K_MDIC_OP_WRITE) |
		      FIELD_PREP(E1K_MDIC_REGADD, reg) | val;

	return e1k_phy_mdic_access(hw, addr, command, &val);
}

/* From here on a name with __ says that the caller owns the PHY. */
static int __e1k_phy_read(struct e1k_hw *hw, u8 reg, u16 *val)
{
	return e1k_phy_mdic_read(hw, hw->phy_addr, reg, val);
}

static int __e1k_phy_write(struct e1k_hw *hw, u8 reg, u16 val)
{
	return e1k_phy_mdic_write(hw, hw->phy_addr, reg, val);
}

int e1k_phy_read(struct e1k_hw *hw, u8 reg, u16 *val)
{
	int err = e1k_sem_acquire(hw, E1K_SEM_PHY);

	if (err)
		return err;
	err = __e1k_phy_read(hw, reg, val);
	e1k_sem_release(hw, E1K_SEM_PHY);
	return err;
}

int e1k_phy_write(struct e1k_hw *hw, u8 reg, u16 val)
{
	int err = e1k_sem_acquire(hw, E1K_SEM_PHY);

	if (err)
		return err;
	err = __e1k_phy_write(hw, reg, val);
	e1k_sem_release(hw, E1K_SEM_PHY);
	return err;
}

static const struct e1k_phy_type *e1k_phy_find(u32 id)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(e1k_phy_types); i++)
		if (e1k_phy_types[i].id == (id & E1K_PHY_ID_MASK))
			return &e1k_phy_types[i];
	return NULL;
}

static int e1k_phy_read_id(struct e1k_hw *hw, u8 addr, u32 *id)
{
	u16 id1, id2;
	int err;

	err = e1k_phy_mdic_read(hw, addr, E1K_PHY_ID1, &id1);
	if (!err)
		err = e1k_phy_mdic_read(hw, addr, E1K_PHY_ID2, &id2);
	if (err)
		return err;
	*id = (u32)id1 << 16 | id2;
	return 0;
}

/* Firmware or an earlier driver may have left another page selected. */
static int e1k_phy_identify_at(struct e1k_hw *hw, u8 addr)
{
	const struct e1k_phy_type *phy;
	int err = 0;
	u32 id;

	if (hw->chip->phy_page_reg)
		err = e1k_phy_mdic_write(hw, addr, hw->chip->phy_page_reg, 0);
	if (!err)
		err = e1k_phy_read_id(hw, addr, &id);
	if (err)
		return err;
	phy = e1k_phy_find(id);
	if (!phy)
		return -ENODEV;
	hw->phy = phy;
	hw->phy_addr = addr;
	hw->phy_id = id & E1K_PHY_ID_MASK;
	hw->phy_rev = id & ~E1K_PHY_ID_MASK;
	return 0;
}

int e1k_phy_identify(struct e1k_hw *hw)
{
	u8 addr;
	int err;

	err = e1k_sem_acquire(hw, E1K_SEM_PHY);
	if (err)
		return err;
	err = e1k_phy_identify_at(hw, E1K_PHY_ADDR_INTERNAL);
	/* A silent address is an error; only a dead MDIO controller times out. */
	for (addr = 0; err && err != -ETIMEDOUT && addr < E1K_PHY_ADDR_CNT; addr++)
		err = e1k_phy_identify_at(hw, addr);
	e1k_sem_release(hw, E1K_SEM_PHY);
	return err ? -ENODEV : 0;
}

static int __e1k_phy_bmcr_write_reset(struct e1k_hw *hw, u16 bmcr)
{
	u32 waited_ms;
	int err;

	err = __e1k_phy_write(hw, E1K_PHY_BMCR, bmcr | E1K_BMCR_RESET);
	for (waited_ms = 0; !err && waited_ms < E1K_PHY_RESET_TIMEOUT_MS; waited_ms++) {
		e1k_msleep(hw, 1);
		err = __e1k_phy_read(hw, E1K_PHY_BMCR, &bmcr);
		if (!err && !(bmcr & E1K_BMCR_RESET))
			return 0;
	}
	return err ? err : -ETIMEDOUT;
}

/*
 * M88 PHYs take changes of speed, duplex, negotiation and crossover over at a
 * software reset, which keeps what was written (8254x manual 11.1.3). The reset
 * of others forgets it.
 */
static int __e1k_phy_bmcr_apply(struct e1k_hw *hw, u16 bmcr)
{
	if (hw->phy->reset_applies)
		return __e1k_phy_bmcr_write_reset(hw, bmcr);
	return __e1k_phy_write(hw, E1K_PHY_BMCR, bmcr);
}

int e1k_phy_reset(struct e1k_hw *hw)
{
	u16 bmcr;
	int err;

	err = e1k_sem_acquire(hw, E1K_SEM_PHY);
	if (err)
		return err;
	err = __e1k_phy_read(hw, E1K_PHY_BMCR, &bmcr);
	if (!err)
		err = __e1k_phy_bmcr_write_reset(hw, bmcr);
	e1k_sem_release(hw, E1K_SEM_PHY);
	return err;
}

/* With forced speed the crossover cannot be detected (8254x manual 11.6.2). */
static int __e1k_phy_setup_mdix(struct e1k_hw *hw)
{
	const struct e1k_phy_type *phy = hw->phy;
	u16 val;
	int err;

	err = __e1k_phy_read(hw, phy->mdix_reg, &val);
	if (err)
		return err;
	val &= ~phy->mdix_mask;
	val |= hw->link_cfg.autoneg ? phy->mdix_auto : phy->mdix_straight;
	return __e1k_phy_write(hw, phy->mdix_reg, val);
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

static int __e1k_phy_setup_autoneg(struct e1k_hw *hw)
{
	u16 gbcr = hw->link_cfg.advertise & E1K_ADV_1000_FULL ? E1K_GBCR_1000_FULL : 0;
	int err;

	err = __e1k_phy_write(hw, E1K_PHY_ANAR, e1k_phy_anar_build(&hw->link_cfg));
	if (!err)
		err = __e1k_phy_write(hw, E1K_PHY_GBCR, gbcr);
	if (!err)
		hw->fc_advertised = hw->link_cfg.fc;
	return err ? err : __e1k_phy_bmcr_apply(hw, E1K_BMCR_AN_ENABLE | E1K_BMCR_AN_RESTART);
}

static int __e1k_phy_setup_forced(struct e1k_hw *hw)
{
	u16 bmcr = 0;

	if (hw->link_cfg.speed == 100)
		bmcr |= E1K_BMCR_SPEED_100;
	if (hw->link_cfg.full_duplex)
		bmcr |= E1K_BMCR_FULL_DUPLEX;
	return __e1k_phy_bmcr_apply(hw, bmcr);
}

static bool e1k_phy_cfg_valid(const struct e1k_link_cfg *cfg)
{
	if (cfg->autoneg)
		return cfg->advertise && !(cfg->advertise & ~E1K_ADV_ALL);
	return cfg->speed == 10 || cfg->speed == 100;
}

static int __e1k_phy_setup(struct e1k_hw *hw)
{
	int err = __e1k_phy_setup_mdix(hw);

	if (err)
		return err;
	return hw->link_cfg.autoneg ? __e1k_phy_setup_autoneg(hw) : __e1k_phy_setup_forced(hw);
}

int e1k_phy_setup(struct e1k_hw *hw)
{
	int err;

	if (!e1k_phy_cfg_valid(&hw->link_cfg))
		return -EINVAL;
	err = e1k_sem_acquire(hw, E1K_SEM_PHY);
	if (err)
		return err;
	err = __e1k_phy_setup(hw);
	e1k_sem_release(hw, E1K_SEM_PHY);
	return err;
}

static int __e1k_phy_read_partner(struct e1k_hw *hw, struct e1k_link *link)
{
	u16 lpar, gbsr;
	int err;

	err = __e1k_phy_read(hw, E1K_PHY_ANLPAR, &lpar);
	if (!err)
		err = __e1k_phy_read(hw, E1K_PHY_GBSR, &gbsr);
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

static int __e1k_phy_read_resolved(struct e1k_hw *hw, struct e1k_link *link)
{
	const struct e1k_phy_type *phy = hw->phy;
	u16 status;
	int err;

	err = __e1k_phy_read(hw, phy->status_reg, &status);
	if (err)
		return err;
	link->mdix = status & phy->mdix;
	if (status & phy->resolved) {
		link->speed = phy->speeds[FIELD_GET(E1K_PHY_STATUS_SPEED, status)];
		link->full_duplex = status & phy->full_duplex;
	}
	return 0;
}

static int __e1k_phy_read_link(struct e1k_hw *hw, struct e1k_link *link)
{
	u16 bmsr;
	int err;

	/* A lost link stays visible until read: the second read is the present. */
	err = __e1k_phy_read(hw, E1K_PHY_BMSR, &bmsr);
	if (!err)
		err = __e1k_phy_read(hw, E1K_PHY_BMSR, &bmsr);
	if (err || !(bmsr & E1K_BMSR_LINK))
		return err;
	link->up = true;
	link->autoneg_done = bmsr & E1K_BMSR_AN_DONE;
	if (link->autoneg_done)
		err = __e1k_phy_read_partner(hw, link);
	return err ? err : __e1k_phy_read_resolved(hw, link);
}

int e1k_phy_read_link(struct e1k_hw *hw, struct e1k_link *link)
{
	int err;

	memset(link, 0, sizeof(*link));
	err = e1k_sem_acquire(hw, E1K_SEM_PHY);
	if (err)
		return err;
	err = __e1k_phy_read_link(hw, link);
	e1k_sem_release(hw, E1K_SEM_PHY);
	return err;
}

static int __e1k_phy_loopback_on(struct e1k_hw *hw)
{
	u16 bmcr = E1K_BMCR_SPEED_1000 | E1K_BMCR_FULL_DUPLEX;
	int err;

	err = __e1k_phy_bmcr_apply(hw, bmcr);
	return err ? err : __e1k_phy_write(hw, E1K_PHY_BMCR, bmcr | E1K_BMCR_LOOPBACK);
}

int e1k_phy_set_loopback(struct e1k_hw *hw, bool on)
{
	int err;

	if (!on)
		return e1k_phy_setup(hw);
	err = e1k_sem_acquire(hw, E1K_SEM_PHY);
	if (err)
		return err;
	err = __e1k_phy_loopback_on(hw);
	e1k_sem_release(hw, E1K_SEM_PHY);
	return err;
}
