/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Transmission of XDP frames, beside the stack's packets on the same rings.
 *
 * Every writer of a ring holds the queue's xmit lock. This one leaves room for
 * the longest packet of the stack: a queue that is not stopped has that room,
 * whatever was sent here. Nothing of it enters byte queue limits.
 */
#ifndef E1K_XDPTX_H
#define E1K_XDPTX_H

#include <linux/netdevice.h>

#include "ring.h"

/**
 * e1k_xdptx_back - send a received frame back
 * @txr: ring of the same vector
 * @xdp: frame
 *
 * It waits for e1k_xdptx_flush(). NAPI context.
 *
 * Return: E1K_XDP_KEPT if it was copied, E1K_XDP_GONE if its pages are on
 * their way, -errno if nothing was done.
 */
int e1k_xdptx_back(struct e1k_tx_ring *txr, struct xdp_buff *xdp);

/**
 * e1k_xdptx_flush - hand over what waits
 * @txr: ring
 */
void e1k_xdptx_flush(struct e1k_tx_ring *txr);

/**
 * e1k_xdptx_xmit - ndo_xdp_xmit
 * @netdev: net_device
 * @cnt: number of frames
 * @frames: frames, of any device
 * @flags: XDP_XMIT_FLUSH or 0
 *
 * Return: number of frames taken, the rest is the caller's; or -errno.
 */
int e1k_xdptx_xmit(struct net_device *netdev, int cnt, struct xdp_frame **frames, u32 flags);

/**
 * e1k_xdptx_release - give back what was sent
 * @txr: ring
 * @buf: descriptor that has an owner of an XDP kind
 * @napi: whether the caller is the poll of the ring's vector
 */
void e1k_xdptx_release(struct e1k_tx_ring *txr, const struct e1k_tx_buf *buf, bool napi);

#endif
