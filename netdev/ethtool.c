// SPDX-License-Identifier: GPL-2.0-only
#include "ethtool.h"

#include <linux/ethtool_netlink.h>
#include <linux/log2.h>

#include "../hal/io.h"
#include "../hal/mac.h"
#include "../os_linux/compat.h"
#include "channels.h"
#include "counters.h"
#include "eeprom.h"
#include "health.h"
#include "linkset.h"
#include "moderate.h"
#include "net.h"
#include "pm.h"
#include "reconf.h"
#include "selftest.h"
#include "split.h"

/* The core turns the LED on and off that often in a second. */
#define E1K_ETHTOOL_BLINKS 2

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
	e1k_health_read_regs(net, buf);
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
	if (net->hw.chip->psrtype)
		kernel_ring->tcp_data_split = net->ring_cfg.split ?
			ETHTOOL_TCP_DATA_SPLIT_ENABLED : ETHTOOL_TCP_DATA_SPLIT_DISABLED;
}

static int e1k_ethtool_set_ringparam(struct net_device *netdev,
				     struct ethtool_ringparam *ring,
				     struct kernel_ethtool_ringparam *kernel_ring,
				     struct netlink_ext_ack *extack)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_ring_cfg cfg = net->ring_cfg;
	int err;

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
	cfg.split = kernel_ring->tcp_data_split == ETHTOOL_TCP_DATA_SPLIT_ENABLED;
	if (!memcmp(&cfg, &net->ring_cfg, sizeof(cfg)))
		return 0;
	err = cfg.split ? e1k_split_check(net, extack) : 0;
	return err ? err : e1k_reconf_rings(net, &cfg);
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

static int e1k_ethtool_get_sset_count(struct net_device *netdev, int sset)
{
	switch (sset) {
	case ETH_SS_STATS:
		return e1k_counters_cnt(netdev_priv(netdev));
	case ETH_SS_TEST:
		return e1k_selftest_cnt();
	default:
		return -EOPNOTSUPP;
	}
}

static void e1k_ethtool_get_strings(struct net_device *netdev, u32 sset, u8 *data)
{
	if (sset == ETH_SS_STATS)
		e1k_counters_names(netdev_priv(netdev), data);
	else if (sset == ETH_SS_TEST)
		e1k_selftest_names(data);
}

static int e1k_ethtool_set_phys_id(struct net_device *netdev, enum ethtool_phys_id_state state)
{
	struct e1k_net *net = netdev_priv(netdev);

	if (!e1k_mac_has_led(&net->hw))
		return -EOPNOTSUPP;
	mutex_lock(&net->hw_lock);
	if (state == ETHTOOL_ID_INACTIVE)
		e1k_mac_led_restore(&net->hw);
	else
		e1k_mac_led_set(&net->hw, state == ETHTOOL_ID_ON);
	mutex_unlock(&net->hw_lock);
	return state == ETHTOOL_ID_ACTIVE ? E1K_ETHTOOL_BLINKS : 0;
}

E1K_COMPAT_RXFH_ADAPT(e1k_channels_get_rxfh, e1k_channels_set_rxfh)
E1K_COMPAT_FIELDS_ADAPT(e1k_channels_get_fields, e1k_channels_set_fields)

const struct ethtool_ops e1k_ethtool_ops = {
	E1K_COMPAT_RTNL_OPS
	E1K_COMPAT_SPLIT_OPS
	.supported_coalesce_params = ETHTOOL_COALESCE_RX_USECS |
				     ETHTOOL_COALESCE_USE_ADAPTIVE,
	.get_regs_len = e1k_ethtool_get_regs_len,
	.get_regs = e1k_ethtool_get_regs,
	.get_msglevel = e1k_ethtool_get_msglevel,
	.set_msglevel = e1k_ethtool_set_msglevel,
	.get_link = ethtool_op_get_link,
	.get_link_ksettings = e1k_linkset_get,
	.set_link_ksettings = e1k_linkset_set,
	.get_wol = e1k_pm_get_wol,
	.set_wol = e1k_pm_set_wol,
	.nway_reset = e1k_linkset_renegotiate,
	.get_pauseparam = e1k_linkset_get_pause,
	.set_pauseparam = e1k_linkset_set_pause,
	.get_ringparam = e1k_ethtool_get_ringparam,
	.set_ringparam = e1k_ethtool_set_ringparam,
	.get_coalesce = e1k_moderate_get,
	.set_coalesce = e1k_moderate_set,
	.get_per_queue_coalesce = e1k_moderate_get_queue,
	.set_per_queue_coalesce = e1k_moderate_set_queue,
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
	.get_ethtool_stats = e1k_counters_get,
	.get_pause_stats = e1k_counters_get_pause,
	.get_eth_phy_stats = e1k_counters_get_phy,
	.get_eth_mac_stats = e1k_counters_get_mac,
	.get_eth_ctrl_stats = e1k_counters_get_ctrl,
	.get_rmon_stats = e1k_counters_get_rmon,
	.self_test = e1k_selftest_run,
	.set_phys_id = e1k_ethtool_set_phys_id,
	.get_eeprom_len = e1k_eeprom_len,
	.get_eeprom = e1k_eeprom_get,
	.set_eeprom = e1k_eeprom_set,
	.get_ts_info = ethtool_op_get_ts_info,
};
