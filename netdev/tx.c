// SPDX-License-Identifier: GPL-2.0-only
#include "tx.h"

#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/skbuff.h>

#include "../os_linux/compat.h"
#include "net.h"
#include "offload.h"
#include "xdptx.h"
#include "xsktx.h"

/* Packets freed in one poll before others get their turn. */
#define E1K_TX_CLEAN_LIMIT 256

static __always_inline void e1k_tx_unmap(struct device *dev, struct e1k_tx_buf *buf)
{
	if (buf->map == E1K_TX_MAP_SINGLE)
		dma_unmap_single(dev, buf->dma, buf->len, DMA_TO_DEVICE);
	else if (buf->map == E1K_TX_MAP_PAGE)
		dma_unmap_page(dev, buf->dma, buf->len, DMA_TO_DEVICE);
	buf->map = E1K_TX_MAP_NONE;
}

static netdev_tx_t e1k_tx_drop(struct e1k_tx_ring *txr, struct sk_buff *skb)
{
	dev_kfree_skb_any(skb);
	u64_stats_update_begin(&txr->xmit.syncp);
	u64_stats_inc(&txr->xmit.dropped);
	u64_stats_update_end(&txr->xmit.syncp);
	e1k_tx_flush(txr);
	return NETDEV_TX_OK;
}

/*
 * The queue was woken for something else than room, or is one that is not in use:
 * a packet pktgen sends again and again keeps its queue. Room may have come meanwhile.
 */
static netdev_tx_t e1k_tx_no_room(struct e1k_tx_ring *txr, struct sk_buff *skb)
{
	if (e1k_tx_is_down(txr))
		return e1k_tx_drop(txr, skb);
	netif_txq_try_stop(txr->nq, e1k_tx_room(txr), E1K_TX_WAKE);
	u64_stats_update_begin(&txr->xmit.syncp);
	u64_stats_inc(&txr->xmit.busy);
	u64_stats_update_end(&txr->xmit.syncp);
	e1k_tx_flush(txr);
	return NETDEV_TX_BUSY;
}

static __always_inline void e1k_tx_put_slot(struct e1k_tx_ring *txr, struct sk_buff *skb,
					    const struct e1k_txd_offload *off,
					    const enum e1k_txd_format format)
{
	u32 slot = 0;
	u16 ntu = txr->ntu;
	unsigned int offset;

	if (e1k_txd_uses_ctx(off, format))
		slot = e1k_tx_put_context(txr, off, &ntu, format);
	offset = ntu * E1K_TX_SLOT;
	e1k_tx_copy(txr->slots + offset, skb->data, off->len);
	e1k_txd_write_data(&txr->desc[ntu], txr->slots_dma + offset, off->len,
			   e1k_txd_cmd(off, format) | E1K_TXD_CMD_EOP,
			   e1k_txd_olinfo(off, slot, format), format);
	txr->buf[ntu].skb = skb;
	WRITE_ONCE(txr->ntu, (ntu + 1) & txr->mask);
}

static __always_inline int e1k_tx_put_head(struct e1k_tx_put *put, const struct sk_buff *skb,
					   const enum e1k_txd_format format)
{
	struct device *dev = put->txr->dev;
	dma_addr_t dma;

	if (!skb_headlen(skb))
		return 0;
	dma = dma_map_single(dev, skb->data, skb_headlen(skb), DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	e1k_tx_put_piece(put, dma, skb_headlen(skb), E1K_TX_MAP_SINGLE, format);
	return 0;
}

static __always_inline int e1k_tx_put_frags(struct e1k_tx_put *put, const struct sk_buff *skb,
					    const enum e1k_txd_format format)
{
	struct device *dev = put->txr->dev;
	unsigned int i;

	for (i = 0; i < skb_shinfo(skb)->nr_frags; i++) {
		const skb_frag_t *frag = &skb_shinfo(skb)->frags[i];
		dma_addr_t dma;

		if (!skb_frag_size(frag))
			continue;
		dma = skb_frag_dma_map(dev, frag, 0, skb_frag_size(frag), DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		e1k_tx_put_piece(put, dma, skb_frag_size(frag), E1K_TX_MAP_PAGE, format);
	}
	return 0;
}

static void e1k_tx_forget_contexts(struct e1k_tx_ring *txr)
{
	unsigned int i;

	/* offsets no packet has: checksummed beyond its end */
	for (i = 0; i < E1K_TX_CTX_MAX; i++)
		txr->ctx[i].offsets = ~0ULL;
}

void e1k_tx_unput(struct e1k_tx_ring *txr, u16 ntu)
{
	u16 i;

	for (i = txr->ntu; i != ntu; i = (i + 1) & txr->mask)
		e1k_tx_unmap(txr->dev, &txr->buf[i]);
	e1k_tx_forget_contexts(txr);
}

/* They have the headers once each. */
static void e1k_tx_count_segments(struct e1k_tx_ring *txr, const struct sk_buff *skb)
{
	unsigned int segs = skb_shinfo(skb)->gso_segs;

	u64_stats_update_begin(&txr->xmit.syncp);
	u64_stats_inc(&txr->xmit.gso_packets);
	u64_stats_add(&txr->xmit.gso_bytes, skb->len);
	u64_stats_add(&txr->xmit.gso_segs, segs);
	u64_stats_add(&txr->xmit.gso_seg_bytes,
		      skb->len + (segs - 1) * skb_tcp_all_headers(skb));
	u64_stats_update_end(&txr->xmit.syncp);
}

static __always_inline int e1k_tx_put_mapped(struct e1k_tx_ring *txr, struct sk_buff *skb,
					     const struct e1k_txd_offload *off,
					     const enum e1k_txd_format format)
{
	struct e1k_tx_put put;
	u16 last;
	int err;

	e1k_tx_begin(txr, &put, off, format);
	err = e1k_tx_put_head(&put, skb, format);
	if (!err)
		err = e1k_tx_put_frags(&put, skb, format);
	if (err)
		goto unmap;
	e1k_tx_put_sentinel(&put, off->flags & E1K_TXO_TSO);
	last = (put.ntu - 1) & txr->mask;
	txr->desc[last].cmd |= cpu_to_le32(E1K_TXD_CMD_EOP);
	txr->buf[last].skb = skb;
	WRITE_ONCE(txr->ntu, put.ntu);
	if (off->flags & E1K_TXO_TSO)
		e1k_tx_count_segments(txr, skb);
	return 0;

unmap:
	e1k_tx_unput(txr, put.ntu);
	return err;
}

/* Plain frames are told apart early: for them all but two words are constant. */
static __always_inline int e1k_tx_put_packet(struct e1k_tx_ring *txr, struct sk_buff *skb,
					     const enum e1k_txd_format format)
{
	const struct e1k_txd_offload plain = { .len = skb->len };
	bool fits = skb->len <= READ_ONCE(txr->copybreak) && !skb_is_nonlinear(skb);
	bool wanted = e1k_offload_wanted(skb);
	struct e1k_txd_offload off = plain;

	if (fits && !wanted) {
		e1k_tx_put_slot(txr, skb, &plain, format);
		return 0;
	}
	if ((wanted || skb_is_gso(skb)) && unlikely(e1k_offload_build(skb, &off)))
		return -ENOMEM;
	if (!fits)
		return e1k_tx_put_mapped(txr, skb, &off, format);
	e1k_tx_put_slot(txr, skb, &off, format);
	return 0;
}

static __always_inline netdev_tx_t e1k_tx_xmit(struct sk_buff *skb, struct net_device *netdev,
					       const enum e1k_txd_format format)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_tx_ring *txr = &net->vec[skb_get_queue_mapping(skb)]->tx;
	unsigned int len;

	/* frees the skb on failure */
	if (unlikely(skb_put_padto(skb, E1K_TX_LEN_MIN)))
		return e1k_tx_drop(txr, NULL);
	len = skb->len;
	if (unlikely(e1k_tx_room(txr) < E1K_TX_NEED))
		return e1k_tx_no_room(txr, skb);
	if (unlikely(e1k_tx_put_packet(txr, skb, format)))
		return e1k_tx_drop(txr, skb);

	skb_tx_timestamp(skb);
	netif_txq_maybe_stop(txr->nq, e1k_tx_room(txr), E1K_TX_NEED, E1K_TX_WAKE);
	if (__netdev_tx_sent_queue(txr->nq, len, netdev_xmit_more()))
		e1k_tx_doorbell(txr);
	return NETDEV_TX_OK;
}

netdev_tx_t e1k_tx_xmit_data(struct sk_buff *skb, struct net_device *netdev)
{
	return e1k_tx_xmit(skb, netdev, E1K_TXD_CONTEXT_DATA);
}

netdev_tx_t e1k_tx_xmit_advanced(struct sk_buff *skb, struct net_device *netdev)
{
	return e1k_tx_xmit(skb, netdev, E1K_TXD_ADVANCED);
}

/* Not an skb: an XDP frame's. */
static noinline void e1k_tx_release_other(struct e1k_tx_ring *txr, struct e1k_tx_buf *buf,
					  bool napi)
{
	e1k_xdptx_release(txr, buf, napi);
	buf->kind = E1K_TX_SKB;
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
			if (likely(buf->kind == E1K_TX_SKB)) {
				*bytes += buf->skb->len;
				*packets += 1;
				napi_consume_skb(buf->skb, budget);
			} else {
				e1k_tx_release_other(txr, buf, budget);
			}
			buf->skb = NULL;
		}
		ntc = (ntc + 1) & txr->mask;
	} while (ntc != end);
	return ntc;
}

/* Netpoll may run with interrupts off, where frames and pages of XDP cannot be freed. */
static noinline bool e1k_tx_is_stack_only(const struct e1k_tx_ring *txr, u16 ntc, u16 last)
{
	u16 end = (last + 1) & txr->mask;

	for (; ntc != end; ntc = (ntc + 1) & txr->mask)
		if (txr->buf[ntc].skb && txr->buf[ntc].kind != E1K_TX_SKB)
			return false;
	return true;
}

bool e1k_tx_clean(struct e1k_tx_ring *txr, int budget)
{
	/* pairs with the release in e1k_tx_doorbell() */
	u16 end = smp_load_acquire(&txr->published);
	unsigned int packets = 0, bytes = 0, done;
	u16 ntc = txr->ntc;

	while (ntc != end && packets < E1K_TX_CLEAN_LIMIT) {
		u16 last = txr->buf[ntc].watch;

		if (!e1k_txd_done(&txr->desc[last]))
			break;
		if (unlikely(!budget) && !e1k_tx_is_stack_only(txr, ntc, last))
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
	/* a variable: the core's macro uses it in && without parentheses */
	done = packets ?: 1;
	if (unlikely(!packets)) {
		/* without skbs the core orders nothing, yet there may be room now */
		smp_mb();
	}
	__netif_txq_completed_wake(txr->nq, done, bytes, e1k_tx_room(txr), E1K_TX_WAKE,
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
	txr->xsk = (struct e1k_tx_xsk){};
}

static void e1k_tx_drop_owner(struct e1k_tx_ring *txr, struct e1k_tx_buf *buf)
{
	if (buf->kind == E1K_TX_SKB)
		dev_kfree_skb_any(buf->skb);
	else if (buf->skb)
		e1k_tx_release_other(txr, buf, false);
	buf->skb = NULL;
}

void e1k_tx_reset(struct e1k_tx_ring *txr)
{
	struct e1k_vector *vec = container_of(txr, struct e1k_vector, tx);
	u16 i;

	for (i = txr->ntc; i != txr->ntu; i = (i + 1) & txr->mask) {
		e1k_tx_unmap(txr->dev, &txr->buf[i]);
		e1k_tx_drop_owner(txr, &txr->buf[i]);
	}
	if (vec->rx.xsk)
		e1k_xsktx_done(vec);
	txr->ntc = 0;
	txr->ntu = 0;
	txr->batch = 0;
	txr->after_tso = false;
	txr->published = 0;
	/* that is no progress: what was done about the queue is not forgotten */
	txr->watch.head = 0;
	txr->watch.ntc = 0;
	txr->watch.busy = false;
	e1k_tx_forget_contexts(txr);
	netdev_tx_reset_queue(txr->nq);
}
