// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * MDIC and the PHY: registers, software reset, negotiation, link. An M88 runs
 * with what was written before its last reset; an IGP at once, and a reset
 * gives it back its defaults.
 */
#include "port.h"
#include "sim.h"

#define SIM_MDIO_NS (26 * SIM_US)
#define SIM_PHY_RESET_NS (500 * SIM_US)
#define SIM_NEGOTIATE_NS (1500 * SIM_MS)
#define SIM_FORCED_UP_NS (10 * SIM_MS)

#define SIM_BMCR_DEFAULT (E1K_BMCR_AN_ENABLE | E1K_BMCR_SPEED_1000 | E1K_BMCR_FULL_DUPLEX)
#define SIM_ANAR_DEFAULT 0x01e1
#define SIM_GBCR_DEFAULT (BIT(8) | E1K_GBCR_1000_FULL)
#define SIM_PSCR_DEFAULT 0x0068
#define SIM_BMSR_ABILITIES 0x7949
#define SIM_GBCR_1000_HALF BIT(8)
#define SIM_GBSR_LP_1000_HALF BIT(10)
#define SIM_PCTRL_DEFAULT BIT(12)
/* Clause 22 and the M88's own: 0 to 10, 15 to 21, 24 to 26, 29, 30. */
#define SIM_PHY_REGS_M88 (GENMASK(10, 0) | GENMASK(21, 15) | GENMASK(26, 24) | GENMASK(30, 29))
#define SIM_PHY_REGS_IGP (GENMASK(10, 0) | GENMASK(21, 15))
#define SIM_BM_PAGE 22
#define SIM_IGP_PAGE 31

static bool sim_is_igp(struct e1k_world *w)
{
	return w->model->phy_kind == SIM_PHY_IGP;
}

static u32 sim_page_reg(struct e1k_world *w)
{
	return sim_is_igp(w) ? SIM_IGP_PAGE : w->model->phy_kind == SIM_PHY_BM ? SIM_BM_PAGE : 0;
}

static bool sim_phy_has(struct e1k_world *w, u32 reg)
{
	if (reg && reg == sim_page_reg(w))
		return true;
	return (sim_is_igp(w) ? SIM_PHY_REGS_IGP : SIM_PHY_REGS_M88) & BIT(reg);
}

static bool sim_crossed(struct e1k_world *w)
{
	u32 mode = FIELD_GET(E1K_M88_PSCR_MDIX, w->phy.crossover);

	if (sim_is_igp(w))
		return w->phy.crossover & E1K_IGP_PCTRL_AUTO_MDIX ?
			       w->partner.crossed :
			       !!(w->phy.crossover & E1K_IGP_PCTRL_FORCE_MDIX);
	return mode == 3 ? w->partner.crossed : mode == 1;
}

static void sim_link_down(struct e1k_world *w)
{
	w->phy.link = false;
	w->phy.link_latched_low = true;
	w->phy.an_done = false;
	w->phy.up_at = 0;
	w->phy.reg[E1K_PHY_ANLPAR] = 0;
	w->phy.reg[E1K_PHY_GBSR] = 0;
	e1k_sim_mac_link(w);
}

/* Begin whatever leads to a link with the settings in force. */
static void sim_link_begin(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;

	sim_link_down(w);
	w->lu_lost = false;
	if (phy->bmcr & E1K_BMCR_POWER_DOWN)
		return;
	if (phy->bmcr & E1K_BMCR_AN_ENABLE) {
		phy->anar = phy->reg[E1K_PHY_ANAR];
		phy->gbcr = phy->reg[E1K_PHY_GBCR];
		phy->negotiations++;
	}
	if (phy->cable)
		phy->up_at = w->now + (phy->bmcr & E1K_BMCR_AN_ENABLE ? SIM_NEGOTIATE_NS :
								       SIM_FORCED_UP_NS);
}

static bool sim_resolve(struct e1k_sim_phy *phy, u16 anlpar, u16 gbsr)
{
	static const struct {
		u16 bit;
		u16 speed;
		bool full_duplex;
	} order[] = {
		{ E1K_ANAR_100_FULL, 100, true },
		{ E1K_ANAR_100_HALF, 100, false },
		{ E1K_ANAR_10_FULL, 10, true },
		{ E1K_ANAR_10_HALF, 10, false },
	};
	bool full = phy->gbcr & E1K_GBCR_1000_FULL && gbsr & E1K_GBSR_LP_1000_FULL;
	bool half = phy->gbcr & SIM_GBCR_1000_HALF && gbsr & SIM_GBSR_LP_1000_HALF;
	u32 i;

	if (full || half) {
		phy->speed = 1000;
		phy->full_duplex = full;
		return true;
	}
	for (i = 0; i < ARRAY_SIZE(order); i++) {
		if (!(phy->anar & anlpar & order[i].bit))
			continue;
		phy->speed = order[i].speed;
		phy->full_duplex = order[i].full_duplex;
		return true;
	}
	return false;
}

static bool sim_negotiated(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;

	if (!w->partner.autoneg) {
		/* Parallel detection finds the speed and assumes half duplex. */
		u16 bit = w->partner.speed == 100 ? E1K_ANAR_100_HALF : E1K_ANAR_10_HALF;

		phy->reg[E1K_PHY_ANLPAR] = bit;
		return sim_resolve(phy, bit, 0);
	}
	phy->reg[E1K_PHY_ANLPAR] = w->partner.anlpar;
	phy->reg[E1K_PHY_GBSR] = w->partner.gbsr;
	return sim_resolve(phy, w->partner.anlpar, w->partner.gbsr);
}

static bool sim_forced(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;

	phy->speed = phy->bmcr & E1K_BMCR_SPEED_1000 ? 1000 :
		     phy->bmcr & E1K_BMCR_SPEED_100 ? 100 : 10;
	phy->full_duplex = phy->bmcr & E1K_BMCR_FULL_DUPLEX;
	return phy->speed != 1000 && (w->partner.autoneg || phy->speed == w->partner.speed);
}

void e1k_sim_phy_tick(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;

	if (phy->reset_until && w->now >= phy->reset_until && !w->fault.phy_reset_stuck) {
		phy->reset_until = 0;
		phy->reg[E1K_PHY_BMCR] &= ~E1K_BMCR_RESET;
	}
	if (!phy->up_at || w->now < phy->up_at || sim_crossed(w) != w->partner.crossed)
		return;
	phy->up_at = 0;
	phy->an_done = phy->bmcr & E1K_BMCR_AN_ENABLE;
	phy->link = phy->an_done ? sim_negotiated(w) : sim_forced(w);
	e1k_sim_mac_link(w);
}

void e1k_sim_phy_cable(struct e1k_world *w, bool plugged)
{
	w->phy.cable = plugged;
	sim_link_begin(w);
}

static void sim_phy_defaults(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;

	memset(phy->reg, 0, sizeof(phy->reg));
	phy->reg[E1K_PHY_BMCR] = SIM_BMCR_DEFAULT;
	phy->reg[E1K_PHY_ANAR] = SIM_ANAR_DEFAULT;
	phy->reg[E1K_PHY_GBCR] = SIM_GBCR_DEFAULT;
	if (sim_is_igp(w))
		phy->reg[E1K_PHY_IGP_PCTRL] = SIM_PCTRL_DEFAULT;
	else
		phy->reg[E1K_PHY_M88_PSCR] = SIM_PSCR_DEFAULT;
}

static void sim_phy_reset(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;

	if (sim_is_igp(w))
		sim_phy_defaults(w);
	phy->bmcr = phy->reg[E1K_PHY_BMCR];
	phy->crossover = phy->reg[sim_is_igp(w) ? E1K_PHY_IGP_PCTRL : E1K_PHY_M88_PSCR];
	phy->reset_until = w->now + SIM_PHY_RESET_NS;
	phy->resets++;
	sim_link_begin(w);
}

/* CTRL.PHY_RST: everything back to the pins' defaults. */
void e1k_sim_phy_hw_reset(struct e1k_world *w)
{
	sim_phy_defaults(w);
	w->phy.page = 0;
	sim_phy_reset(w);
}

void e1k_sim_phy_power_on(struct e1k_world *w)
{
	w->phy.addr = 1;
	w->phy.id = w->model->phy_id;
	w->phy.cable = true;
	w->phy.speed = 1000;
	w->phy.full_duplex = true;
	e1k_sim_phy_hw_reset(w);
	w->phy.reset_until = 0;
	w->phy.resets = 0;
}

static u16 sim_bmsr(struct e1k_sim_phy *phy)
{
	u16 val = SIM_BMSR_ABILITIES;

	/* Link status latches low until it is read. */
	if (phy->link && !phy->link_latched_low)
		val |= E1K_BMSR_LINK;
	if (phy->an_done)
		val |= E1K_BMSR_AN_DONE;
	phy->link_latched_low = !phy->link;
	return val;
}

static u16 sim_pssr(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;
	u32 speed = phy->speed == 1000 ? 2 : phy->speed == 100 ? 1 : 0;
	u16 val = sim_crossed(w) ? E1K_M88_PSSR_MDIX : 0;

	if (phy->link)
		val |= E1K_M88_PSSR_LINK;
	if (phy->an_done || !(phy->bmcr & E1K_BMCR_AN_ENABLE))
		val |= E1K_M88_PSSR_RESOLVED | FIELD_PREP(E1K_PHY_STATUS_SPEED, speed) |
		       (phy->full_duplex ? E1K_M88_PSSR_FULL_DUPLEX : 0);
	return val;
}

static u16 sim_psr(struct e1k_world *w)
{
	struct e1k_sim_phy *phy = &w->phy;
	u32 speed = phy->speed == 1000 ? 3 : phy->speed == 100 ? 2 : 1;
	u16 val = sim_crossed(w) ? E1K_IGP_PSR_MDIX : 0;

	if (!phy->link)
		return val;
	return val | E1K_IGP_PSR_LINK | FIELD_PREP(E1K_PHY_STATUS_SPEED, speed) |
	       (phy->full_duplex ? E1K_IGP_PSR_FULL_DUPLEX : 0);
}

static u16 sim_own_status(struct e1k_world *w)
{
	if (w->fault.pssr_dead)
		return 0;
	return sim_is_igp(w) ? sim_psr(w) : sim_pssr(w);
}

static u16 sim_phy_read(struct e1k_world *w, u32 reg)
{
	switch (reg) {
	case E1K_PHY_BMSR:
		return sim_bmsr(&w->phy);
	case E1K_PHY_ID1:
		return w->phy.id >> 16;
	case E1K_PHY_ID2:
		return w->phy.id;
	case E1K_PHY_M88_PSSR:
		return sim_own_status(w);
	default:
		return w->phy.reg[reg];
	}
}

static void sim_bmcr_write(struct e1k_world *w, u16 val)
{
	struct e1k_sim_phy *phy = &w->phy;
	bool anew;

	/* A software reset clears loopback. */
	if (val & E1K_BMCR_RESET)
		val &= ~E1K_BMCR_LOOPBACK;
	phy->reg[E1K_PHY_BMCR] = val & ~E1K_BMCR_AN_RESTART;
	if (val & E1K_BMCR_RESET) {
		sim_phy_reset(w);
		phy->reg[E1K_PHY_BMCR] |= E1K_BMCR_RESET;
		return;
	}
	if (sim_is_igp(w)) {
		anew = (phy->bmcr ^ val) & ~E1K_BMCR_AN_RESTART;
		phy->bmcr = val & ~E1K_BMCR_AN_RESTART;
		if (anew && !(val & E1K_BMCR_AN_ENABLE)) {
			sim_link_begin(w);
			return;
		}
	}
	if (val & E1K_BMCR_AN_RESTART && phy->bmcr & E1K_BMCR_AN_ENABLE)
		sim_link_begin(w);
}

static void sim_phy_write(struct e1k_world *w, u32 reg, u16 val)
{
	if (reg == E1K_PHY_BMCR)
		sim_bmcr_write(w, val);
	else if (reg == E1K_PHY_BMSR || reg == E1K_PHY_ID1 || reg == E1K_PHY_ID2 ||
		 reg == E1K_PHY_ANLPAR || reg == E1K_PHY_GBSR || reg == E1K_PHY_M88_PSSR)
		e1k_sim_complain(w, "PHY register %u is read-only", reg);
	else
		w->phy.reg[reg] = val;
	if (sim_is_igp(w) && reg == E1K_PHY_IGP_PCTRL)
		w->phy.crossover = val;
}

/* Whether the n-th command, which the fault counts down to, is this one. */
static bool sim_nth(u32 *n)
{
	return *n && !--*n;
}

u32 e1k_sim_mdic_read(struct e1k_world *w, u32 reg)
{
	u32 val = *e1k_sim_reg(w, E1K_MDIC);

	return w->now < w->phy.mdic_ready ? val & ~E1K_MDIC_READY : val;
}

static void sim_mdio_command(struct e1k_world *w, u32 *mdic)
{
	u32 reg = FIELD_GET(E1K_MDIC_REGADD, *mdic), op = FIELD_GET(E1K_MDIC_OP, *mdic);

	if (!sim_phy_has(w, reg))
		e1k_sim_complain(w, "PHY register %u does not exist", reg);
	if (reg && reg == sim_page_reg(w)) {
		if (op == E1K_MDIC_OP_WRITE)
			w->phy.page = FIELD_GET(E1K_MDIC_DATA, *mdic);
		return;
	}
	if (w->phy.page)
		e1k_sim_complain(w, "PHY register %u of page %u is not modelled", reg, w->phy.page);
	if (w->phy.reset_until && reg != E1K_PHY_BMCR)
		e1k_sim_complain(w, "PHY register %u accessed during a PHY reset", reg);
	if (op == E1K_MDIC_OP_WRITE)
		sim_phy_write(w, reg, FIELD_GET(E1K_MDIC_DATA, *mdic));
	else
		*mdic = (*mdic & ~E1K_MDIC_DATA) | sim_phy_read(w, reg);
}

void e1k_sim_mdic_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 op = FIELD_GET(E1K_MDIC_OP, val);

	if (w->now < w->phy.mdic_ready)
		e1k_sim_complain(w, "MDIC written during a command");
	e1k_sim_sem_check(w, E1K_SW_FW_SYNC_PHY(w->port), "MDIC");
	if (val & (E1K_MDIC_READY | E1K_MDIC_ERROR))
		e1k_sim_complain(w, "MDIC command with READY or ERROR set");
	if (op != E1K_MDIC_OP_WRITE && op != E1K_MDIC_OP_READ)
		e1k_sim_complain(w, "MDIC operation %u", op);
	w->phy.mdic_ready = w->now + SIM_MDIO_NS;
	if (sim_nth(&w->fault.mdic_stuck))
		w->phy.mdic_ready = ~0ULL;
	if (sim_nth(&w->fault.mdic_error) ||
	    FIELD_GET(E1K_MDIC_PHYADD, val) != w->phy.addr)
		val |= E1K_MDIC_ERROR;
	else
		sim_mdio_command(w, &val);
	*e1k_sim_reg(w, E1K_MDIC) = val | E1K_MDIC_READY;
}
