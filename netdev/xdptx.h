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
#include "tx.h"

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

/**
 * e1k_xdptx_fits_chip - can the chip send a frame of this length
 * @txr: ring
 * @len: length without FCS
 *
 * Return: whether it can.
 */
static inline bool e1k_xdptx_fits_chip(const struct e1k_tx_ring *txr, unsigned int len)
{
	return len <= txr->chip->max_frame - ETH_FCS_LEN;
}

/**
 * e1k_xdptx_lock - become the writer of a ring
 * @txr: ring
 *
 * Whoever stops the ring sets the bit first, and takes the lock once after.
 * Softirq context. Undone by __netif_tx_unlock().
 *
 * Return: false, without the lock, if the ring is stopped.
 */
static inline bool e1k_xdptx_lock(struct e1k_tx_ring *txr)
{
	__netif_tx_lock(txr->nq, smp_processor_id());
	if (likely(!e1k_tx_is_down(txr)))
		return true;
	__netif_tx_unlock(txr->nq);
	return false;
}

/**
 * e1k_xdptx_count - count frames put into a ring
 * @txr: ring; its xmit lock is held
 * @packets: frames
 * @bytes: their bytes
 */
static inline void e1k_xdptx_count(struct e1k_tx_ring *txr, unsigned int packets,
				   unsigned int bytes)
{
	u64_stats_update_begin(&txr->xmit.syncp);
	u64_stats_add(&txr->xmit.xdp_packets, packets);
	u64_stats_add(&txr->xmit.xdp_bytes, bytes);
	u64_stats_update_end(&txr->xmit.syncp);
}

/**
 * e1k_xdptx_put_slot - write a short frame
 * @txr: ring; its xmit lock is held
 * @data: frame, followed by 31 bytes that may be read
 * @len: its length, from E1K_TX_LEN_MIN to E1K_TX_SLOT
 * @format: descriptor format
 */
static __always_inline void e1k_xdptx_put_slot(struct e1k_tx_ring *txr, const void *data,
					       u32 len, const enum e1k_txd_format format)
{
	unsigned int offset = txr->ntu * E1K_TX_SLOT;
	struct e1k_txd_offload plain = { .len = len };

	e1k_tx_copy(txr->slots + offset, data, len);
	e1k_txd_write_data(&txr->desc[txr->ntu], txr->slots_dma + offset, len,
			   e1k_txd_cmd(&plain, format) | E1K_TXD_CMD_EOP,
			   e1k_txd_olinfo(&plain, 0, format), format);
	WRITE_ONCE(txr->ntu, (txr->ntu + 1) & txr->mask);
}

/**
 * e1k_xdptx_end - put a written frame into the ring
 * @put: frame, has at least one piece
 *
 * Return: index of its last descriptor.
 */
static __always_inline u16 e1k_xdptx_end(struct e1k_tx_put *put)
{
	struct e1k_tx_ring *txr = put->txr;
	u16 last;

	e1k_tx_put_sentinel(put, false);
	last = (put->ntu - 1) & txr->mask;
	txr->desc[last].cmd |= cpu_to_le32(E1K_TXD_CMD_EOP);
	WRITE_ONCE(txr->ntu, put->ntu);
	return last;
}

#endif
