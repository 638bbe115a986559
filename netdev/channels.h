/* SPDX-License-Identifier: GPL-2.0-only */
/* How many queue pairs there are, and which flow goes to which: ethtool -l -x -n. */
#ifndef E1K_CHANNELS_H
#define E1K_CHANNELS_H

#include <linux/ethtool.h>

#include "../os_linux/compat.h"

/* Callbacks of struct ethtool_ops, in the newest kernel's form. */
void e1k_channels_get(struct net_device *netdev, struct ethtool_channels *ch);
int e1k_channels_set(struct net_device *netdev, struct ethtool_channels *ch);
u32 e1k_channels_key_size(struct net_device *netdev);
u32 e1k_channels_table_size(struct net_device *netdev);
int e1k_channels_get_rxfh(struct net_device *netdev, struct ethtool_rxfh_param *rxfh);
int e1k_channels_set_rxfh(struct net_device *netdev, struct ethtool_rxfh_param *rxfh,
			  struct netlink_ext_ack *extack);
int e1k_channels_get_fields(struct net_device *netdev, struct ethtool_rxfh_fields *fields);
int e1k_channels_set_fields(struct net_device *netdev,
			    const struct ethtool_rxfh_fields *fields,
			    struct netlink_ext_ack *extack);

#endif
