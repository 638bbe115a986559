/* SPDX-License-Identifier: GPL-2.0-only */
/* Interrupt moderation: a fixed time between interrupts, or one that adapts. */
#ifndef E1K_MODERATE_H
#define E1K_MODERATE_H

#include <linux/ethtool.h>

#include "net.h"

/**
 * e1k_moderate_init - default moderation of a new vector
 * @vec: vector, its interrupt is set up
 *
 * Takes hw_lock.
 */
void e1k_moderate_init(struct e1k_vector *vec);

/**
 * e1k_moderate_sample - note the traffic at the end of a poll
 * @vec: vector
 *
 * NAPI context.
 */
void e1k_moderate_sample(struct e1k_vector *vec);

/**
 * e1k_moderate_stop - forget what was measured
 * @vec: vector, its NAPI is stopped
 *
 * On return no change of the interval is under way. Takes hw_lock.
 */
void e1k_moderate_stop(struct e1k_vector *vec);

/* struct ethtool_ops */
int e1k_moderate_get(struct net_device *netdev, struct ethtool_coalesce *coal,
		     struct kernel_ethtool_coalesce *kernel_coal,
		     struct netlink_ext_ack *extack);
int e1k_moderate_set(struct net_device *netdev, struct ethtool_coalesce *coal,
		     struct kernel_ethtool_coalesce *kernel_coal,
		     struct netlink_ext_ack *extack);
int e1k_moderate_get_queue(struct net_device *netdev, u32 queue, struct ethtool_coalesce *coal);
int e1k_moderate_set_queue(struct net_device *netdev, u32 queue, struct ethtool_coalesce *coal);

#endif
