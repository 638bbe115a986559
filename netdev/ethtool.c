// SPDX-License-Identifier: GPL-2.0-only
#include "ethtool.h"

#include <linux/log2.h>
#include <linux/pci.h>

#include "../hal/fc.h"
#include "../hal/io.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../os_linux/compat.h"
#include "channels.h"
#include "link.h"
#include "net.h"
#include "reconf.h"

static void e1k_ethtool_get_drvinfo(struct net_device *netdev, struct ethtool_drvinfo *info)
{
	struct e1k_net *net = netdev_priv(netdev);

	strscpy(info->driver, KBUILD_MODNAME, sizeof(info->driver));
	strscpy(info->bus_info, pci_name(net->pdev), sizeof(info->bus_info));
	strscpy(info->fw_version, net->hw.chip->name, sizeof(info->fw_version));
}

static int e1k_ethtool_get_regs_len(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	return e1k_io_dump_len(net->hw.chip) * sizeof(u32);
}

static void e1k_ethtool_get_regs(struct net_device *netdev, struct ethtool_regs *regs,
				 void *buf)
{
	struct e1k_net *net = netdev_priv(netdev);

	regs->version = net->hw.chip->device_id;
	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net))
		e1k_io_dump(&net->hw, buf);
	mutex_unlock(&net->hw_lock);
}

static u32 e1k_ethtool_get_msglevel(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	return net->msg_enable;
}

static void e1k_ethtool_set_msglevel(struct net_device *netdev, u32 level)
{
	struct e1k_net *net = netdev_priv(netdev);

	net->msg_enable = level;
}

static const struct {
	u8 adv;
	enum ethtool_link_mode_bit_indices mode;
} e1k_ethtool_modes[] = {
	{ E1K_ADV_10_HALF, ETHTOOL_LINK_MODE_10baseT_Half_BIT },
	{ E1K_ADV_10_FULL, ETHTOOL_LINK_MODE_10baseT_Full_BIT },
	{ E1K_ADV_100_HALF, ETHTOOL_LINK_MODE_100baseT_Half_BIT },
	{ E1K_ADV_100_FULL, ETHTOOL_LINK_MODE_100baseT_Full_BIT },
	{ E1K_ADV_1000_FULL, ETHTOOL_LINK_MODE_1000baseT_Full_BIT },
};

static void e1k_ethtool_put_modes(unsigned long *modes, u8 adv)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(e1k_ethtool_modes); i++)
		if (adv & e1k_ethtool_modes[i].adv)
			__set_bit(e1k_ethtool_modes[i].mode, modes);
}

static u8 e1k_ethtool_take_modes(const unsigned long *modes)
{
	unsigned int i;
	u8 adv = 0;

	for (i = 0; i < ARRAY_SIZE(e1k_ethtool_modes); i++)
		if (test_bit(e1k_ethtool_modes[i].mode, modes))
			adv |= e1k_ethtool_modes[i].adv;
	return adv;
}

static void e1k_ethtool_put_pause(unsigned long *modes, bool pause, bool asym)
{
	if (pause)
		__set_bit(ETHTOOL_LINK_MODE_Pause_BIT, modes);
	if (asym)
		__set_bit(ETHTOOL_LINK_MODE_Asym_Pause_BIT, modes);
}

static void e1k_ethtool_put_link(const struct e1k_hw *hw, struct ethtool_link_ksettings *ks)
{
	const struct e1k_link *link = &hw->link;

	if (link->up) {
		ks->base.speed = link->speed;
		ks->base.duplex = link->full_duplex ? DUPLEX_FULL : DUPLEX_HALF;
		ks->base.eth_tp_mdix = link->mdix ? ETH_TP_MDI_X : ETH_TP_MDI;
		e1k_ethtool_put_modes(ks->link_modes.lp_advertising, link->lp_advertise);
		e1k_ethtool_put_pause(ks->link_modes.lp_advertising, link->lp_pause,
				      link->lp_asym_pause);
	} else {
		ks->base.speed = SPEED_UNKNOWN;
		ks->base.duplex = DUPLEX_UNKNOWN;
		ks->base.eth_tp_mdix = ETH_TP_MDI_INVALID;
	}
}

static void e1k_ethtool_put_config(const struct e1k_hw *hw, struct ethtool_link_ksettings *ks)
{
	const struct e1k_link_cfg *cfg = &hw->link_cfg;
	unsigned long *supported = ks->link_modes.supported;
	unsigned long *advertising = ks->link_modes.advertising;
	bool pause, asym;

	e1k_ethtool_put_modes(supported, E1K_ADV_ALL);
	e1k_ethtool_put_pause(supported, true, true);
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
	e1k_ethtool_put_modes(advertising, cfg->advertise);
	e1k_ethtool_put_pause(advertising, pause, asym);
	__set_bit(ETHTOOL_LINK_MODE_Autoneg_BIT, advertising);
}

static int e1k_ethtool_get_ksettings(struct net_device *netdev,
				     struct ethtool_link_ksettings *ks)
{
	struct e1k_net *net = netdev_priv(netdev);

	ethtool_link_ksettings_zero_link_mode(ks, supported);
	ethtool_link_ksettings_zero_link_mode(ks, advertising);
	ethtool_link_ksettings_zero_link_mode(ks, lp_advertising);
	mutex_lock(&net->hw_lock);
	e1k_ethtool_put_config(&net->hw, ks);
	e1k_ethtool_put_link(&net->hw, ks);
	mutex_unlock(&net->hw_lock);
	return 0;
}

static int e1k_ethtool_check_ksettings(const struct ethtool_link_ksettings *ks,
				       struct e1k_link_cfg *cfg)
{
	cfg->autoneg = ks->base.autoneg == AUTONEG_ENABLE;
	if (cfg->autoneg) {
		cfg->advertise = e1k_ethtool_take_modes(ks->link_modes.advertising);
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

static int e1k_ethtool_apply_link(struct e1k_net *net, const struct e1k_link_cfg *cfg)
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

static int e1k_ethtool_set_ksettings(struct net_device *netdev,
				     const struct ethtool_link_ksettings *ks)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_link_cfg cfg = net->hw.link_cfg;
	int err;

	if (ks->base.port != PORT_TP)
		return -EINVAL;
	if (ks->base.eth_tp_mdix_ctrl && ks->base.eth_tp_mdix_ctrl != ETH_TP_MDI_AUTO)
		return -EOPNOTSUPP;
	err = e1k_ethtool_check_ksettings(ks, &cfg);
	if (err) {
		netdev_err(netdev, "force 10 or 100 Mbps, or negotiate at least one supported mode\n");
		return err;
	}
	return e1k_ethtool_apply_link(net, &cfg);
}

static int e1k_ethtool_nway_reset(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	if (!net->hw.link_cfg.autoneg)
		return -EINVAL;
	return e1k_ethtool_apply_link(net, &net->hw.link_cfg);
}

static void e1k_ethtool_get_pauseparam(struct net_device *netdev,
				       struct ethtool_pauseparam *pause)
{
	struct e1k_net *net = netdev_priv(netdev);
	const struct e1k_link_cfg *cfg = &net->hw.link_cfg;

	pause->autoneg = cfg->fc_autoneg;
	pause->rx_pause = !!(cfg->fc & E1K_FC_RX);
	pause->tx_pause = !!(cfg->fc & E1K_FC_TX);
}

/* What is advertised changes only by negotiating anew; a forced choice does not. */
static int e1k_ethtool_set_pauseparam(struct net_device *netdev,
				      struct ethtool_pauseparam *pause)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_link_cfg cfg = net->hw.link_cfg;

	cfg.fc_autoneg = pause->autoneg;
	cfg.fc = (pause->rx_pause ? E1K_FC_RX : 0) | (pause->tx_pause ? E1K_FC_TX : 0);
	if (cfg.fc_autoneg)
		return e1k_ethtool_apply_link(net, &cfg);
	mutex_lock(&net->hw_lock);
	net->hw.link_cfg = cfg;
	mutex_unlock(&net->hw_lock);
	e1k_link_kick(net);
	return 0;
}

static void e1k_ethtool_get_ringparam(struct net_device *netdev,
				      struct ethtool_ringparam *ring,
				      struct kernel_ethtool_ringparam *kernel_ring,
				      struct netlink_ext_ack *extack)
{
	struct e1k_net *net = netdev_priv(netdev);

	ring->rx_max_pending = net->hw.chip->ring_max;
	ring->tx_max_pending = net->hw.chip->ring_max;
	ring->rx_pending = net->ring_cfg.rx_count;
	ring->tx_pending = net->ring_cfg.tx_count;
}

static int e1k_ethtool_set_ringparam(struct net_device *netdev,
				     struct ethtool_ringparam *ring,
				     struct kernel_ethtool_ringparam *kernel_ring,
				     struct netlink_ext_ack *extack)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_ring_cfg cfg = net->ring_cfg;

	if (ring->rx_mini_pending || ring->rx_jumbo_pending) {
		NL_SET_ERR_MSG(extack, "there are no mini or jumbo rings");
		return -EINVAL;
	}
	if (ring->tx_pending < E1K_TX_RING_MIN) {
		NL_SET_ERR_MSG(extack, "the TX ring is too small for one packet of 64 KB");
		return -EINVAL;
	}
	if (ring->rx_pending < E1K_RING_MIN) {
		NL_SET_ERR_MSG(extack, "the RX ring needs at least 64 descriptors");
		return -EINVAL;
	}
	cfg.tx_count = roundup_pow_of_two(ring->tx_pending);
	cfg.rx_count = roundup_pow_of_two(ring->rx_pending);
	if (cfg.tx_count == net->ring_cfg.tx_count && cfg.rx_count == net->ring_cfg.rx_count)
		return 0;
	return e1k_reconf_rings(net, &cfg);
}

static int e1k_ethtool_get_queue_coalesce(struct net_device *netdev, u32 queue,
					  struct ethtool_coalesce *coal)
{
	struct e1k_net *net = netdev_priv(netdev);

	if (queue >= net->vec_cnt)
		return -EINVAL;
	mutex_lock(&net->hw_lock);
	coal->rx_coalesce_usecs = e1k_irq_get_throttle(&net->hw, queue);
	mutex_unlock(&net->hw_lock);
	return 0;
}

static int e1k_ethtool_set_queue_coalesce(struct net_device *netdev, u32 queue,
					  struct ethtool_coalesce *coal)
{
	struct e1k_net *net = netdev_priv(netdev);
	int err;

	if (queue >= net->vec_cnt)
		return -EINVAL;
	mutex_lock(&net->hw_lock);
	err = e1k_irq_set_throttle(&net->hw, queue, coal->rx_coalesce_usecs);
	mutex_unlock(&net->hw_lock);
	return err;
}

static int e1k_ethtool_get_coalesce(struct net_device *netdev, struct ethtool_coalesce *coal,
				    struct kernel_ethtool_coalesce *kernel_coal,
				    struct netlink_ext_ack *extack)
{
	return e1k_ethtool_get_queue_coalesce(netdev, 0, coal);
}

static int e1k_ethtool_set_coalesce(struct net_device *netdev, struct ethtool_coalesce *coal,
				    struct kernel_ethtool_coalesce *kernel_coal,
				    struct netlink_ext_ack *extack)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;
	int err;

	for (i = 0; i < net->vec_cnt; i++) {
		err = e1k_ethtool_set_queue_coalesce(netdev, i, coal);
		if (err) {
			NL_SET_ERR_MSG(extack, "rx-usecs is longer than the chip can wait");
			return err;
		}
	}
	return 0;
}

static int e1k_ethtool_get_tunable(struct net_device *netdev,
				   const struct ethtool_tunable *tuna, void *data)
{
	struct e1k_net *net = netdev_priv(netdev);

	switch (tuna->id) {
	case ETHTOOL_RX_COPYBREAK:
		*(u32 *)data = net->rx_copybreak;
		return 0;
	case ETHTOOL_TX_COPYBREAK:
		*(u32 *)data = net->tx_copybreak;
		return 0;
	default:
		return -EOPNOTSUPP;
	}
}

static void e1k_ethtool_set_copybreak(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++) {
		WRITE_ONCE(net->vec[i]->rx.copybreak, net->rx_copybreak);
		WRITE_ONCE(net->vec[i]->tx.copybreak, net->tx_copybreak);
	}
}

static int e1k_ethtool_set_tunable(struct net_device *netdev,
				   const struct ethtool_tunable *tuna, const void *data)
{
	struct e1k_net *net = netdev_priv(netdev);
	u32 val = *(const u32 *)data;

	switch (tuna->id) {
	case ETHTOOL_RX_COPYBREAK:
		if (val > E1K_RX_COPYBREAK_MAX)
			return -EINVAL;
		net->rx_copybreak = val;
		break;
	case ETHTOOL_TX_COPYBREAK:
		if (val > E1K_TX_SLOT)
			return -EINVAL;
		net->tx_copybreak = val;
		break;
	default:
		return -EOPNOTSUPP;
	}
	e1k_ethtool_set_copybreak(net);
	return 0;
}

static const struct {
	const char *name;
	size_t offset;
} e1k_ethtool_ring_stats[] = {
#define E1K_RING_STAT(field) { #field, offsetof(struct e1k_ring_sums, field) }
	E1K_RING_STAT(tx_packets),
	E1K_RING_STAT(tx_bytes),
	E1K_RING_STAT(tx_dropped),
	E1K_RING_STAT(tx_busy),
	E1K_RING_STAT(tx_xdp),
	E1K_RING_STAT(rx_packets),
	E1K_RING_STAT(rx_bytes),
	E1K_RING_STAT(rx_alloc_fail),
	E1K_RING_STAT(rx_bad_length),
	E1K_RING_STAT(rx_bad_frame),
	E1K_RING_STAT(rx_csum_bad),
	E1K_RING_STAT(rx_xdp_drop),
	E1K_RING_STAT(rx_xdp_tx),
	E1K_RING_STAT(rx_xdp_redirect),
	E1K_RING_STAT(rx_xdp_aborted),
	E1K_RING_STAT(rx_xdp_long),
#undef E1K_RING_STAT
};

/* Counters of the port itself, ahead of the rings' and the device's. */
static const char * const e1k_ethtool_port_stats[] = { "recoveries", "tx_timeouts" };

static int e1k_ethtool_get_sset_count(struct net_device *netdev, int sset)
{
	struct e1k_net *net = netdev_priv(netdev);

	if (sset != ETH_SS_STATS)
		return -EOPNOTSUPP;
	return ARRAY_SIZE(e1k_ethtool_port_stats) + E1K_STAT_CNT +
	       net->vec_cnt * ARRAY_SIZE(e1k_ethtool_ring_stats);
}

static void e1k_ethtool_get_strings(struct net_device *netdev, u32 sset, u8 *data)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i, v;

	if (sset != ETH_SS_STATS)
		return;
	for (i = 0; i < ARRAY_SIZE(e1k_ethtool_port_stats); i++)
		ethtool_puts(&data, e1k_ethtool_port_stats[i]);
	for (v = 0; v < net->vec_cnt; v++)
		for (i = 0; i < ARRAY_SIZE(e1k_ethtool_ring_stats); i++)
			ethtool_sprintf(&data, "q%u_%s", v, e1k_ethtool_ring_stats[i].name);
	for (i = 0; i < E1K_STAT_CNT; i++)
		ethtool_sprintf(&data, "hw_%s", e1k_stats_name(i));
}

static u64 *e1k_ethtool_put_ring_stats(const struct e1k_vector *vec, u64 *data)
{
	struct e1k_ring_sums sums;
	unsigned int i;

	e1k_ring_sum(vec, &sums);
	for (i = 0; i < ARRAY_SIZE(e1k_ethtool_ring_stats); i++)
		*data++ = *(u64 *)((char *)&sums + e1k_ethtool_ring_stats[i].offset);
	return data;
}

static void e1k_ethtool_get_stats(struct net_device *netdev, struct ethtool_stats *stats,
				  u64 *data)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;

	*data++ = net->recoveries;
	*data++ = atomic_long_read(&net->tx_timeouts);
	for (i = 0; i < net->vec_cnt; i++)
		data = e1k_ethtool_put_ring_stats(net->vec[i], data);
	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net))
		e1k_net_read_stats(net);
	memcpy(data, net->hw_stats.val, sizeof(net->hw_stats.val));
	mutex_unlock(&net->hw_lock);
}

E1K_COMPAT_RXFH_ADAPT(e1k_channels_get_rxfh, e1k_channels_set_rxfh)
E1K_COMPAT_FIELDS_ADAPT(e1k_channels_get_fields, e1k_channels_set_fields)

const struct ethtool_ops e1k_ethtool_ops = {
	.supported_coalesce_params = ETHTOOL_COALESCE_RX_USECS,
	.get_drvinfo = e1k_ethtool_get_drvinfo,
	.get_regs_len = e1k_ethtool_get_regs_len,
	.get_regs = e1k_ethtool_get_regs,
	.get_msglevel = e1k_ethtool_get_msglevel,
	.set_msglevel = e1k_ethtool_set_msglevel,
	.get_link = ethtool_op_get_link,
	.get_link_ksettings = e1k_ethtool_get_ksettings,
	.set_link_ksettings = e1k_ethtool_set_ksettings,
	.nway_reset = e1k_ethtool_nway_reset,
	.get_pauseparam = e1k_ethtool_get_pauseparam,
	.set_pauseparam = e1k_ethtool_set_pauseparam,
	.get_ringparam = e1k_ethtool_get_ringparam,
	.set_ringparam = e1k_ethtool_set_ringparam,
	.get_coalesce = e1k_ethtool_get_coalesce,
	.set_coalesce = e1k_ethtool_set_coalesce,
	.get_per_queue_coalesce = e1k_ethtool_get_queue_coalesce,
	.set_per_queue_coalesce = e1k_ethtool_set_queue_coalesce,
	.get_channels = e1k_channels_get,
	.set_channels = e1k_channels_set,
	.get_rxfh_key_size = e1k_channels_key_size,
	.get_rxfh_indir_size = e1k_channels_table_size,
	E1K_COMPAT_RXFH_OPS(e1k_channels_get_rxfh, e1k_channels_set_rxfh),
	E1K_COMPAT_FIELDS_OPS(e1k_channels_get_fields, e1k_channels_set_fields),
	.get_tunable = e1k_ethtool_get_tunable,
	.set_tunable = e1k_ethtool_set_tunable,
	.get_sset_count = e1k_ethtool_get_sset_count,
	.get_strings = e1k_ethtool_get_strings,
	.get_ethtool_stats = e1k_ethtool_get_stats,
	.get_ts_info = ethtool_op_get_ts_info,
};
