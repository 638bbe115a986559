/* SPDX-License-Identifier: GPL-2.0-only */
/* Which frames the port receives: addresses and VLANs. */
#ifndef E1K_RXMODE_H
#define E1K_RXMODE_H

#include "net.h"

/**
 * e1k_rxmode_init - filter of a new port
 * @net: port
 */
void e1k_rxmode_init(struct e1k_net *net);

/**
 * e1k_rxmode_set - the address lists or the flags have changed
 * @netdev: net_device
 *
 * Any context: has the service apply the lists.
 */
void e1k_rxmode_set(struct net_device *netdev);

/**
 * e1k_rxmode_apply - bring the address filter in line with the net_device
 * @net: port
 *
 * hw_lock held. May sleep.
 */
void e1k_rxmode_apply(struct e1k_net *net);

/**
 * e1k_rxmode_set_mac - ndo_set_mac_address
 * @netdev: net_device
 * @addr: struct sockaddr
 *
 * Return: 0 or -EADDRNOTAVAIL.
 */
int e1k_rxmode_set_mac(struct net_device *netdev, void *addr);

/**
 * e1k_rxmode_vlan_add - ndo_vlan_rx_add_vid
 * @netdev: net_device
 * @proto: ETH_P_8021Q
 * @vid: VLAN
 *
 * Return: 0.
 */
int e1k_rxmode_vlan_add(struct net_device *netdev, __be16 proto, u16 vid);

/**
 * e1k_rxmode_vlan_kill - ndo_vlan_rx_kill_vid
 * @netdev: net_device
 * @proto: ETH_P_8021Q
 * @vid: VLAN
 *
 * Return: 0.
 */
int e1k_rxmode_vlan_kill(struct net_device *netdev, __be16 proto, u16 vid);

#endif
