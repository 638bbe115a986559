/* SPDX-License-Identifier: GPL-2.0-only */
/* The port's counters in all, as ip -s shows them. */
#ifndef E1K_TOTALS_H
#define E1K_TOTALS_H

#include "net.h"

/**
 * e1k_totals_read - fetch the device's counters
 * @net: port
 *
 * hw_lock held. May sleep.
 */
void e1k_totals_read(struct e1k_net *net);

/**
 * e1k_totals_get - ndo_get_stats64
 * @netdev: net_device
 * @stats: result
 */
void e1k_totals_get(struct net_device *netdev, struct rtnl_link_stats64 *stats);

#endif
