// SPDX-License-Identifier: GPL-2.0-only
#include "rx.h"

#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/skbuff.h>

#include "../os_linux/compat.h"
#include "refill.h"
#include "split.h"
#include "xdp.h"
#include "xsk.h"

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

/* The page goes up with the skb. */
static __always_inline struct sk_buff *e1k_rx_build(void *page, unsigned int headroom,
						    unsigned int len)
{
	struct sk_buff *skb = napi_build_skb(page, E1K_RX_TRUESIZE);

	if (unlikely(!skb))
		return NULL;
	skb_mark_for_recycle(skb);
	skb_reserve(skb, headroom);
	/* __skb_put() without its question whether the skb is linear */
	skb->tail += len;
	skb->len = len;
	return skb;
}

/* A frame that a program has seen, or one of several buffers. */
static struct sk_buff *e1k_rx_build_xdp(struct xdp_buff *xdp)
{
	struct skb_shared_info *info = xdp_get_shared_info_from_buff(xdp);
	unsigned int frags = xdp_buff_has_frags(xdp) ? info->nr_frags : 0;
	unsigned int size = frags ? info->xdp_frags_size : 0;
	struct sk_buff *skb;

	skb = e1k_rx_build(xdp->data_hard_start, xdp->data - xdp->data_hard_start,
			   xdp->data_end - xdp->data);
	if (unlikely(!skb))
		return NULL;
	if (xdp->data != xdp->data_meta)
		skb_metadata_set(skb, xdp->data - xdp->data_meta);
	/* building has cleared all but the fragments themselves */
	if (frags)
		e1k_compat_xdp_skb_frags(skb, frags, size, frags * E1K_RX_TRUESIZE, xdp);
	return skb;
}

static __always_inline struct sk_buff *e1k_rx_single(struct e1k_rx_ring *rxr,
						     struct napi_struct *napi,
						     struct e1k_rx_buf *buf, unsigned int len)
{
	struct sk_buff *skb;

	if (len <= READ_ONCE(rxr->copybreak))
		return e1k_rx_copy(napi, e1k_rx_data(buf), len);
	skb = e1k_rx_build(page_address(buf->page), E1K_RX_HEADROOM, len);
	/* its slot stays empty until the next refill */
	if (likely(skb))
		buf->page = NULL;
	return skb;
}

/*
 * Drop the frame this descriptor belongs to, up to its last descriptor; or the one that
 * a stopped ring has begun: xdp_return_buff() may only be called by a poll.
 */
static void e1k_rx_discard(struct e1k_rx_ring *rxr, bool eop)
{
	if (rxr->chain.data)
		xdp_return_frame(xdp_convert_buff_to_frame(&rxr->chain));
	rxr->chain.data = NULL;
	rxr->discarding = !eop;
}

/* Everything the device wrote about a frame that is not plain is checked here. */
bool e1k_rx_is_sound(const struct e1k_rx_ring *rxr, u32 errors, u32 len, u32 max_len,
		     bool first, bool last, struct e1k_rx_count *count)
{
	/* a frame begins with its header, and all of that is in the first buffer */
	if (len > max_len || (len < ETH_HLEN && first)) {
		count->bad_length++;
		return false;
	}
	if (!last)
		return true;
	if (errors & E1K_RXD_ERR_FRAME && !(rxr->netdev->features & NETIF_F_RXALL)) {
		count->bad_frame++;
		return false;
	}
	if (errors & (E1K_RXD_ERR_TCPE | E1K_RXD_ERR_IPE))
		count->csum_bad++;
	return true;
}

/* Returns false if the frame is dropped. */
static bool e1k_rx_check(struct e1k_rx_ring *rxr, u32 errors, u32 len, bool eop,
			 struct e1k_rx_count *count)
{
	if (rxr->discarding) {
		rxr->discarding = !eop;
		return false;
	}
	if (e1k_rx_is_sound(rxr, errors, len, E1K_RX_BUF_LEN, !rxr->chain.data, eop, count))
		return true;
	e1k_rx_discard(rxr, eop);
	return false;
}

/*
 * Take one buffer of several. A chain is bounded by the largest frame the chip
 * can receive. Its pages have left their slots.
 */
static bool e1k_rx_gather(struct e1k_rx_ring *rxr, struct e1k_rx_buf *buf, unsigned int len)
{
	struct xdp_buff *chain = &rxr->chain;

	if (!chain->data) {
		xdp_init_buff(chain, E1K_RX_TRUESIZE, &rxr->rxq);
		xdp_prepare_buff(chain, page_address(buf->page), E1K_RX_HEADROOM, len, true);
	} else if (xdp_get_buff_len(chain) + len > rxr->max_frame) {
		return false;
	} else if (!len) {
		/* legal: the FCS alone spilled into the last buffer */
		return true;
	} else if (!e1k_compat_xdp_add_frag(chain, buf->page, E1K_RX_HEADROOM, len,
					    E1K_RX_TRUESIZE)) {
		return false;
	}
	buf->page = NULL;
	return true;
}

/* One of several descriptors. Returns a frame when it is the last one. */
static struct sk_buff *e1k_rx_several(struct e1k_rx_ring *rxr, struct bpf_prog *prog,
				      const struct e1k_rxd *rxd, u32 status,
				      unsigned int len, struct e1k_rx_count *count)
{
	struct e1k_xdp_buff frame = { .rxd = rxd, .status = status };
	struct e1k_rx_buf *buf = &rxr->buf[rxd - rxr->desc];
	bool eop = status & E1K_RXD_STAT_EOP;
	struct sk_buff *skb = NULL;

	if (!e1k_rx_gather(rxr, buf, len)) {
		count->bad_length++;
		e1k_rx_discard(rxr, eop);
		return NULL;
	}
	if (!eop)
		return NULL;
	frame.xdp = rxr->chain;
	rxr->chain.data = NULL;
	count->packets++;
	count->bytes += xdp_get_buff_len(&frame.xdp);
	switch (prog ? e1k_xdp_run_chain(rxr, prog, &frame, &count->xdp) : E1K_XDP_PASS) {
	case E1K_XDP_GONE:
		return NULL;
	case E1K_XDP_PASS:
		skb = e1k_rx_build_xdp(&frame.xdp);
		count->alloc_fail += !skb;
		break;
	case E1K_XDP_KEPT:
		break;
	}
	if (!skb)
		xdp_return_buff(&frame.xdp);
	return skb;
}

/* One frame in one descriptor, before a program. Returns it if it passes. */
static __always_inline struct sk_buff *
e1k_rx_single_xdp(struct e1k_rx_ring *rxr, struct bpf_prog *prog, const struct e1k_rxd *rxd,
		  struct e1k_rx_buf *buf, u32 status, unsigned int len,
		  struct e1k_rx_count *count)
{
	struct e1k_xdp_buff frame;
	struct sk_buff *skb = NULL;

	frame.rxd = rxd;
	frame.status = status;
	xdp_init_buff(&frame.xdp, E1K_RX_TRUESIZE, &rxr->rxq);
	xdp_prepare_buff(&frame.xdp, page_address(buf->page), E1K_RX_HEADROOM, len, true);
	switch (e1k_xdp_run(rxr, prog, &frame, &count->xdp)) {
	case E1K_XDP_KEPT:
		/* the page is still in its slot, to be posted again */
		return NULL;
	case E1K_XDP_PASS:
		skb = e1k_rx_build_xdp(&frame.xdp);
		if (unlikely(!skb)) {
			count->alloc_fail++;
			return NULL;
		}
		break;
	case E1K_XDP_GONE:
		break;
	}
	buf->page = NULL;
	return skb;
}

/* One frame in one descriptor, found to be sound. Returns it if it passes. */
static __always_inline struct sk_buff *
e1k_rx_whole(struct e1k_rx_ring *rxr, struct napi_struct *napi, struct bpf_prog *prog,
	     const struct e1k_rxd *rxd, struct e1k_rx_buf *buf, u32 status, unsigned int len,
	     struct e1k_rx_count *count)
{
	struct sk_buff *skb;

	count->packets++;
	count->bytes += len;
	if (prog)
		return e1k_rx_single_xdp(rxr, prog, rxd, buf, status, len, count);
	skb = e1k_rx_single(rxr, napi, buf, len);
	if (unlikely(!skb))
		count->alloc_fail++;
	return skb;
}

static void e1k_rx_sync(struct e1k_rx_ring *rxr, const struct e1k_rx_buf *buf, unsigned int len)
{
	dma_sync_single_range_for_cpu(rxr->dev, buf->dma, E1K_RX_HEADROOM, len,
				      DMA_BIDIRECTIONAL);
}

/* One of several descriptors, or one with errors. */
static noinline struct sk_buff *
e1k_rx_take_odd(struct e1k_rx_ring *rxr, struct napi_struct *napi, struct bpf_prog *prog,
		const struct e1k_rxd *rxd, u32 status, unsigned int len,
		struct e1k_rx_count *count)
{
	u32 errors = e1k_rxd_errors(status, rxr->format);
	struct e1k_rx_buf *buf = &rxr->buf[rxd - rxr->desc];
	bool eop = status & E1K_RXD_STAT_EOP;

	if (!e1k_rx_check(rxr, errors, len, eop, count))
		return NULL;
	e1k_rx_sync(rxr, buf, len);
	if (rxr->chain.data || !eop)
		return e1k_rx_several(rxr, prog, rxd, status, len, count);
	return e1k_rx_whole(rxr, napi, prog, rxd, buf, status, len, count);
}

/* Take one descriptor. Returns a frame when there is one to pass up. */
static __always_inline struct sk_buff *
e1k_rx_take(struct e1k_rx_ring *rxr, struct napi_struct *napi, struct bpf_prog *prog,
	    const struct e1k_rxd *rxd, struct e1k_rx_buf *buf, u32 status,
	    struct e1k_rx_count *count, const enum e1k_rxd_format format)
{
	unsigned int len = e1k_rxd_length(rxd, format);

	if (unlikely(!e1k_rxd_is_plain(status, format) || rxr->discarding || rxr->chain.data ||
		     len - ETH_HLEN > E1K_RX_BUF_LEN - ETH_HLEN))
		return e1k_rx_take_odd(rxr, napi, prog, rxd, status, len, count);
	e1k_rx_sync(rxr, buf, len);
	return e1k_rx_whole(rxr, napi, prog, rxd, buf, status, len, count);
}

static void e1k_rx_refill(struct e1k_rx_ring *rxr, struct e1k_rx_count *count)
{
	e1k_refill_ring(rxr, count, false);
}

static __always_inline void e1k_rx_publish(struct e1k_rx_ring *rxr,
					   const struct e1k_rx_count *count, bool xdp)
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
	if (xdp)
		e1k_xdp_publish(stats, &count->xdp);
	u64_stats_update_end(&stats->syncp);
}

/* What the device found out about a frame. */
static __always_inline void e1k_rx_offload(struct e1k_rx_ring *rxr, struct sk_buff *skb,
					   const struct e1k_rxd *rxd, u32 status,
					   const enum e1k_rxd_format format)
{
	netdev_features_t features = rxr->netdev->features;
	u32 type = e1k_rxd_rss_type(rxd, format);

	if (e1k_rxd_csum_ok(status, format) && features & NETIF_F_RXCSUM)
		skb->ip_summed = CHECKSUM_UNNECESSARY;
	if (type != E1K_RXD_RSS_NONE && features & NETIF_F_RXHASH)
		skb_set_hash(skb, e1k_rxd_rss_hash(rxd),
			     BIT(type) & E1K_RXD_RSS_L4 ? PKT_HASH_TYPE_L4 : PKT_HASH_TYPE_L3);
	if (status & E1K_RXD_STAT_VP)
		__vlan_hwaccel_put_tag(skb, htons(ETH_P_8021Q), e1k_rxd_vlan(rxd, format));
	skb_record_rx_queue(skb, rxr->index);
	skb->protocol = eth_type_trans(skb, rxr->netdev);
}

void e1k_rx_publish_all(struct e1k_rx_ring *rxr, const struct e1k_rx_count *count)
{
	e1k_rx_publish(rxr, count, true);
}

void e1k_rx_pass(struct e1k_rx_ring *rxr, struct napi_struct *napi, struct sk_buff *skb,
		 const struct e1k_rxd *rxd, u32 status)
{
	e1k_rx_offload(rxr, skb, rxd, status, rxr->format);
	napi_gro_receive(napi, skb);
}

static __always_inline int e1k_rx_poll(struct e1k_rx_ring *rxr, struct napi_struct *napi,
				       int budget, struct bpf_prog *prog,
				       const enum e1k_rxd_format format)
{
	unsigned int most = e1k_rx_most(rxr, budget);
	struct e1k_rx_count count = {};
	u16 ntc = rxr->ntc;
	unsigned int work;

	for (work = 0; work < most; work++) {
		const struct e1k_rxd *rxd = &rxr->desc[ntc];
		struct sk_buff *skb;
		u32 status;

		if (!e1k_rx_is_done(rxd, &status, format))
			break;
		skb = e1k_rx_take(rxr, napi, prog, rxd, &rxr->buf[ntc], status, &count, format);
		ntc = (ntc + 1) & rxr->mask;
		if (!skb)
			continue;
		e1k_rx_offload(rxr, skb, rxd, status, format);
		napi_gro_receive(napi, skb);
	}
	/* the watchdog looks at both indices */
	WRITE_ONCE(rxr->ntc, ntc);
	if (prog)
		e1k_xdp_finish(rxr, &count.xdp);
	e1k_rx_refill(rxr, &count);
	e1k_rx_publish(rxr, &count, prog);
	return work;
}

/* Two instances of the body: without a program nothing is asked per frame. */
static __always_inline int e1k_rx_poll_any(struct e1k_rx_ring *rxr, struct napi_struct *napi,
					   int budget, const enum e1k_rxd_format format)
{
	struct bpf_prog *prog = rcu_dereference_bh(rxr->prog);

	if (prog)
		return e1k_rx_poll(rxr, napi, budget, prog, format);
	return e1k_rx_poll(rxr, napi, budget, NULL, format);
}

int e1k_rx_poll_legacy(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget)
{
	return e1k_rx_poll_any(rxr, napi, budget, E1K_RXD_LEGACY);
}

int e1k_rx_poll_wb32(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget)
{
	return e1k_rx_poll_any(rxr, napi, budget, E1K_RXD_WB32);
}

void e1k_rx_forget(struct e1k_rx_ring *rxr)
{
	/* pages come back in softirq context, NAPI's */
	local_bh_disable();
	e1k_rx_discard(rxr, true);
	e1k_split_discard(rxr, true);
	if (rxr->xsk)
		e1k_xsk_forget(rxr);
	local_bh_enable();
}

void e1k_rx_assign(struct e1k_rx_ring *rxr)
{
	rxr->desc = rxr->mem.desc.cpu;
	rxr->buf = rxr->mem.buf;
	rxr->pool = rxr->mem.pool;
	rxr->hdr = rxr->mem.hdr.cpu;
	rxr->hdr_dma = rxr->mem.hdr.dma;
	rxr->rxq = rxr->mem.rxq;
	rxr->mask = rxr->mem.count - 1;
	WRITE_ONCE(rxr->xsk, rxr->mem.xsk);
	if (rxr->xsk)
		xsk_pool_set_rxq_info(rxr->xsk, &rxr->rxq);
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

	e1k_rx_forget(rxr);
	for (i = 0; i <= rxr->mask; i++)
		e1k_rxd_write(&rxr->desc[i], 0);
	n = rxr->xsk ? 0 : e1k_rx_compact(rxr);
	for (i = 0; i < n; i++)
		e1k_refill_slot(rxr, i, rxr->hdr);
	rxr->ntc = 0;
	rxr->ntu = n;
	/* that is no progress, either: see e1k_tx_reset() */
	rxr->watch.head = 0;
	rxr->watch.ntc = 0;
	rxr->watch.busy = false;
	if (rxr->xsk)
		e1k_xsk_fill(rxr);
}

void e1k_rx_kick(struct e1k_rx_ring *rxr)
{
	e1k_wr_reg(rxr->tail, rxr->ntu);
}
