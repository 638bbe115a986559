// SPDX-License-Identifier: GPL-2.0-only
#include "linkset.h"

#include "../hal/fc.h"
#include "../hal/mac.h"
#include "link.h"
#include "net.h"

static const struct {
	u8 adv;
	enum ethtool_link_mode_bit_indices mode;
} e1k_linkset_modes[] = {
	{ E1K_ADV_10_HALF, ETHTOOL_LINK_MODE_10baseT_Half_BIT },
	{ E1K_ADV_10_FULL, ETHTOOL_LINK_MODE_10baseT_Full_BIT },
	{ E1K_ADV_100_HALF, ETHTOOL_LINK_MODE_100baseT_Half_BIT },
	{ E1K_ADV_100_FULL, ETHTOOL_LINK_MODE_100baseT_Full_BIT },
	{ E1K_ADV_1000_FULL, ETHTOOL_LINK_MODE_1000baseT_Full_BIT },
};

static void e1k_linkset_put_modes(unsigned long *modes, u8 adv)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(e1k_linkset_modes); i++)
		if (adv & e1k_linkset_modes[i].adv)
			__set_bit(e1k_linkset_modes[i].mode, modes);
}

static u8 e1k_linkset_take_modes(const unsigned long *modes)
{
	unsigned int i;
	u8 adv = 0;

	for (i = 0; i < ARRAY_SIZE(e1k_linkset_modes); i++)
		if (test_bit(e1k_linkset_modes[i].mode, modes))
			adv |= e1k_linkset_modes[i].adv;
	return adv;
}

static void e1k_linkset_put_pause(unsigned long *modes, bool pause, bool asym)
{
	if (pause)
		__set_bit(ETHTOOL_LINK_MODE_Pause_BIT, modes);
	if (asym)
		__set_bit(ETHTOOL_LINK_MODE_Asym_Pause_BIT, modes);
}

/* Only what is reported as up has a speed: a port that is down looks at no link. */
static void e1k_linkset_put_link(const struct e1k_net *net, struct ethtool_link_ksettings *ks)
{
	const struct e1k_link *link = &net->hw.link;

	if (net->link_up) {
		ks->base.speed = link->speed;
		ks->base.duplex = link->full_duplex ? DUPLEX_FULL : DUPLEX_HALF;
		ks->base.eth_tp_mdix = link->mdix ? ETH_TP_MDI_X : ETH_TP_MDI;
		e1k_linkset_put_modes(ks->link_modes.lp_advertising, link->lp_advertise);
		e1k_linkset_put_pause(ks->link_modes.lp_advertising, link->lp_pause,
				      link->lp_asym_pause);
	} else {
		ks->base.speed = SPEED_UNKNOWN;
		ks->base.duplex = DUPLEX_UNKNOWN;
		ks->base.eth_tp_mdix = ETH_TP_MDI_INVALID;
	}
}

static void e1k_linkset_put_config(const struct e1k_hw *hw, struct ethtool_link_ksettings *ks)
{
	const struct e1k_link_cfg *cfg = &hw->link_cfg;
	unsigned long *supported = ks->link_modes.supported;
	unsigned long *advertising = ks->link_modes.advertising;
	bool pause, asym;

	e1k_linkset_put_modes(supported, E1K_ADV_ALL);
	e1k_linkset_put_pause(supported, true, true);
	__set_bit(ETHTOOL_LINK_MODE_Autoneg_BIT, supported);
	__set_bit(ETHTOOL_LINK_MODE_TP_BIT, supported);
	__set_bit(ETHTOOL_LINK_MODE_TP_BIT, advertising);
	ks->base.port = PORT_TP;
	ks->base.phy_address = hw->phy_addr;
	ks->base.autoneg = cfg->autoneg ? AUTONEG_ENABLE : AUTONEG_DISABLE;
	ks->base.eth_tp_mdix_ctrl = ETH_TP_MDI_AUTO;
	if (!cfg->autoneg)
		return;
	e1k_fc_advertise(cfg->fc, &pause, &asym);
	e1k_linkset_put_modes(advertising, cfg->advertise);
	e1k_linkset_put_pause(advertising, pause, asym);
	__set_bit(ETHTOOL_LINK_MODE_Autoneg_BIT, advertising);
}

int e1k_linkset_get(struct net_device *netdev, struct ethtool_link_ksettings *ks)
{
	struct e1k_net *net = netdev_priv(netdev);

	ethtool_link_ksettings_zero_link_mode(ks, supported);
	ethtool_link_ksettings_zero_link_mode(ks, advertising);
	ethtool_link_ksettings_zero_link_mode(ks, lp_advertising);
	mutex_lock(&net->hw_lock);
	e1k_linkset_put_config(&net->hw, ks);
	e1k_linkset_put_link(net, ks);
	mutex_unlock(&net->hw_lock);
	return 0;
}

static int e1k_linkset_check(const struct ethtool_link_ksettings *ks,
			     struct e1k_link_cfg *cfg)
{
	cfg->autoneg = ks->base.autoneg == AUTONEG_ENABLE;
	if (cfg->autoneg) {
		cfg->advertise = e1k_linkset_take_modes(ks->link_modes.advertising);
		return cfg->advertise ? 0 : -EINVAL;
	}
	if (ks->base.speed != SPEED_10 && ks->base.speed != SPEED_100)
		return -EINVAL;
	if (ks->base.duplex != DUPLEX_HALF && ks->base.duplex != DUPLEX_FULL)
		return -EINVAL;
	cfg->speed = ks->base.speed;
	cfg->full_duplex = ks->base.duplex == DUPLEX_FULL;
	return 0;
}

static int e1k_linkset_apply(struct e1k_net *net, const struct e1k_link_cfg *cfg)
{
	int err = -ENODEV;

	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net)) {
		net->hw.link_cfg = *cfg;
		err = e1k_mac_setup_link(&net->hw);
	}
	mutex_unlock(&net->hw_lock);
	e1k_link_kick(net);
	return err;
}

int e1k_linkset_set(struct net_device *netdev, const struct ethtool_link_ksettings *ks)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_link_cfg cfg = net->hw.link_cfg;
	int err;

	if (ks->base.port != PORT_TP)
		return -EINVAL;
	if (ks->base.eth_tp_mdix_ctrl && ks->base.eth_tp_mdix_ctrl != ETH_TP_MDI_AUTO)
		return -EOPNOTSUPP;
	err = e1k_linkset_check(ks, &cfg);
	if (err) {
		netdev_err(netdev, "force 10 or 100 Mbps, or negotiate at least one supported mode\n");
		return err;
	}
	return e1k_linkset_apply(net, &cfg);
}

int e1k_linkset_renegotiate(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	if (!net->hw.link_cfg.autoneg)
		return -EINVAL;
	return e1k_linkset_apply(net, &net->hw.link_cfg);
}

void e1k_linkset_get_pause(struct net_device *netdev, struct ethtool_pauseparam *pause)
{
	struct e1k_net *net = netdev_priv(netdev);
	const struct e1k_link_cfg *cfg = &net->hw.link_cfg;

	pause->autoneg = cfg->fc_autoneg;
	pause->rx_pause = !!(cfg->fc & E1K_FC_RX);
	pause->tx_pause = !!(cfg->fc & E1K_FC_TX);
}

/* The partner learns of another choice only by negotiating anew, which drops the link. */
int e1k_linkset_set_pause(struct net_device *netdev, struct ethtool_pauseparam *pause)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_link_cfg cfg = net->hw.link_cfg;

	cfg.fc_autoneg = pause->autoneg;
	cfg.fc = (pause->rx_pause ? E1K_FC_RX : 0) | (pause->tx_pause ? E1K_FC_TX : 0);
	if (cfg.autoneg && cfg.fc_autoneg && cfg.fc != net->hw.fc_advertised)
		return e1k_linkset_apply(net, &cfg);
	mutex_lock(&net->hw_lock);
	net->hw.link_cfg = cfg;
	mutex_unlock(&net->hw_lock);
	e1k_link_kick(net);
	return 0;
}
