// SPDX-License-Identifier: GPL-2.0-only
#include "tx.h"

#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/skbuff.h>

#include "../os_linux/compat.h"
#include "net.h"

/* Packets freed in one poll before others get their turn. */
#define E1K_TX_CLEAN_LIMIT 256
/* With TCTL.PSP set the device pads frames to 60 bytes, but needs this many
 * (8254x manual 13.4.33).
 */
#define E1K_TX_LEN_MIN 17

static unsigned int e1k_tx_room(const struct e1k_tx_ring *txr)
{
	return (READ_ONCE(txr->ntc) - txr->ntu - 1) & txr->mask;
}

static void e1k_tx_unmap(struct device *dev, struct e1k_tx_buf *buf)
{
	if (buf->map == E1K_TX_MAP_SINGLE)
		dma_unmap_single(dev, buf->dma, buf->len, DMA_TO_DEVICE);
	else if (buf->map == E1K_TX_MAP_PAGE)
		dma_unmap_page(dev, buf->dma, buf->len, DMA_TO_DEVICE);
	buf->map = E1K_TX_MAP_NONE;
}

/*
 * Hand everything written so far to the device. Only the last descriptor asks
 * for a report: one write-back and at most one interrupt for a burst.
 */
static void e1k_tx_doorbell(struct e1k_tx_ring *txr)
{
	u16 last = (txr->ntu - 1) & txr->mask;

	e1k_txd_request_status(&txr->desc[last]);
	txr->buf[txr->batch].watch = last;
	txr->batch = txr->ntu;
	/* pairs with the acquire in e1k_tx_clean(): buffers before the index */
	smp_store_release(&txr->published, txr->ntu);
	e1k_wr_reg(txr->tail, txr->ntu);
}

/* Earlier packets whose doorbell waited for this one must not wait longer. */
static void e1k_tx_flush(struct e1k_tx_ring *txr)
{
	if (txr->batch != txr->ntu)
		e1k_tx_doorbell(txr);
}

static netdev_tx_t e1k_tx_drop(struct e1k_tx_ring *txr, struct sk_buff *skb)
{
	dev_kfree_skb_any(skb);
	u64_stats_update_begin(&txr->errors.syncp);
	u64_stats_inc(&txr->errors.dropped);
	u64_stats_update_end(&txr->errors.syncp);
	e1k_tx_flush(txr);
	return NETDEV_TX_OK;
}

static netdev_tx_t e1k_tx_busy(struct e1k_tx_ring *txr)
{
	netif_tx_stop_queue(txr->nq);
	u64_stats_update_begin(&txr->errors.syncp);
	u64_stats_inc(&txr->errors.busy);
	u64_stats_update_end(&txr->errors.syncp);
	e1k_tx_flush(txr);
	return NETDEV_TX_BUSY;
}

/*
 * Copy in pieces of 16 bytes, up to 15 past the end: an skb's head is followed
 * by its skb_shared_info, and a slot is a multiple of 16.
 */
static __always_inline void e1k_tx_copy(void *slot, const void *data, unsigned int len)
{
	unsigned int i;

	static_assert(E1K_TX_SLOT % 16 == 0);
	for (i = 0; i < len; i += 16)
		__builtin_memcpy(slot + i, data + i, 16);
}

/*
 * The device keeps the last context: write one only when it changes. Offsets
 * are literal, so any checksum that lies in the first 256 bytes can be had.
 */
static u16 e1k_tx_put_context(struct e1k_tx_ring *txr, const struct sk_buff *skb, u16 ntu)
{
	unsigned int start = skb_checksum_start_offset(skb);
	struct e1k_txd_ctx ctx = {
		.offsets = e1k_txd_ctx_offsets(0, 0, 0, start, start + skb->csum_offset, 0),
	};

	if (ctx.offsets == txr->ctx.offsets && ctx.cmd == txr->ctx.cmd &&
	    ctx.mss_hdr == txr->ctx.mss_hdr)
		return ntu;
	e1k_txd_write_ctx(&txr->desc[ntu], &ctx);
	txr->ctx = ctx;
	return (ntu + 1) & txr->mask;
}

/* Context and option bits for what the stack left to the device. */
static __always_inline u32 e1k_tx_offload(struct e1k_tx_ring *txr, const struct sk_buff *skb,
					  u16 *ntu)
{
	if (skb->ip_summed != CHECKSUM_PARTIAL)
		return 0;
	*ntu = e1k_tx_put_context(txr, skb, *ntu);
	return E1K_TXD_POPTS_TXSM;
}

static __always_inline void e1k_tx_put_slot(struct e1k_tx_ring *txr, struct sk_buff *skb)
{
	u16 ntu = txr->ntu;
	u32 olinfo = e1k_tx_offload(txr, skb, &ntu);
	unsigned int offset = ntu * E1K_TX_SLOT;

	e1k_tx_copy(txr->slots + offset, skb->data, skb->len);
	e1k_txd_write_data(&txr->desc[ntu], txr->slots_dma + offset, skb->len,
			   E1K_TXD_CMD_EOP | E1K_TXD_CMD_IFCS, olinfo);
	txr->buf[ntu].skb = skb;
	txr->ntu = (ntu + 1) & txr->mask;
}

/* One mapping, as many descriptors as the chip's limits ask for. */
static u16 e1k_tx_put_piece(struct e1k_tx_ring *txr, dma_addr_t dma, u32 len,
			    enum e1k_tx_map map, u32 olinfo, u16 ntu)
{
	struct e1k_tx_buf *buf = &txr->buf[ntu];

	buf->dma = dma;
	buf->len = len;
	buf->map = map;
	while (len) {
		u32 part = e1k_queue_tx_split(txr->chip, dma, len);

		e1k_txd_write_data(&txr->desc[ntu], dma, part, E1K_TXD_CMD_IFCS, olinfo);
		ntu = (ntu + 1) & txr->mask;
		dma += part;
		len -= part;
	}
	return ntu;
}

static int e1k_tx_put_frags(struct e1k_tx_ring *txr, const struct sk_buff *skb,
			    u32 olinfo, u16 *ntu)
{
	unsigned int i;

	for (i = 0; i < skb_shinfo(skb)->nr_frags; i++) {
		const skb_frag_t *frag = &skb_shinfo(skb)->frags[i];
		dma_addr_t dma;

		if (!skb_frag_size(frag))
			continue;
		dma = skb_frag_dma_map(txr->dev, frag, 0, skb_frag_size(frag), DMA_TO_DEVICE);
		if (dma_mapping_error(txr->dev, dma))
			return -ENOMEM;
		*ntu = e1k_tx_put_piece(txr, dma, skb_frag_size(frag), E1K_TX_MAP_PAGE,
					olinfo, *ntu);
	}
	return 0;
}

static int e1k_tx_put_pieces(struct e1k_tx_ring *txr, const struct sk_buff *skb,
			     u32 olinfo, u16 *ntu)
{
	dma_addr_t dma;

	if (skb_headlen(skb)) {
		dma = dma_map_single(txr->dev, skb->data, skb_headlen(skb), DMA_TO_DEVICE);
		if (dma_mapping_error(txr->dev, dma))
			return -ENOMEM;
		*ntu = e1k_tx_put_piece(txr, dma, skb_headlen(skb), E1K_TX_MAP_SINGLE,
					olinfo, *ntu);
	}
	return e1k_tx_put_frags(txr, skb, olinfo, ntu);
}

static int e1k_tx_put_mapped(struct e1k_tx_ring *txr, struct sk_buff *skb)
{
	struct e1k_txd_ctx ctx = txr->ctx;
	u16 ntu = txr->ntu, last, i;
	u32 olinfo = e1k_tx_offload(txr, skb, &ntu);
	int err;

	err = e1k_tx_put_pieces(txr, skb, olinfo, &ntu);
	if (err)
		goto unmap;
	last = (ntu - 1) & txr->mask;
	txr->desc[last].cmd |= cpu_to_le32(E1K_TXD_CMD_EOP);
	txr->buf[last].skb = skb;
	txr->ntu = ntu;
	return 0;

unmap:
	for (i = txr->ntu; i != ntu; i = (i + 1) & txr->mask)
		e1k_tx_unmap(txr->dev, &txr->buf[i]);
	txr->ctx = ctx;
	return err;
}

/* A context has eight bits for each offset. */
static bool e1k_tx_checksum_is_far(const struct sk_buff *skb)
{
	return skb->ip_summed == CHECKSUM_PARTIAL &&
	       skb_checksum_start_offset(skb) + skb->csum_offset > U8_MAX;
}

netdev_tx_t e1k_tx_xmit(struct sk_buff *skb, struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_tx_ring *txr = &net->vec[skb_get_queue_mapping(skb)]->tx;
	unsigned int len;

	/* frees the skb on failure */
	if (unlikely(skb_put_padto(skb, E1K_TX_LEN_MIN)))
		return e1k_tx_drop(txr, NULL);
	len = skb->len;
	if (unlikely(e1k_tx_room(txr) < E1K_TX_NEED))
		return e1k_tx_busy(txr);

	if (unlikely(e1k_tx_checksum_is_far(skb)) && skb_checksum_help(skb))
		return e1k_tx_drop(txr, skb);
	if (len <= txr->copybreak && !skb_is_nonlinear(skb))
		e1k_tx_put_slot(txr, skb);
	else if (e1k_tx_put_mapped(txr, skb))
		return e1k_tx_drop(txr, skb);

	skb_tx_timestamp(skb);
	netif_txq_maybe_stop(txr->nq, e1k_tx_room(txr), E1K_TX_NEED, E1K_TX_WAKE);
	if (__netdev_tx_sent_queue(txr->nq, len, netdev_xmit_more()))
		e1k_tx_doorbell(txr);
	return NETDEV_TX_OK;
}

/* Free the descriptors from ntc to last; returns the next one to clean. */
static __always_inline u16 e1k_tx_free_batch(struct e1k_tx_ring *txr, u16 ntc, u16 last,
					     int budget, unsigned int *packets,
					     unsigned int *bytes)
{
	u16 end = (last + 1) & txr->mask;

	do {
		struct e1k_tx_buf *buf = &txr->buf[ntc];

		if (buf->map)
			e1k_tx_unmap(txr->dev, buf);
		if (buf->skb) {
			*bytes += buf->skb->len;
			*packets += 1;
			napi_consume_skb(buf->skb, budget);
			buf->skb = NULL;
		}
		ntc = (ntc + 1) & txr->mask;
	} while (ntc != end);
	return ntc;
}

static bool e1k_tx_is_down(const struct e1k_tx_ring *txr)
{
	const struct e1k_net *net = netdev_priv(txr->nq->dev);

	return test_bit(E1K_DOWN, &net->state);
}

bool e1k_tx_clean(struct e1k_tx_ring *txr, int budget)
{
	/* pairs with the release in e1k_tx_doorbell() */
	u16 end = smp_load_acquire(&txr->published);
	unsigned int packets = 0, bytes = 0;
	u16 ntc = txr->ntc;

	while (ntc != end && packets < E1K_TX_CLEAN_LIMIT) {
		u16 last = txr->buf[ntc].watch;

		if (!e1k_txd_done(&txr->desc[last]))
			break;
		ntc = e1k_tx_free_batch(txr, ntc, last, budget, &packets, &bytes);
	}
	if (ntc == txr->ntc)
		return true;

	/* the xmit path may reuse the buffers from here on */
	smp_store_release(&txr->ntc, ntc);
	u64_stats_update_begin(&txr->stats.syncp);
	u64_stats_add(&txr->stats.packets, packets);
	u64_stats_add(&txr->stats.bytes, bytes);
	u64_stats_update_end(&txr->stats.syncp);
	__netif_txq_completed_wake(txr->nq, packets, bytes, e1k_tx_room(txr), E1K_TX_WAKE,
				   e1k_tx_is_down(txr));
	return packets < E1K_TX_CLEAN_LIMIT;
}

void e1k_tx_assign(struct e1k_tx_ring *txr)
{
	txr->desc = txr->mem.desc.cpu;
	txr->buf = txr->mem.buf;
	txr->slots = txr->mem.slots.cpu;
	txr->slots_dma = txr->mem.slots.dma;
	txr->mask = txr->mem.count - 1;
}

void e1k_tx_reset(struct e1k_tx_ring *txr)
{
	u16 i;

	for (i = txr->ntc; i != txr->ntu; i = (i + 1) & txr->mask) {
		e1k_tx_unmap(txr->dev, &txr->buf[i]);
		dev_kfree_skb_any(txr->buf[i].skb);
		txr->buf[i].skb = NULL;
	}
	txr->ntc = 0;
	txr->ntu = 0;
	txr->batch = 0;
	txr->published = 0;
	txr->watch_head = 0;
	txr->watch_since = jiffies;
	/* no context the device could hold: its checksum would start past its end */
	txr->ctx.offsets = ~0ULL;
	netdev_tx_reset_queue(txr->nq);
}
