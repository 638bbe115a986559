// SPDX-License-Identifier: GPL-2.0-only
#include "split.h"

#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/skbuff.h>

#include "../os_linux/compat.h"
#include "refill.h"
#include "rx.h"

int e1k_split_check(const struct e1k_net *net, struct netlink_ext_ack *extack)
{
	unsigned int i;

	if (!net->hw.chip->psrtype) {
		NL_SET_ERR_MSG(extack, "the chip cannot split headers off");
		return -EOPNOTSUPP;
	}
	if (net->xdp_prog) {
		NL_SET_ERR_MSG(extack, "an XDP program wants headers and data in one place");
		return -EBUSY;
	}
	for (i = 0; i < net->vec_cnt; i++) {
		if (net->xsk[i]) {
			NL_SET_ERR_MSG(extack, "an AF_XDP socket has a queue for itself");
			return -EBUSY;
		}
	}
	return 0;
}

int e1k_split_mem_init(struct e1k_net *net, struct e1k_rx_mem *mem)
{
	mem->buf_len = e1k_queue_buf_len(net->hw.chip, PAGE_SIZE);
	return e1k_os_dma_alloc(&net->pdev->dev, &mem->hdr, mem->count * E1K_SPLIT_HDR);
}

void e1k_split_discard(struct e1k_rx_ring *rxr, bool eop)
{
	kfree_skb(rxr->split);
	rxr->split = NULL;
	rxr->discarding = !eop;
}

/*
 * A frame begins with a header that was split off, or else in the page. Together its
 * buffers hold no more than the longest frame the chip can receive.
 */
static bool e1k_split_is_sound(struct e1k_rx_ring *rxr, unsigned int hdr, unsigned int len,
			       u32 status, struct e1k_rx_count *count)
{
	unsigned int before = rxr->split ? rxr->split->len : hdr;

	if ((hdr && hdr < ETH_HLEN) || before + len > rxr->max_frame) {
		count->bad_length++;
		return false;
	}
	return e1k_rx_is_sound(rxr, e1k_rxd_errors(status, E1K_RXD_WB32), len, rxr->mem.buf_len,
			       !before, status & E1K_RXD_STAT_EOP, count);
}

/* The page goes up with the skb; its slot stays empty until the next refill. */
static void e1k_split_add_page(struct sk_buff *skb, struct e1k_rx_buf *buf, unsigned int offset,
			       unsigned int len)
{
	skb_add_rx_frag(skb, skb_shinfo(skb)->nr_frags, buf->page, offset, len, PAGE_SIZE);
	skb_mark_for_recycle(skb);
	buf->page = NULL;
}

/*
 * Headers are copied: from their buffer, or the beginning of a frame that was not
 * split. So is a short payload: its page is used again.
 */
static bool e1k_split_begin(struct e1k_rx_ring *rxr, struct napi_struct *napi, u16 i,
			    unsigned int hdr, unsigned int len)
{
	unsigned int copied = min_t(unsigned int, len, E1K_SPLIT_HDR);
	struct e1k_rx_buf *buf = &rxr->buf[i];
	struct sk_buff *skb;

	if (hdr && len > READ_ONCE(rxr->copybreak))
		copied = 0;
	skb = napi_alloc_skb(napi, hdr + copied);
	if (unlikely(!skb))
		return false;
	skb_put_data(skb, rxr->hdr + i * E1K_SPLIT_HDR, hdr);
	skb_put_data(skb, page_address(buf->page), copied);
	if (len > copied)
		e1k_split_add_page(skb, buf, copied, len - copied);
	rxr->split = skb;
	return true;
}

/* Another buffer of the same frame. None: the FCS alone spilled into it, which is legal. */
static bool e1k_split_append(struct e1k_rx_ring *rxr, u16 i, unsigned int len)
{
	struct sk_buff *skb = rxr->split;

	if (skb_shinfo(skb)->nr_frags == MAX_SKB_FRAGS)
		return false;
	if (len)
		e1k_split_add_page(skb, &rxr->buf[i], 0, len);
	return true;
}

/* Take the bytes of one descriptor. Returns false if its frame is to be dropped. */
static bool e1k_split_take(struct e1k_rx_ring *rxr, struct napi_struct *napi, u16 i, u32 status,
			   struct e1k_rx_count *count)
{
	const struct e1k_rxd *rxd = &rxr->desc[i];
	unsigned int len = e1k_rxd_length(rxd, E1K_RXD_WB32), hdr;

	/* only a frame's first descriptor says where its header is */
	hdr = rxr->split ? 0 : e1k_rxd_hdr_length(rxd, E1K_SPLIT_HDR);
	if (!e1k_split_is_sound(rxr, hdr, len, status, count))
		return false;
	if (len)
		dma_sync_single_for_cpu(rxr->dev, rxr->buf[i].dma, len, DMA_FROM_DEVICE);
	if (rxr->split) {
		if (e1k_split_append(rxr, i, len))
			return true;
		count->bad_length++;
	} else {
		if (e1k_split_begin(rxr, napi, i, hdr, len))
			return true;
		count->alloc_fail++;
	}
	return false;
}

/* One descriptor. Returns a frame when it is whole. */
static struct sk_buff *e1k_split_next(struct e1k_rx_ring *rxr, struct napi_struct *napi, u16 i,
				      u32 status, struct e1k_rx_count *count)
{
	bool eop = status & E1K_RXD_STAT_EOP;
	struct sk_buff *skb;

	if (rxr->discarding || !e1k_split_take(rxr, napi, i, status, count)) {
		e1k_split_discard(rxr, eop);
		return NULL;
	}
	if (!eop)
		return NULL;
	skb = rxr->split;
	rxr->split = NULL;
	count->packets++;
	count->bytes += skb->len;
	return skb;
}

int e1k_split_poll(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget)
{
	unsigned int most = e1k_rx_most(rxr, budget);
	struct e1k_rx_count count = {};
	u16 ntc = rxr->ntc;
	unsigned int work;

	for (work = 0; work < most; work++) {
		const struct e1k_rxd *rxd = &rxr->desc[ntc];
		struct sk_buff *skb;
		u32 status;

		if (!e1k_rx_is_done(rxd, &status, E1K_RXD_WB32))
			break;
		skb = e1k_split_next(rxr, napi, ntc, status, &count);
		ntc = (ntc + 1) & rxr->mask;
		if (skb)
			e1k_rx_pass(rxr, napi, skb, rxd, status);
	}
	/* the watchdog looks at both indices */
	WRITE_ONCE(rxr->ntc, ntc);
	e1k_refill_ring(rxr, &count, true);
	e1k_rx_publish_all(rxr, &count);
	return work;
}
