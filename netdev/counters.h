/* SPDX-License-Identifier: GPL-2.0-only */
/* The counters as ethtool and the netdev netlink family show them. */
#ifndef E1K_COUNTERS_H
#define E1K_COUNTERS_H

#include <linux/ethtool.h>

#include "../os_linux/compat.h"

struct e1k_net;

/* Counters of each queue; the sum is what ndo_get_stats64 says. */
extern const struct netdev_stat_ops e1k_counters_queue_ops;

/**
 * e1k_counters_cnt - number of the driver's own counters
 * @net: port
 *
 * Return: how many.
 */
int e1k_counters_cnt(const struct e1k_net *net);

/**
 * e1k_counters_names - their names
 * @net: port
 * @data: room for ETH_GSTRING_LEN bytes each
 */
void e1k_counters_names(const struct e1k_net *net, u8 *data);

/* struct ethtool_ops */
void e1k_counters_get(struct net_device *netdev, struct ethtool_stats *stats, u64 *data);
void e1k_counters_get_pause(struct net_device *netdev, struct ethtool_pause_stats *stats);
void e1k_counters_get_phy(struct net_device *netdev, struct ethtool_eth_phy_stats *stats);
void e1k_counters_get_mac(struct net_device *netdev, struct ethtool_eth_mac_stats *stats);
void e1k_counters_get_ctrl(struct net_device *netdev, struct ethtool_eth_ctrl_stats *stats);
void e1k_counters_get_rmon(struct net_device *netdev, struct ethtool_rmon_stats *stats,
			   const struct ethtool_rmon_hist_range **ranges);

#endif
