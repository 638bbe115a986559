/* SPDX-License-Identifier: GPL-2.0-only */
/* Transmit path. */
#ifndef E1K_TX_H
#define E1K_TX_H

#include <linux/netdevice.h>

#include "ring.h"

/* With TCTL.PSP set the device pads frames to 60 bytes, but needs this many
 * (8254x manual 13.4.33).
 */
#define E1K_TX_LEN_MIN 17

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
 * @budget: of the NAPI poll, 0 from netpoll, which frees packets of the stack only
 *
 * NAPI context, or softirqs are off and NAPI is disabled.
 *
 * Return: whether everything that is done, and may be freed here, has been freed.
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

/**
 * e1k_tx_room - descriptors that may be written
 * @txr: ring
 *
 * For both sides: each reads the other's index while it moves. Only the holder
 * of the xmit lock can rely on it.
 *
 * Return: number of descriptors.
 */
static inline unsigned int e1k_tx_room(const struct e1k_tx_ring *txr)
{
	return (READ_ONCE(txr->ntc) - READ_ONCE(txr->ntu) - 1) & txr->mask;
}

/**
 * e1k_tx_is_down - is the ring stopped, or about to be
 * @txr: ring
 *
 * Return: whether nothing may be sent.
 */
static inline bool e1k_tx_is_down(const struct e1k_tx_ring *txr)
{
	const struct e1k_vector *vec = container_of(txr, struct e1k_vector, tx);

	return test_bit(E1K_VECTOR_DOWN, &vec->state);
}

/**
 * e1k_tx_restart_timeout - let the core's time-out of a queue begin now
 * @nq: queue about to be stopped by its driver
 *
 * The core's watchdog takes a queue for stuck that is stopped at this moment and
 * has sent nothing for seconds, even if nobody has wanted to send.
 */
static inline void e1k_tx_restart_timeout(struct netdev_queue *nq)
{
	txq_trans_cond_update(nq);
}

/**
 * e1k_tx_doorbell - hand everything written so far to the device
 * @txr: ring; its xmit lock is held
 *
 * Only the last descriptor asks for a report: one write-back and at most one
 * interrupt for a burst.
 */
static inline void e1k_tx_doorbell(struct e1k_tx_ring *txr)
{
	u16 last = (txr->ntu - 1) & txr->mask;

	e1k_txd_request_status(&txr->desc[last]);
	txr->buf[txr->batch].watch = last;
	txr->batch = txr->ntu;
	/* pairs with the acquire in e1k_tx_clean(): buffers before the index */
	smp_store_release(&txr->published, txr->ntu);
	e1k_wr_reg(txr->tail, txr->ntu);
}

/**
 * e1k_tx_flush - ring the doorbell if there is anything to hand over
 * @txr: ring; its xmit lock is held
 *
 * Earlier packets whose doorbell waited for a packet must not wait longer.
 */
static inline void e1k_tx_flush(struct e1k_tx_ring *txr)
{
	if (txr->batch != txr->ntu)
		e1k_tx_doorbell(txr);
}

/**
 * e1k_tx_copy - copy a short frame to its slot
 * @slot: E1K_TX_SLOT bytes
 * @data: frame
 * @len: its length
 *
 * Copies in pieces of 32 bytes, up to 31 past the end: an skb's head is followed
 * by its skb_shared_info, and a slot is a multiple of 32.
 */
static __always_inline void e1k_tx_copy(void *slot, const void *data, unsigned int len)
{
	const void *end = data + len;

	static_assert(E1K_TX_SLOT % 32 == 0);
	for (; data < end; data += 32, slot += 32)
		__builtin_memcpy(slot, data, 32);
}

/**
 * struct e1k_tx_put - a packet on its way into the ring
 * @txr: ring
 * @cmd: command bits of its data descriptors
 * @olinfo: last word of its data descriptors
 * @most: bytes that fit the next data descriptor, whatever the chip's limits
 * @ntu: next descriptor to use
 */
struct e1k_tx_put {
	struct e1k_tx_ring *txr;
	u32 cmd;
	u32 olinfo;
	u32 most;
	u16 ntu;
};

static inline bool e1k_tx_ctx_equal(const struct e1k_txd_ctx *a, const struct e1k_txd_ctx *b)
{
	return a->offsets == b->offsets && a->cmd == b->cmd && a->mss_hdr == b->mss_hdr;
}

/**
 * e1k_tx_put_context - have the device know a packet's context
 * @txr: ring; its xmit lock is held
 * @off: packet
 * @ntu: next descriptor to use
 * @format: descriptor format
 *
 * Written only if the device does not hold it: its slots are used in turn.
 *
 * Return: the slot that holds it.
 */
static __always_inline u32 e1k_tx_put_context(struct e1k_tx_ring *txr,
					      const struct e1k_txd_offload *off, u16 *ntu,
					      const enum e1k_txd_format format)
{
	struct e1k_txd_ctx ctx = e1k_txd_ctx_build(off, format);
	u32 slots = txr->chip->tx_contexts, slot;

	/* context + data: one that starts segments is used up with the packet */
	if (format == E1K_TXD_CONTEXT_DATA && off->flags & E1K_TXO_TSO)
		txr->ctx[0].offsets = ~0ULL;
	for (slot = 0; slot < slots; slot++)
		if (e1k_tx_ctx_equal(&ctx, &txr->ctx[slot]))
			return slot;
	slot = txr->ctx_last + 1 < slots ? txr->ctx_last + 1 : 0;
	e1k_txd_write_ctx(&txr->desc[*ntu], &ctx, slot, format);
	*ntu = (*ntu + 1) & txr->mask;
	txr->ctx[slot] = ctx;
	txr->ctx_last = slot;
	return slot;
}

/**
 * e1k_tx_begin - begin to write a packet that is not copied
 * @txr: ring; its xmit lock is held
 * @put: result, for e1k_tx_put_piece()
 * @off: packet
 * @format: descriptor format
 */
static __always_inline void e1k_tx_begin(struct e1k_tx_ring *txr, struct e1k_tx_put *put,
					 const struct e1k_txd_offload *off,
					 const enum e1k_txd_format format)
{
	u32 slot = 0;

	put->txr = txr;
	put->most = txr->first_len;
	put->ntu = txr->ntu;
	if (e1k_txd_uses_ctx(off, format))
		slot = e1k_tx_put_context(txr, off, &put->ntu, format);
	put->cmd = e1k_txd_cmd(off, format);
	put->olinfo = e1k_txd_olinfo(off, slot, format);
}

/**
 * e1k_tx_put_piece - write the descriptors of one piece of memory
 * @put: packet
 * @dma: bus address
 * @len: bytes
 * @map: how it was mapped
 * @format: descriptor format
 *
 * One mapping, as many descriptors as the chip's limits ask for.
 */
static __always_inline void e1k_tx_put_piece(struct e1k_tx_put *put, dma_addr_t dma, u32 len,
					     enum e1k_tx_map map,
					     const enum e1k_txd_format format)
{
	struct e1k_tx_ring *txr = put->txr;
	struct e1k_tx_buf *buf = &txr->buf[put->ntu];

	buf->dma = dma;
	buf->len = len;
	buf->map = map;
	while (len) {
		u32 part = e1k_queue_tx_split(txr->chip, dma, min(len, put->most));

		put->most = ~0U;
		e1k_txd_write_data(&txr->desc[put->ntu], dma, part, put->cmd, put->olinfo, format);
		put->ntu = (put->ntu + 1) & txr->mask;
		dma += part;
		len -= part;
	}
}

/* Bytes in the descriptor that ends a packet where a long one is reported early. */
#define E1K_TX_SENTINEL 4

/**
 * e1k_tx_put_sentinel - end a packet's descriptors
 * @put: packet
 * @tso: whether the device cuts it into segments
 *
 * Such a device may report a packet before it has fetched all of a long last
 * descriptor, and free memory would be sent. Four bytes it has with the first
 * access. (Slots are memory until the ring comes round.)
 */
static __always_inline void e1k_tx_put_sentinel(struct e1k_tx_put *put, bool tso)
{
	struct e1k_tx_ring *txr = put->txr;

	if (!(txr->chip->errata & E1K_ERRATUM_TSO_SENTINEL) || !(tso || txr->after_tso))
		return;
	txr->after_tso = tso;
	if (e1k_txd_split(&txr->desc[(put->ntu - 1) & txr->mask], &txr->desc[put->ntu],
			  E1K_TX_SENTINEL))
		put->ntu = (put->ntu + 1) & txr->mask;
}

/**
 * e1k_tx_unput - undo what e1k_tx_put_piece() has done for a packet
 * @txr: ring, the packet is not yet in it
 * @ntu: where the packet has got
 *
 * By value: with its address taken struct e1k_tx_put would live in memory.
 */
void e1k_tx_unput(struct e1k_tx_ring *txr, u16 ntu);

/**
 * e1k_tx_reported - has the device reported a batch
 * @txr: ring whose memory stays
 * @ntc: first descriptor of the batch
 *
 * Any context; a hint while the ring runs.
 *
 * Return: whether e1k_tx_clean() would free it.
 */
static inline bool e1k_tx_reported(const struct e1k_tx_ring *txr, u16 ntc)
{
	return e1k_txd_done(&txr->desc[READ_ONCE(txr->buf[ntc].watch)]);
}

#endif
