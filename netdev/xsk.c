// SPDX-License-Identifier: GPL-2.0-only
#include "xsk.h"

#include <linux/bpf.h>
#include <linux/dma-mapping.h>
#include <linux/filter.h>
#include <linux/if_vlan.h>

#include "../os_linux/compat.h"
#include "napi.h"
#include "reconf.h"
#include "rx.h"
#include "tx.h"
#include "xdp.h"

/* The core keeps its list of a frame's buffers at the end of the first one. */
static u32 e1k_xsk_room(struct xsk_buff_pool *pool)
{
	u32 room = xsk_pool_get_chunk_size(pool) - xsk_pool_get_headroom(pool);
	u32 list = SKB_DATA_ALIGN(sizeof(struct skb_shared_info));

	if (e1k_compat_xsk_is_sg(pool))
		return room > list ? room - list : 0;
	return room;
}

static u32 e1k_xsk_buf_len(const struct e1k_net *net, struct xsk_buff_pool *pool)
{
	return e1k_queue_buf_len(net->hw.chip, e1k_xsk_room(pool));
}

/* Frames of the MTU must fit: into one buffer, or into several of a socket that takes these. */
static bool e1k_xsk_fits(const struct e1k_net *net, struct xsk_buff_pool *pool, u32 mtu)
{
	u32 len = e1k_xsk_buf_len(net, pool), room = e1k_xsk_room(pool);

	if (len && (e1k_compat_xsk_is_sg(pool) || room >= mtu + VLAN_ETH_HLEN + ETH_FCS_LEN))
		return true;
	netdev_info(net->netdev,
		    "a socket's buffers have room for %u bytes: the device can use %u, the MTU is %u\n",
		    room, len, mtu);
	return false;
}

/*
 * Chunks at any address cross what buffers of some chips must not; and the end of a page,
 * where the device cannot reach pages and each has its own bounce buffer.
 */
static bool e1k_xsk_reaches(const struct e1k_net *net, const struct xsk_buff_pool *pool)
{
	bool able = !pool->unaligned || !(net->hw.chip->errata & E1K_ERRATUM_NO_64K_CROSS);
	u32 i, cnt = pool->unaligned ? pool->dma_pages_cnt : 0;

	for (i = 0; able && i < cnt; i++)
		able = !dma_need_sync(&net->pdev->dev,
				      pool->dma_pages[i] & ~XSK_NEXT_PG_CONTIG_MASK);
	if (!able)
		netdev_info(net->netdev, "the device cannot use a socket's unaligned buffers\n");
	return able;
}

bool e1k_xsk_all_fit(const struct e1k_net *net, u32 mtu)
{
	unsigned int i;

	for (i = 0; i < E1K_VECTOR_MAX; i++)
		if (net->xsk[i] && !e1k_xsk_fits(net, net->xsk[i], mtu))
			return false;
	return true;
}

static int e1k_xsk_enable(struct e1k_net *net, u16 index, struct xsk_buff_pool *pool)
{
	int err;

	if (net->ring_cfg.split) {
		netdev_info(net->netdev, "a socket's own queue wants tcp-data-split to be off\n");
		return -EOPNOTSUPP;
	}
	if (!e1k_xsk_fits(net, pool, net->netdev->mtu))
		return -EOPNOTSUPP;
	err = xsk_pool_dma_map(pool, &net->pdev->dev, 0);
	if (err)
		return err;
	if (!e1k_xsk_reaches(net, pool)) {
		err = -EOPNOTSUPP;
		goto unmap;
	}
	net->xsk[index] = pool;
	err = e1k_reconf_refill(net, index);
	if (!err)
		return 0;
	net->xsk[index] = NULL;
unmap:
	xsk_pool_dma_unmap(pool, 0);
	return err;
}

/* The socket's memory goes away whatever happens here. */
static int e1k_xsk_disable(struct e1k_net *net, u16 index)
{
	struct xsk_buff_pool *pool = net->xsk[index];

	if (!pool)
		return -EINVAL;
	net->xsk[index] = NULL;
	if (e1k_reconf_refill(net, index)) {
		netdev_err(net->netdev, "no memory for buffers in place of a socket's: closing\n");
		e1k_compat_close(net->netdev);
	}
	xsk_pool_dma_unmap(pool, 0);
	return 0;
}

int e1k_xsk_setup(struct e1k_net *net, u16 index, struct xsk_buff_pool *pool)
{
	if (index >= net->vec_cnt)
		return -EINVAL;
	return pool ? e1k_xsk_enable(net, index, pool) : e1k_xsk_disable(net, index);
}

int e1k_xsk_wakeup(struct net_device *netdev, u32 index, u32 flags)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_vector *vec;

	if (index >= netdev->real_num_rx_queues)
		return -EINVAL;
	vec = net->vec[index];
	if (test_bit(E1K_VECTOR_DOWN, &vec->state))
		return -ENETDOWN;
	if (!READ_ONCE(vec->rx.xsk))
		return -EINVAL;
	/* sending and receiving are one poll */
	if (!napi_if_scheduled_mark_missed(&vec->napi))
		e1k_napi_schedule(vec);
	return 0;
}

int e1k_xsk_mem_init(struct e1k_net *net, unsigned int index, struct e1k_rx_mem *mem)
{
	int err;

	mem->xsk = net->xsk[index];
	mem->buf_len = e1k_xsk_buf_len(net, mem->xsk);
	err = __xdp_rxq_info_reg(&mem->rxq, net->netdev, index, net->vec[index]->napi.napi_id,
				 e1k_compat_xsk_frag_step(mem->xsk));
	if (err)
		return err;
	return xdp_rxq_info_reg_mem_model(&mem->rxq, MEM_TYPE_XSK_BUFF_POOL, NULL);
}

static void e1k_xsk_drop_chain(struct e1k_rx_ring *rxr)
{
	if (rxr->xsk_chain)
		xsk_buff_free(rxr->xsk_chain);
	rxr->xsk_chain = NULL;
}

void e1k_xsk_forget(struct e1k_rx_ring *rxr)
{
	unsigned int i;

	e1k_xsk_drop_chain(rxr);
	for (i = 0; i <= rxr->mask; i++) {
		if (rxr->buf[i].xdp)
			xsk_buff_free(rxr->buf[i].xdp);
		rxr->buf[i].xdp = NULL;
	}
}

bool e1k_xsk_fill(struct e1k_rx_ring *rxr)
{
	unsigned int room = rxr->mask - e1k_rx_owned(rxr), i, n;
	struct xdp_buff *xdp[E1K_RX_BATCH];
	u16 ntu = rxr->ntu;

	for (; room; room -= n) {
		n = xsk_buff_alloc_batch(rxr->xsk, xdp, min_t(unsigned int, room, E1K_RX_BATCH));
		if (!n)
			break;
		for (i = 0; i < n; i++) {
			/* of the last frame it was in */
			xdp[i]->flags = 0;
			rxr->buf[ntu].xdp = xdp[i];
			e1k_rxd_write(&rxr->desc[ntu], xsk_buff_xdp_get_dma(xdp[i]));
			ntu = (ntu + 1) & rxr->mask;
		}
	}
	/* the watchdog looks at both indices */
	WRITE_ONCE(rxr->ntu, ntu);
	return !room;
}

/* Returns whether the poll must go on without an interrupt. */
static bool e1k_xsk_refill(struct e1k_rx_ring *rxr)
{
	bool full = !e1k_rx_starves(rxr);
	u16 ntu = rxr->ntu;

	if (!full)
		full = e1k_xsk_fill(rxr);
	if (ntu != rxr->ntu)
		e1k_rx_kick(rxr);
	/* with any buffer left the next frame raises an interrupt */
	if (!xsk_uses_need_wakeup(rxr->xsk))
		return rxr->ntu == rxr->ntc;
	if (full)
		xsk_clear_rx_need_wakeup(rxr->xsk);
	else
		xsk_set_rx_need_wakeup(rxr->xsk);
	return false;
}

/*
 * The socket wants its frames whole: what the device has put into a second buffer, as it
 * knows few sizes, is moved to where the first one has room.
 */
static bool e1k_xsk_append(struct e1k_rx_ring *rxr, struct xdp_buff *xdp, unsigned int len)
{
	struct xdp_buff *chain = rxr->xsk_chain;

	if (chain->data_end - chain->data + len > e1k_xsk_room(rxr->xsk))
		return false;
	memcpy(chain->data_end, xdp->data, len);
	chain->data_end += len;
	xsk_buff_free(xdp);
	return true;
}

/* A frame of several buffers is bounded by the longest the chip can receive. */
static bool e1k_xsk_gather(struct e1k_rx_ring *rxr, struct xdp_buff *xdp, unsigned int len)
{
	struct xdp_buff *chain = rxr->xsk_chain;

	if (!chain) {
		rxr->xsk_chain = xdp;
		return true;
	}
	if (!len) {
		/* legal: the FCS alone spilled into the last buffer */
		xsk_buff_free(xdp);
		return true;
	}
	if (!e1k_compat_xsk_is_sg(rxr->xsk))
		return e1k_xsk_append(rxr, xdp, len);
	return xdp_get_buff_len(chain) + len <= rxr->max_frame &&
	       e1k_compat_xsk_add_frag(chain, xdp);
}

/* The stack gets a copy: the memory is the socket's. The first buffer is left. */
static struct sk_buff *e1k_xsk_copy(struct napi_struct *napi, struct xdp_buff *xdp)
{
	unsigned int meta = xdp->data - xdp->data_meta;
	struct xdp_buff *frag;
	struct sk_buff *skb;

	skb = napi_alloc_skb(napi, meta + xdp_get_buff_len(xdp));
	if (unlikely(!skb))
		return NULL;
	skb_put_data(skb, xdp->data_meta, xdp->data_end - xdp->data_meta);
	while ((frag = e1k_compat_xsk_get_frag(xdp))) {
		skb_put_data(skb, frag->data, frag->data_end - frag->data);
		xsk_buff_free(frag);
	}
	if (meta) {
		__skb_pull(skb, meta);
		skb_metadata_set(skb, meta);
	}
	return skb;
}

static void e1k_xsk_note(struct xdp_buff *xdp, const struct e1k_rxd *rxd, u32 status)
{
#ifdef E1K_COMPAT_XDP_METADATA
	struct e1k_xdp_buff *frame = (struct e1k_xdp_buff *)xdp;

	XSK_CHECK_PRIV_TYPE(struct e1k_xdp_buff);
	frame->rxd = rxd;
	frame->status = status;
#endif
}

/* A whole frame. */
static void e1k_xsk_deliver(struct e1k_rx_ring *rxr, struct napi_struct *napi,
			    struct bpf_prog *prog, struct xdp_buff *xdp,
			    const struct e1k_rxd *rxd, u32 status, struct e1k_rx_count *count)
{
	enum e1k_xdp_result result = E1K_XDP_PASS;
	struct sk_buff *skb = NULL;

	count->packets++;
	count->bytes += xdp_get_buff_len(xdp);
	e1k_xsk_note(xdp, rxd, status);
	if (prog)
		result = e1k_xdp_run_chain(rxr, prog, (struct e1k_xdp_buff *)xdp, &count->xdp);
	if (result == E1K_XDP_GONE)
		return;
	if (result == E1K_XDP_PASS) {
		skb = e1k_xsk_copy(napi, xdp);
		count->alloc_fail += !skb;
	}
	xsk_buff_free(xdp);
	if (skb)
		e1k_rx_pass(rxr, napi, skb, rxd, status);
}

/* One of several descriptors, or one with errors. Returns a whole frame. */
static noinline struct xdp_buff *e1k_xsk_take_odd(struct e1k_rx_ring *rxr, struct xdp_buff *xdp,
						  u32 status, unsigned int len,
						  struct e1k_rx_count *count)
{
	u32 errors = e1k_rxd_errors(status, rxr->format);
	bool eop = status & E1K_RXD_STAT_EOP;

	if (rxr->discarding) {
		rxr->discarding = !eop;
		xsk_buff_free(xdp);
		return NULL;
	}
	if (!e1k_rx_is_sound(rxr, errors, len, rxr->mem.buf_len, !rxr->xsk_chain, eop, count))
		goto discard;
	e1k_compat_xsk_sync_for_cpu(xdp, rxr->xsk);
	if (!e1k_xsk_gather(rxr, xdp, len)) {
		if (e1k_compat_xsk_is_sg(rxr->xsk))
			count->bad_length++;
		else
			count->xdp.too_long++;
		goto discard;
	}
	if (!eop)
		return NULL;
	xdp = rxr->xsk_chain;
	rxr->xsk_chain = NULL;
	return xdp;

discard:
	xsk_buff_free(xdp);
	e1k_xsk_drop_chain(rxr);
	rxr->discarding = !eop;
	return NULL;
}

/* Take one descriptor's buffer. Returns a whole frame. */
static __always_inline struct xdp_buff *e1k_xsk_take(struct e1k_rx_ring *rxr,
						     const struct e1k_rxd *rxd,
						     struct e1k_rx_buf *buf, u32 status,
						     struct e1k_rx_count *count,
						     const enum e1k_rxd_format format)
{
	unsigned int len = e1k_rxd_length(rxd, format);
	struct xdp_buff *xdp = buf->xdp;

	buf->xdp = NULL;
	xsk_buff_set_size(xdp, len);
	if (unlikely(!e1k_rxd_is_plain(status, format) || rxr->discarding || rxr->xsk_chain ||
		     len - ETH_HLEN > rxr->mem.buf_len - ETH_HLEN))
		return e1k_xsk_take_odd(rxr, xdp, status, len, count);
	e1k_compat_xsk_sync_for_cpu(xdp, rxr->xsk);
	return xdp;
}

static __always_inline int e1k_xsk_poll(struct e1k_rx_ring *rxr, struct napi_struct *napi,
					int budget, const enum e1k_rxd_format format)
{
	unsigned int most = e1k_rx_most(rxr, budget);
	struct bpf_prog *prog = rcu_dereference_bh(rxr->prog);
	struct e1k_rx_count count = {};
	u16 ntc = rxr->ntc;
	unsigned int work;

	for (work = 0; work < most; work++) {
		const struct e1k_rxd *rxd = &rxr->desc[ntc];
		struct xdp_buff *xdp;
		u32 status;

		if (!e1k_rx_is_done(rxd, &status, format))
			break;
		xdp = e1k_xsk_take(rxr, rxd, &rxr->buf[ntc], status, &count, format);
		ntc = (ntc + 1) & rxr->mask;
		if (xdp)
			e1k_xsk_deliver(rxr, napi, prog, xdp, rxd, status, &count);
	}
	WRITE_ONCE(rxr->ntc, ntc);
	e1k_xdp_finish(rxr, &count.xdp);
	e1k_rx_publish_all(rxr, &count);
	return e1k_xsk_refill(rxr) ? budget : work;
}

int e1k_xsk_rx_poll(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget)
{
	if (rxr->format == E1K_RXD_LEGACY)
		return e1k_xsk_poll(rxr, napi, budget, E1K_RXD_LEGACY);
	return e1k_xsk_poll(rxr, napi, budget, E1K_RXD_WB32);
}
