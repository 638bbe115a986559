// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Device control and status: reset, auto-load, link as the MAC sees it. */
#include "port.h"
#include "sim.h"

#define SIM_RST_NS (1 * SIM_US)
#define SIM_AUTOLOAD_NS (2 * SIM_MS)
#define SIM_MASTER_NS (100 * SIM_US)

static u32 *sim_ctrl(struct e1k_world *w)
{
	return e1k_sim_reg(w, E1K_CTRL);
}

static void sim_autoload(struct e1k_world *w)
{
	u16 *word = w->nvm.data;

	w->autoload_until = 0;
	*e1k_sim_reg(w, E1K_RAL(0)) = word[0] | (u32)word[1] << 16;
	*e1k_sim_reg(w, E1K_RAH(0)) = word[2] | E1K_RAH_AV;
}

static bool sim_master_on(struct e1k_world *w)
{
	return !(*sim_ctrl(w) & E1K_CTRL_GIO_MASTER_DISABLE) || w->now < w->master_until ||
	       w->fault.master_stuck;
}

static void sim_rst(struct e1k_world *w)
{
	u32 rst = w->fault.rst_stuck ? E1K_CTRL_RST : 0;

	/* 82574 datasheet 5.2, 82576 datasheet 5.2.3.3.2 */
	if (e1k_sim_is(w, SIM_ON_PCIE) && sim_master_on(w) && !w->fault.master_stuck)
		e1k_sim_complain(w, "reset while requests may be under way");
	w->rx = (struct e1k_sim_unit){ 0 };
	w->tx_unit = (struct e1k_sim_unit){ 0 };
	if (w->fault.rst_inert)
		return;
	e1k_sim_rows_reset(w, false);
	*sim_ctrl(w) |= rst;
	e1k_sim_irq_reset(w);
	e1k_sim_ring_reset(w);
	w->lu = false;
	w->lu_lost = w->fault.link_lost_by_reset;
	w->paused_until = 0;
	/* 13.4.16: a new split takes effect at the reset after it was written. */
	w->pb_rx = *e1k_sim_reg(w, w->model->pb_reg);
	w->quiet_until = w->now + SIM_RST_NS;
	w->autoload_until = w->now + SIM_AUTOLOAD_NS;
}

void e1k_sim_mac_power_on(struct e1k_world *w)
{
	w->pb_rx = *e1k_sim_reg(w, w->model->pb_reg);
	sim_autoload(w);
}

void e1k_sim_mac_tick(struct e1k_world *w)
{
	if (w->autoload_until && w->now >= w->autoload_until)
		sim_autoload(w);
	if (w->paused_until && w->now >= w->paused_until) {
		w->paused_until = 0;
		e1k_sim_tx_run(w);
	}
}

/* A quantum is 512 bit times (IEEE 802.3 31B.2); none ends a pause. */
void e1k_sim_mac_pause(struct e1k_world *w, u32 quanta)
{
	u32 bit_ns = w->phy.speed == 1000 ? 1 : w->phy.speed == 100 ? 10 : 100;

	if (!(*sim_ctrl(w) & E1K_CTRL_RFCE))
		return;
	w->paused_until = w->now + quanta * 512ULL * bit_ns;
	e1k_sim_mac_tick(w);
}

void e1k_sim_ctrl_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 old = *sim_ctrl(w);

	if (val & E1K_CTRL_RST) {
		sim_rst(w);
		return;
	}
	*sim_ctrl(w) = val;
	if (val & ~old & E1K_CTRL_GIO_MASTER_DISABLE)
		w->master_until = w->now + SIM_MASTER_NS;
	if (val & ~old & E1K_CTRL_PHY_RST)
		e1k_sim_phy_hw_reset(w);
	e1k_sim_mac_link(w);
}

static u32 sim_speed_field(u16 speed)
{
	return speed == 1000 ? E1K_CTRL_SPEED_1000 : speed == 100 ? E1K_CTRL_SPEED_100 : 0;
}

static u32 sim_mac_speed(struct e1k_world *w)
{
	if (*sim_ctrl(w) & E1K_CTRL_FRCSPD)
		return FIELD_GET(E1K_CTRL_SPEED, *sim_ctrl(w));
	return sim_speed_field(w->phy.speed);
}

static bool sim_mac_full_duplex(struct e1k_world *w)
{
	if (*sim_ctrl(w) & E1K_CTRL_FRCDPLX)
		return *sim_ctrl(w) & E1K_CTRL_FD;
	return w->phy.full_duplex;
}

u32 e1k_sim_status_read(struct e1k_world *w, u32 reg)
{
	u32 val = (sim_mac_full_duplex(w) ? E1K_STATUS_FD : 0) | (w->lu ? E1K_STATUS_LU : 0) |
		  FIELD_PREP(E1K_STATUS_SPEED, sim_mac_speed(w)) |
		  FIELD_PREP(E1K_STATUS_LAN_ID, w->port) |
		  (w->fault.paused || w->paused_until ? E1K_STATUS_TXOFF : 0);

	if (e1k_sim_is(w, SIM_ON_PCIE))
		return val | (sim_master_on(w) ? E1K_STATUS_GIO_MASTER_EN : 0);
	return val | (w->pcix ? E1K_STATUS_PCIX : 0);
}

/* 13.4.1: the MAC takes the PHY's link indication only with SLU set. */
void e1k_sim_mac_link(struct e1k_world *w)
{
	bool lu = w->phy.link && (*sim_ctrl(w) & E1K_CTRL_SLU) && !w->lu_lost;

	if (lu == w->lu)
		return;
	w->lu = lu;
	e1k_sim_irq_raise(w, E1K_INT_LSC);
	if (lu)
		e1k_sim_tx_run(w);
}

bool e1k_sim_mac_loops(struct e1k_world *w)
{
	if (FIELD_GET(E1K_RCTL_LBM, *e1k_sim_reg(w, E1K_RCTL)) == E1K_RCTL_LBM_MAC) {
		/* 13.4.22: MAC loopback works in full duplex only. */
		if (!sim_mac_full_duplex(w))
			e1k_sim_complain(w, "MAC loopback in half duplex");
		return true;
	}
	return w->phy.reg[E1K_PHY_BMCR] & E1K_BMCR_LOOPBACK;
}

/* Whether frames pass between MAC and wire. */
bool e1k_sim_mac_carries(struct e1k_world *w)
{
	if (!w->lu || e1k_sim_mac_loops(w))
		return false;
	if (sim_mac_speed(w) != sim_speed_field(w->phy.speed))
		e1k_sim_complain(w, "MAC and PHY run at different speeds");
	if (sim_mac_full_duplex(w) != w->phy.full_duplex)
		e1k_sim_complain(w, "MAC and PHY differ in duplex");
	return true;
}

/* PME_STATUS is cleared by a one, the rest is what was written. */
void e1k_sim_wuc_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 *wuc = e1k_sim_reg(w, reg);

	*wuc = (val & ~E1K_WUC_PME_STATUS) | (*wuc & ~val & E1K_WUC_PME_STATUS);
}

/* A zero clears a bit on the 8254x (8254x manual 6.4.1), a one on the others. */
void e1k_sim_wus_write(struct e1k_world *w, u32 reg, u32 val)
{
	if (e1k_sim_is(w, SIM_ON_8254X))
		*e1k_sim_reg(w, reg) = val;
	else
		*e1k_sim_reg(w, reg) &= ~val;
}
