// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "mac.h"

#include "fc.h"
#include "filter.h"
#include "io.h"
#include "irq.h"
#include "phy.h"
#include "queue.h"
#include "rss.h"

/* Time for DMA already begun to end after a unit is stopped. */
#define E1K_MAC_DMA_DRAIN_MS 10

#define E1K_MAC_LINK_POLL_US 1000
#define E1K_MAC_LINK_TIMEOUT_US 20000

/* Bits of CTRL that follow the software state; the EEPROM loads the others. */
#define E1K_MAC_CTRL_OURS (E1K_CTRL_FD | E1K_CTRL_ASDE | E1K_CTRL_SLU | E1K_CTRL_SPEED | \
			   E1K_CTRL_FRCSPD | E1K_CTRL_FRCDPLX | E1K_CTRL_RST | E1K_CTRL_RFCE | \
			   E1K_CTRL_TFCE | E1K_CTRL_VME | E1K_CTRL_PHY_RST)

void e1k_mac_init_state(struct e1k_hw *hw)
{
	hw->link_cfg.autoneg = true;
	hw->link_cfg.advertise = E1K_ADV_ALL;
	hw->link_cfg.fc_autoneg = true;
	hw->link_cfg.fc = E1K_FC_RX | E1K_FC_TX;
	hw->irq_vectors = 1;
}

void e1k_mac_quiesce(struct e1k_hw *hw)
{
	hw->rx_mode.enable = false;
	hw->tx_enable = false;
	hw->rctl = 0;
	hw->tctl = E1K_TCTL_PSP;
	e1k_irq_disable(hw);
	e1k_queue_stop_all(hw);
	e1k_wr32(hw, E1K_RCTL, hw->rctl);
	e1k_wr32(hw, E1K_TCTL, hw->tctl);
	e1k_io_flush(hw);
	e1k_msleep(hw, E1K_MAC_DMA_DRAIN_MS);
	e1k_irq_drain(hw);
}

static void e1k_mac_program_fixed(struct e1k_hw *hw)
{
	e1k_wr32(hw, E1K_TIPG, hw->chip->tipg);
	e1k_wr32(hw, E1K_VET, E1K_VET_8021Q);
	e1k_fc_init(hw);
}

bool e1k_mac_has_led(const struct e1k_hw *hw)
{
	return !(hw->chip->errata & E1K_ERRATUM_FEWER_REGS);
}

/* The first value seen is the EEPROM's; a reset does not bring it back on QEMU. */
static void e1k_mac_led_init(struct e1k_hw *hw)
{
	if (!e1k_mac_has_led(hw))
		return;
	if (!hw->ledctl)
		hw->ledctl = e1k_rd32(hw, E1K_LEDCTL);
	e1k_mac_led_restore(hw);
}

/* Firmware shares the device: it leaves to a driver what a driver does. */
static void e1k_mac_set_driver(struct e1k_hw *hw, bool loaded)
{
	if (hw->chip->sem != E1K_SEM_NONE)
		e1k_io_update(hw, E1K_CTRL_EXT, E1K_CTRL_EXT_DRV_LOAD,
			      loaded ? E1K_CTRL_EXT_DRV_LOAD : 0);
}

static void e1k_mac_restore(struct e1k_hw *hw)
{
	hw->rctl = e1k_rd32(hw, E1K_RCTL);
	hw->tctl = e1k_rd32(hw, E1K_TCTL);
	hw->ctrl = e1k_rd32(hw, E1K_CTRL);
	e1k_mac_set_driver(hw, true);
	e1k_mac_program_fixed(hw);
	e1k_mac_update_ctrl(hw);
	e1k_filter_restore(hw);
	e1k_rss_restore(hw);
	e1k_mac_update_rxcsum(hw);
	e1k_mac_update_rctl(hw);
	e1k_mac_update_tctl(hw);
	hw->chip->ops->init_mac(hw);
	e1k_mac_led_init(hw);
	e1k_irq_restore(hw);
}

/*
 * A reset of the MAC does not make the PHY negotiate (8254x manual 11.1.1): on
 * silicon they agree on a link again within milliseconds. If they do not there is
 * none to lose by starting one.
 */
static int e1k_mac_restore_link(struct e1k_hw *hw)
{
	if (!(hw->chip->errata & E1K_ERRATUM_LINK_AFTER_RESET) || !hw->link_started)
		return 0;
	if (!e1k_io_wait(hw, E1K_STATUS, E1K_STATUS_LU, E1K_STATUS_LU,
			 E1K_MAC_LINK_POLL_US, E1K_MAC_LINK_TIMEOUT_US))
		return 0;
	return e1k_phy_setup(hw);
}

int e1k_mac_reset(struct e1k_hw *hw)
{
	int err;

	if (e1k_io_gone(hw))
		return -ENODEV;
	e1k_mac_quiesce(hw);
	/* The split outlives the reset, and takes effect with it (8254x manual 13.4.16). */
	e1k_wr32(hw, hw->chip->pb_reg, hw->chip->pb_rx);
	err = hw->chip->ops->reset_mac(hw);
	if (err)
		return err;
	e1k_irq_disable(hw);
	e1k_irq_drain(hw);
	e1k_mac_restore(hw);
	/* to one that reads as zero every wait for a zero seems to succeed */
	if (e1k_io_gone(hw))
		return -ENODEV;
	return e1k_mac_restore_link(hw);
}

void e1k_mac_release(struct e1k_hw *hw)
{
	e1k_mac_set_driver(hw, false);
}

void e1k_mac_start(struct e1k_hw *hw)
{
	hw->rx_mode.enable = true;
	hw->tx_enable = true;
	e1k_mac_update_rctl(hw);
	e1k_mac_update_tctl(hw);
}

void e1k_mac_stop(struct e1k_hw *hw)
{
	int err = e1k_queue_stop_all(hw);

	hw->rx_mode.enable = false;
	hw->tx_enable = false;
	e1k_mac_update_rctl(hw);
	e1k_mac_update_tctl(hw);
	e1k_io_flush(hw);
	e1k_msleep(hw, E1K_MAC_DMA_DRAIN_MS);
	if (err)
		e1k_mac_reset(hw);
}

bool e1k_mac_tx_paused(struct e1k_hw *hw)
{
	return e1k_rd32(hw, E1K_STATUS) & E1K_STATUS_TXOFF;
}

/* DPF set and PMCF clear keep PAUSE frames from the host (8254x manual 8.7.4). */
static u32 e1k_mac_rctl_build(const struct e1k_hw *hw)
{
	const struct e1k_rx_mode *mode = &hw->rx_mode;
	u32 rctl = E1K_RCTL_BAM | E1K_RCTL_DPF |
		   FIELD_PREP(E1K_RCTL_BSIZE, E1K_RCTL_BSIZE_2048) |
		   FIELD_PREP(E1K_RCTL_MO, mode->mta_shift);

	if (mode->enable)
		rctl |= E1K_RCTL_EN;
	if (mode->keep_bad)
		rctl |= E1K_RCTL_SBP;
	if (mode->promisc || mode->allunicast)
		rctl |= E1K_RCTL_UPE;
	if (mode->promisc || mode->allmulti)
		rctl |= E1K_RCTL_MPE;
	if (mode->jumbo)
		rctl |= E1K_RCTL_LPE;
	if (mode->vlan_filter && !mode->promisc)
		rctl |= E1K_RCTL_VFE;
	if (!mode->keep_fcs)
		rctl |= E1K_RCTL_SECRC;
	if (hw->loopback == E1K_LOOPBACK_MAC)
		rctl |= FIELD_PREP(E1K_RCTL_LBM, E1K_RCTL_LBM_MAC);
	return rctl;
}

/* The collision distance is one slot time of the link (IEEE 802.3 4.4.2). */
static u32 e1k_mac_tctl_build(const struct e1k_hw *hw)
{
	u32 tctl = (hw->tctl & hw->chip->tctl_keep) | E1K_TCTL_PSP |
		   FIELD_PREP(E1K_TCTL_CT, E1K_TCTL_CT_802_3);

	if (!hw->link.up || hw->link.full_duplex)
		tctl |= FIELD_PREP(E1K_TCTL_COLD, E1K_TCTL_COLD_FD);
	else if (hw->link.speed == 1000)
		tctl |= FIELD_PREP(E1K_TCTL_COLD, E1K_TCTL_COLD_GIG_HD);
	else
		tctl |= FIELD_PREP(E1K_TCTL_COLD, E1K_TCTL_COLD_HD);
	if (hw->tx_enable)
		tctl |= E1K_TCTL_EN;
	return tctl;
}

static u32 e1k_mac_ctrl_force(u16 speed, bool full_duplex)
{
	u32 ctrl = E1K_CTRL_FRCSPD | E1K_CTRL_FRCDPLX;

	if (full_duplex)
		ctrl |= E1K_CTRL_FD;
	if (speed == 1000)
		return ctrl | FIELD_PREP(E1K_CTRL_SPEED, E1K_CTRL_SPEED_1000);
	if (speed == 100)
		return ctrl | FIELD_PREP(E1K_CTRL_SPEED, E1K_CTRL_SPEED_100);
	return ctrl | FIELD_PREP(E1K_CTRL_SPEED, E1K_CTRL_SPEED_10);
}

/*
 * The PHY tells the MAC speed and duplex when neither is forced and ASDE is
 * clear; pause stays software's (8254x manual 8.6.2).
 */
static u32 e1k_mac_ctrl_build(const struct e1k_hw *hw)
{
	const struct e1k_link_cfg *cfg = &hw->link_cfg;
	u32 ctrl = (hw->ctrl & ~E1K_MAC_CTRL_OURS) | E1K_CTRL_SLU;

	if (hw->loopback != E1K_LOOPBACK_NONE)
		ctrl |= e1k_mac_ctrl_force(1000, true);
	else if (!cfg->autoneg)
		ctrl |= e1k_mac_ctrl_force(cfg->speed, cfg->full_duplex);
	if (hw->link.fc & E1K_FC_RX)
		ctrl |= E1K_CTRL_RFCE;
	if (hw->link.fc & E1K_FC_TX)
		ctrl |= E1K_CTRL_TFCE;
	if (hw->vlan_strip)
		ctrl |= E1K_CTRL_VME;
	return ctrl;
}

static void e1k_mac_write_if_changed(struct e1k_hw *hw, u32 reg, u32 *cached, u32 val)
{
	if (*cached == val)
		return;
	*cached = val;
	e1k_wr32(hw, reg, val);
}

void e1k_mac_update_rctl(struct e1k_hw *hw)
{
	e1k_mac_write_if_changed(hw, E1K_RCTL, &hw->rctl, e1k_mac_rctl_build(hw));
}

void e1k_mac_update_tctl(struct e1k_hw *hw)
{
	e1k_mac_write_if_changed(hw, E1K_TCTL, &hw->tctl, e1k_mac_tctl_build(hw));
}

void e1k_mac_update_ctrl(struct e1k_hw *hw)
{
	e1k_mac_write_if_changed(hw, E1K_CTRL, &hw->ctrl, e1k_mac_ctrl_build(hw));
}

/* With RSS the hash takes the place of the raw checksum in the descriptor. */
void e1k_mac_update_rxcsum(struct e1k_hw *hw)
{
	u32 rxcsum = hw->chip->mrqc ? E1K_RXCSUM_PCSD : 0;

	if (hw->rx_mode.csum)
		rxcsum |= E1K_RXCSUM_IPOFLD | E1K_RXCSUM_TUOFLD;
	e1k_wr32(hw, E1K_RXCSUM, rxcsum);
}

int e1k_mac_setup_link(struct e1k_hw *hw)
{
	int err;

	e1k_mac_update_ctrl(hw);
	/* in loopback the new settings wait for its end */
	if (hw->loopback == E1K_LOOPBACK_PHY)
		err = e1k_phy_set_loopback(hw, true);
	else
		err = e1k_phy_setup(hw);
	hw->link_started = !err;
	return err;
}

static void e1k_mac_status_speed(u32 status, struct e1k_link *link)
{
	static const u16 speeds[] = { 10, 100, 1000, 1000 };

	link->speed = speeds[FIELD_GET(E1K_STATUS_SPEED, status)];
	link->full_duplex = status & E1K_STATUS_FD;
}

static u8 e1k_mac_link_fc(const struct e1k_hw *hw, const struct e1k_link *link)
{
	const struct e1k_link_cfg *cfg = &hw->link_cfg;

	if (!link->full_duplex)
		return 0;
	if (!cfg->fc_autoneg)
		return cfg->fc;
	return e1k_fc_resolve(cfg->fc, link->lp_pause, link->lp_asym_pause);
}

static int e1k_mac_read_link(struct e1k_hw *hw, struct e1k_link *link)
{
	u32 status;
	int err;

	/* what a partner says is of no interest, nor whether there is one */
	if (hw->loopback != E1K_LOOPBACK_NONE) {
		*link = (struct e1k_link){ .up = true, .full_duplex = true, .speed = 1000 };
		return 0;
	}
	err = e1k_phy_read_link(hw, link);
	if (err)
		return err;
	status = e1k_rd32(hw, E1K_STATUS);
	link->up = link->up && (status & E1K_STATUS_LU);
	if (link->up && !link->speed)
		e1k_mac_status_speed(status, link);
	return 0;
}

int e1k_mac_check_link(struct e1k_hw *hw)
{
	bool was_up = hw->link.up;
	struct e1k_link link;
	int err;

	hw->link.up = false;
	err = e1k_mac_read_link(hw, &link);
	if (err)
		return err;
	if (link.up)
		link.fc = e1k_mac_link_fc(hw, &link);
	hw->link = link;
	if (link.up) {
		/* QEMU's PCIe models set RFCE and TFCE when a negotiation ends. */
		if (!was_up)
			hw->ctrl = e1k_rd32(hw, E1K_CTRL);
		e1k_mac_update_ctrl(hw);
		e1k_mac_update_tctl(hw);
	}
	return 0;
}

int e1k_mac_set_loopback(struct e1k_hw *hw, enum e1k_loopback loopback)
{
	bool phy_was = hw->loopback == E1K_LOOPBACK_PHY;
	bool phy = loopback == E1K_LOOPBACK_PHY;
	int err;

	if (phy != phy_was) {
		err = e1k_phy_set_loopback(hw, phy);
		if (err)
			return err;
	}
	hw->loopback = loopback;
	e1k_mac_update_ctrl(hw);
	e1k_mac_update_rctl(hw);
	return 0;
}

void e1k_mac_led_set(struct e1k_hw *hw, bool on)
{
	u32 mode = on ? E1K_LEDCTL_MODE_ON : E1K_LEDCTL_MODE_OFF;

	if (e1k_mac_has_led(hw))
		e1k_io_update(hw, E1K_LEDCTL, E1K_LEDCTL_MODE(0) | E1K_LEDCTL_IVRT(0) |
			      E1K_LEDCTL_BLINK(0), mode);
}

void e1k_mac_led_restore(struct e1k_hw *hw)
{
	if (e1k_mac_has_led(hw))
		e1k_wr32(hw, E1K_LEDCTL, hw->ledctl);
}
