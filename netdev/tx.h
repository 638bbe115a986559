/* SPDX-License-Identifier: GPL-2.0-only */
/* Transmit path. */
#ifndef E1K_TX_H
#define E1K_TX_H

#include <linux/netdevice.h>

#include "ring.h"

/**
 * e1k_tx_xmit_data - ndo_start_xmit for chips with context and data descriptors
 * @skb: packet
 * @netdev: net_device
 *
 * Return: NETDEV_TX_OK, or NETDEV_TX_BUSY if there is no room.
 */
netdev_tx_t e1k_tx_xmit_data(struct sk_buff *skb, struct net_device *netdev);

/**
 * e1k_tx_xmit_advanced - ndo_start_xmit for chips with advanced descriptors
 * @skb: packet
 * @netdev: net_device
 *
 * Return: as e1k_tx_xmit_data().
 */
netdev_tx_t e1k_tx_xmit_advanced(struct sk_buff *skb, struct net_device *netdev);

/**
 * e1k_tx_clean - free what the device has sent
 * @txr: ring
 * @budget: of the NAPI poll, 0 from netpoll
 *
 * NAPI context.
 *
 * Return: whether everything that is done has been freed.
 */
bool e1k_tx_clean(struct e1k_tx_ring *txr, int budget);

/**
 * e1k_tx_assign - take over the ring's memory
 * @txr: ring, stopped
 */
void e1k_tx_assign(struct e1k_tx_ring *txr);

/**
 * e1k_tx_reset - make a ring empty
 * @txr: ring; the device and NAPI are stopped
 *
 * Drops the packets in it and resets byte queue limits.
 */
void e1k_tx_reset(struct e1k_tx_ring *txr);

/**
 * e1k_tx_pending - has the device packets to send
 * @txr: ring
 *
 * Any context; a hint while the ring runs.
 *
 * Return: whether the ring is not empty.
 */
static inline bool e1k_tx_pending(const struct e1k_tx_ring *txr)
{
	return READ_ONCE(txr->published) != READ_ONCE(txr->ntc);
}

#endif
