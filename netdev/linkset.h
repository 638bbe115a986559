/* SPDX-License-Identifier: GPL-2.0-only */
/* What ethtool sets and shows of the link: modes, negotiation, pause. */
#ifndef E1K_LINKSET_H
#define E1K_LINKSET_H

#include <linux/ethtool.h>

/* struct ethtool_ops */
int e1k_linkset_get(struct net_device *netdev, struct ethtool_link_ksettings *ks);
int e1k_linkset_set(struct net_device *netdev, const struct ethtool_link_ksettings *ks);
int e1k_linkset_renegotiate(struct net_device *netdev);
void e1k_linkset_get_pause(struct net_device *netdev, struct ethtool_pauseparam *pause);
int e1k_linkset_set_pause(struct net_device *netdev, struct ethtool_pauseparam *pause);

#endif
