// SPDX-License-Identifier: GPL-2.0-only
#include "rx.h"

#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/skbuff.h>

#include "../os_linux/compat.h"

/**
 * struct e1k_rx_count - counters of one poll
 * @packets: frames passed up
 * @bytes: their bytes
 * @bad_length: impossible lengths
 * @bad_frame: damaged frames
 * @alloc_fail: failed allocations
 * @csum_bad: wrong checksums
 */
struct e1k_rx_count {
	unsigned int packets;
	unsigned int bytes;
	unsigned int bad_length;
	unsigned int bad_frame;
	unsigned int alloc_fail;
	unsigned int csum_bad;
};

static unsigned int e1k_rx_owned(const struct e1k_rx_ring *rxr, u16 ntc)
{
	return (rxr->ntu - ntc) & rxr->mask;
}

static void *e1k_rx_data(const struct e1k_rx_buf *buf)
{
	return page_address(buf->page) + E1K_RX_HEADROOM;
}

/* Copies a little more than the frame, as e1k_tx_copy() does: buffers are longer. */
static struct sk_buff *e1k_rx_copy(struct napi_struct *napi, const void *data,
				   unsigned int len)
{
	struct sk_buff *skb = napi_alloc_skb(napi, E1K_RX_COPYBREAK_MAX);
	unsigned int i;
	void *to;

	if (unlikely(!skb))
		return NULL;
	to = __skb_put(skb, len);
	for (i = 0; i < len; i += 16)
		__builtin_memcpy(to + i, data + i, 16);
	return skb;
}

/* The page goes up with the skb; its slot stays empty until the next refill. */
static struct sk_buff *e1k_rx_build(struct e1k_rx_buf *buf, unsigned int len)
{
	struct sk_buff *skb = napi_build_skb(page_address(buf->page), E1K_RX_TRUESIZE);

	if (unlikely(!skb))
		return NULL;
	skb_mark_for_recycle(skb);
	skb_reserve(skb, E1K_RX_HEADROOM);
	__skb_put(skb, len);
	buf->page = NULL;
	return skb;
}

static struct sk_buff *e1k_rx_first(struct e1k_rx_ring *rxr, struct napi_struct *napi,
				    struct e1k_rx_buf *buf, unsigned int len, bool eop)
{
	if (eop && len <= rxr->copybreak)
		return e1k_rx_copy(napi, e1k_rx_data(buf), len);
	return e1k_rx_build(buf, len);
}

/* A chain is bounded by the largest frame the chip can receive. */
static bool e1k_rx_add(struct e1k_rx_ring *rxr, struct e1k_rx_buf *buf, unsigned int len)
{
	struct sk_buff *skb = rxr->skb;

	if (unlikely(skb->len + len > rxr->max_frame ||
		     skb_shinfo(skb)->nr_frags == MAX_SKB_FRAGS))
		return false;
	/* legal: the FCS alone spilled into the last buffer */
	if (!len)
		return true;
	skb_add_rx_frag(skb, skb_shinfo(skb)->nr_frags, buf->page, E1K_RX_HEADROOM, len,
			E1K_RX_TRUESIZE);
	buf->page = NULL;
	return true;
}

/* Drop the frame this descriptor belongs to, up to its last descriptor. */
static void e1k_rx_discard(struct e1k_rx_ring *rxr, bool eop)
{
	if (rxr->skb)
		dev_kfree_skb_any(rxr->skb);
	rxr->skb = NULL;
	rxr->discarding = !eop;
}

/*
 * Take one descriptor. Everything the device wrote is checked here. Returns a
 * frame when this descriptor completes one.
 */
static __always_inline struct sk_buff *
e1k_rx_take(struct e1k_rx_ring *rxr, struct napi_struct *napi, struct e1k_rx_buf *buf,
	    u32 status, u32 len, struct e1k_rx_count *count, const enum e1k_rxd_format format)
{
	u32 errors = e1k_rxd_errors(status, format);
	bool eop = status & E1K_RXD_STAT_EOP;
	struct sk_buff *skb;

	if (unlikely(rxr->discarding)) {
		rxr->discarding = !eop;
		return NULL;
	}
	if (unlikely(len > E1K_RX_BUF_LEN || (!len && !rxr->skb))) {
		count->bad_length++;
		goto discard;
	}
	if (unlikely(errors & E1K_RXD_ERR_FRAME) && eop &&
	    !(rxr->netdev->features & NETIF_F_RXALL)) {
		count->bad_frame++;
		goto discard;
	}
	dma_sync_single_range_for_cpu(rxr->dev, buf->dma, E1K_RX_HEADROOM, len,
				      DMA_BIDIRECTIONAL);
	if (unlikely(rxr->skb)) {
		if (!e1k_rx_add(rxr, buf, len)) {
			count->bad_length++;
			goto discard;
		}
	} else {
		rxr->skb = e1k_rx_first(rxr, napi, buf, len, eop);
		if (unlikely(!rxr->skb)) {
			count->alloc_fail++;
			goto discard;
		}
	}
	if (!eop)
		return NULL;
	skb = rxr->skb;
	rxr->skb = NULL;
	return skb;

discard:
	e1k_rx_discard(rxr, eop);
	return NULL;
}

static bool e1k_rx_fill_slot(struct e1k_rx_ring *rxr, u16 i)
{
	struct e1k_rx_buf *buf = &rxr->buf[i];

	if (buf->page) {
		dma_sync_single_range_for_device(rxr->dev, buf->dma, E1K_RX_HEADROOM,
						 E1K_RX_BUF_LEN, DMA_BIDIRECTIONAL);
	} else {
		buf->page = page_pool_alloc_pages(rxr->pool, GFP_ATOMIC | rxr->gfp);
		if (unlikely(!buf->page))
			return false;
		buf->dma = page_pool_get_dma_addr(buf->page);
	}
	e1k_rxd_write(&rxr->desc[i], buf->dma + E1K_RX_HEADROOM);
	return true;
}

/* One slot stays empty: head equal to tail means that the ring is empty. */
static void e1k_rx_refill(struct e1k_rx_ring *rxr, struct e1k_rx_count *count)
{
	unsigned int room = rxr->mask - e1k_rx_owned(rxr, rxr->ntc);
	u16 ntu = rxr->ntu;

	if (room < E1K_RX_BATCH)
		return;
	while (room--) {
		if (unlikely(!e1k_rx_fill_slot(rxr, ntu))) {
			count->alloc_fail++;
			break;
		}
		ntu = (ntu + 1) & rxr->mask;
	}
	if (ntu == rxr->ntu)
		return;
	rxr->ntu = ntu;
	e1k_rx_kick(rxr);
}

static void e1k_rx_publish(struct e1k_rx_ring *rxr, const struct e1k_rx_count *count)
{
	struct e1k_rx_stats *stats = &rxr->stats;

	u64_stats_update_begin(&stats->syncp);
	u64_stats_add(&stats->packets, count->packets);
	u64_stats_add(&stats->bytes, count->bytes);
	if (unlikely(count->bad_length | count->bad_frame | count->alloc_fail |
		     count->csum_bad)) {
		u64_stats_add(&stats->csum_bad, count->csum_bad);
		u64_stats_add(&stats->bad_length, count->bad_length);
		u64_stats_add(&stats->bad_frame, count->bad_frame);
		u64_stats_add(&stats->alloc_fail, count->alloc_fail);
	}
	u64_stats_update_end(&stats->syncp);
}

/* What the device found out about a frame. */
static __always_inline void e1k_rx_offload(struct e1k_rx_ring *rxr, struct sk_buff *skb,
					   const struct e1k_rxd *rxd, u32 status,
					   struct e1k_rx_count *count,
					   const enum e1k_rxd_format format)
{
	netdev_features_t features = rxr->netdev->features;
	u32 type = e1k_rxd_rss_type(rxd, format);

	if (e1k_rxd_csum_ok(status, format)) {
		if (features & NETIF_F_RXCSUM)
			skb->ip_summed = CHECKSUM_UNNECESSARY;
	} else if (unlikely(e1k_rxd_errors(status, format) &
			    (E1K_RXD_ERR_TCPE | E1K_RXD_ERR_IPE))) {
		count->csum_bad++;
	}
	if (type != E1K_RXD_RSS_NONE && features & NETIF_F_RXHASH)
		skb_set_hash(skb, e1k_rxd_rss_hash(rxd),
			     BIT(type) & E1K_RXD_RSS_L4 ? PKT_HASH_TYPE_L4 : PKT_HASH_TYPE_L3);
	skb_record_rx_queue(skb, rxr->index);
	skb->protocol = eth_type_trans(skb, rxr->netdev);
}

static __always_inline int e1k_rx_poll(struct e1k_rx_ring *rxr, struct napi_struct *napi,
				       int budget, const enum e1k_rxd_format format)
{
	unsigned int owned = e1k_rx_owned(rxr, rxr->ntc);
	struct e1k_rx_count count = {};
	u16 ntc = rxr->ntc;
	int work = 0;

	/* a DD outside of what the device owns is stale, or a lie */
	for (; owned && work < budget; owned--) {
		const struct e1k_rxd *rxd = &rxr->desc[ntc];
		u32 status = e1k_rxd_status(rxd, format);
		struct sk_buff *skb;

		if (!(status & E1K_RXD_STAT_DD))
			break;
		/* length and data after DD */
		dma_rmb();
		skb = e1k_rx_take(rxr, napi, &rxr->buf[ntc], status,
				  e1k_rxd_length(rxd, format), &count, format);
		ntc = (ntc + 1) & rxr->mask;
		if (status & E1K_RXD_STAT_EOP)
			work++;
		if (!skb)
			continue;
		count.packets++;
		count.bytes += skb->len;
		e1k_rx_offload(rxr, skb, rxd, status, &count, format);
		napi_gro_receive(napi, skb);
	}
	rxr->ntc = ntc;
	e1k_rx_refill(rxr, &count);
	e1k_rx_publish(rxr, &count);
	return work;
}

int e1k_rx_poll_legacy(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget)
{
	return e1k_rx_poll(rxr, napi, budget, E1K_RXD_LEGACY);
}

int e1k_rx_poll_wb32(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget)
{
	return e1k_rx_poll(rxr, napi, budget, E1K_RXD_WB32);
}

void e1k_rx_assign(struct e1k_rx_ring *rxr)
{
	rxr->desc = rxr->mem.desc.cpu;
	rxr->buf = rxr->mem.buf;
	rxr->pool = rxr->mem.pool;
	rxr->mask = rxr->mem.count - 1;
}

/* Move the pages to the front: slots lose theirs when allocations fail. */
static u16 e1k_rx_compact(struct e1k_rx_ring *rxr)
{
	unsigned int i, n = 0;

	for (i = 0; i <= rxr->mask; i++) {
		if (!rxr->buf[i].page)
			continue;
		swap(rxr->buf[n], rxr->buf[i]);
		n++;
	}
	return min_t(unsigned int, n, rxr->mask);
}

void e1k_rx_reset(struct e1k_rx_ring *rxr)
{
	unsigned int i, n;

	e1k_rx_discard(rxr, true);
	n = e1k_rx_compact(rxr);
	for (i = 0; i < n; i++)
		e1k_rx_fill_slot(rxr, i);
	for (; i <= rxr->mask; i++)
		e1k_rxd_write(&rxr->desc[i], 0);
	rxr->ntc = 0;
	rxr->ntu = n;
}

void e1k_rx_kick(struct e1k_rx_ring *rxr)
{
	e1k_wr_reg(rxr->tail, rxr->ntu);
}
