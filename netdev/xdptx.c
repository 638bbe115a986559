// SPDX-License-Identifier: GPL-2.0-only
#include "xdptx.h"

#include <linux/dma-mapping.h>
#include <linux/if_ether.h>

#include "../os_linux/compat.h"
#include "net.h"
#include "tx.h"
#include "xdp.h"

/* A piece may start one descriptor and cross one boundary. */
static bool e1k_xdptx_has_room(const struct e1k_tx_ring *txr, unsigned int pieces)
{
	return e1k_tx_room(txr) >= 2 * pieces + E1K_TX_NEED;
}

/* Pages of the vector's own pool are mapped for both directions as long as they live. */
static __always_inline void e1k_xdptx_put_page(struct e1k_tx_put *put, struct page *page,
					       unsigned int offset, u32 len,
					       const enum e1k_txd_format format)
{
	struct e1k_tx_ring *txr = put->txr;
	struct e1k_tx_buf *buf = &txr->buf[put->ntu];
	dma_addr_t dma = page_pool_get_dma_addr(page) + offset;

	dma_sync_single_for_device(txr->dev, dma, len, DMA_BIDIRECTIONAL);
	e1k_tx_put_piece(put, dma, len, E1K_TX_MAP_NONE, format);
	buf->page = page;
	buf->kind = E1K_TX_PAGE;
}

static __always_inline void e1k_xdptx_put_buff(struct e1k_tx_ring *txr, struct xdp_buff *xdp,
					       u32 len, const enum e1k_txd_format format)
{
	struct skb_shared_info *info = xdp_get_shared_info_from_buff(xdp);
	const struct e1k_txd_offload plain = { .len = len };
	struct page *page = virt_to_page(xdp->data);
	struct e1k_tx_put put;
	unsigned int i;

	e1k_tx_begin(txr, &put, &plain, format);
	e1k_xdptx_put_page(&put, page, xdp->data - page_address(page),
			   xdp->data_end - xdp->data, format);
	for (i = 0; xdp_buff_has_frags(xdp) && i < info->nr_frags; i++) {
		skb_frag_t *frag = &info->frags[i];

		e1k_xdptx_put_page(&put, skb_frag_page(frag), skb_frag_off(frag),
				   skb_frag_size(frag), format);
	}
	e1k_xdptx_end(&put);
}

static __always_inline void e1k_xdptx_put_chunk(struct e1k_tx_put *put,
						struct xsk_buff_pool *pool, struct xdp_buff *xdp,
						const enum e1k_txd_format format)
{
	struct e1k_tx_buf *buf = &put->txr->buf[put->ntu];
	dma_addr_t dma = xsk_buff_xdp_get_dma(xdp) - XDP_PACKET_HEADROOM +
			 (xdp->data - xdp->data_hard_start);
	u32 len = xdp->data_end - xdp->data;

	xsk_buff_raw_dma_sync_for_device(pool, dma, len);
	e1k_tx_put_piece(put, dma, len, E1K_TX_MAP_NONE, format);
	buf->xdp = xdp;
	buf->kind = E1K_TX_BUFF;
}

/* The same for buffers of a socket's memory. */
static __always_inline void e1k_xdptx_put_chunks(struct e1k_tx_ring *txr,
						 struct xsk_buff_pool *pool, struct xdp_buff *xdp,
						 u32 len, const enum e1k_txd_format format)
{
	const struct e1k_txd_offload plain = { .len = len };
	struct e1k_tx_put put;
	struct xdp_buff *frag;

	e1k_tx_begin(txr, &put, &plain, format);
	e1k_xdptx_put_chunk(&put, pool, xdp, format);
	while ((frag = e1k_compat_xsk_get_frag(xdp)))
		e1k_xdptx_put_chunk(&put, pool, frag, format);
	/* each is freed by itself: the pool's list will be about another frame by then */
	xdp_buff_clear_frags_flag(xdp);
	e1k_xdptx_end(&put);
}

/* With zeros behind it, up to what the device can send. */
static noinline void e1k_xdptx_put_tiny(struct e1k_tx_ring *txr, const void *data, u32 len)
{
	u8 frame[E1K_TX_SLOT] = {};

	memcpy(frame, data, len);
	e1k_xdptx_put_slot(txr, frame, E1K_TX_LEN_MIN, txr->chip->txd_format);
}

/* Returns false if the frame is one to map: it has several pieces or is longer than that. */
static __always_inline bool e1k_xdptx_put_copy(struct e1k_tx_ring *txr, const void *data, u32 len,
					       unsigned int pieces, u32 copybreak,
					       const enum e1k_txd_format format)
{
	if (pieces > 1)
		return false;
	if (unlikely(len < E1K_TX_LEN_MIN))
		e1k_xdptx_put_tiny(txr, data, len);
	else if (len <= copybreak)
		e1k_xdptx_put_slot(txr, data, len, format);
	else
		return false;
	return true;
}

static __always_inline int e1k_xdptx_send_buff(struct e1k_tx_ring *txr, struct xdp_buff *xdp,
					       const enum e1k_txd_format format)
{
	const struct e1k_vector *vec = container_of(txr, struct e1k_vector, tx);
	struct skb_shared_info *info = xdp_get_shared_info_from_buff(xdp);
	unsigned int pieces = 1 + (xdp_buff_has_frags(xdp) ? info->nr_frags : 0);
	u32 len = xdp_get_buff_len(xdp);
	/* nothing may be read behind the last chunk of a socket's memory */
	u32 copybreak = vec->rx.xsk ? 0 : txr->copybreak;

	if (unlikely(!e1k_xdptx_fits_chip(txr, len)))
		return -EMSGSIZE;
	if (unlikely(!e1k_xdptx_has_room(txr, pieces)))
		return -ENOSPC;
	e1k_xdptx_count(txr, 1, len);
	if (e1k_xdptx_put_copy(txr, xdp->data, len, pieces, copybreak, format))
		return E1K_XDP_KEPT;
	if (vec->rx.xsk)
		e1k_xdptx_put_chunks(txr, vec->rx.xsk, xdp, len, format);
	else
		e1k_xdptx_put_buff(txr, xdp, len, format);
	return E1K_XDP_GONE;
}

int e1k_xdptx_back(struct e1k_tx_ring *txr, struct xdp_buff *xdp)
{
	int result;

	if (!e1k_xdptx_lock(txr))
		return -ENETDOWN;
	if (txr->chip->txd_format == E1K_TXD_ADVANCED)
		result = e1k_xdptx_send_buff(txr, xdp, E1K_TXD_ADVANCED);
	else
		result = e1k_xdptx_send_buff(txr, xdp, E1K_TXD_CONTEXT_DATA);
	__netif_tx_unlock(txr->nq);
	return result;
}

void e1k_xdptx_flush(struct e1k_tx_ring *txr)
{
	if (!e1k_xdptx_lock(txr))
		return;
	e1k_tx_flush(txr);
	__netif_tx_unlock(txr->nq);
}

static __always_inline int e1k_xdptx_map(struct e1k_tx_put *put, struct xdp_frame *xdpf,
					 const enum e1k_txd_format format)
{
	struct skb_shared_info *info = xdp_get_shared_info_from_frame(xdpf);
	struct device *dev = put->txr->dev;
	dma_addr_t dma;
	unsigned int i;

	dma = dma_map_single(dev, xdpf->data, xdpf->len, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	e1k_tx_put_piece(put, dma, xdpf->len, E1K_TX_MAP_SINGLE, format);
	for (i = 0; xdp_frame_has_frags(xdpf) && i < info->nr_frags; i++) {
		const skb_frag_t *frag = &info->frags[i];

		dma = skb_frag_dma_map(dev, frag, 0, skb_frag_size(frag), DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		e1k_tx_put_piece(put, dma, skb_frag_size(frag), E1K_TX_MAP_PAGE, format);
	}
	return 0;
}

static __always_inline int e1k_xdptx_put_frame(struct e1k_tx_ring *txr, struct xdp_frame *xdpf,
					       u32 len, const enum e1k_txd_format format)
{
	const struct e1k_txd_offload plain = { .len = len };
	struct e1k_tx_buf *last;
	struct e1k_tx_put put;
	int err;

	e1k_tx_begin(txr, &put, &plain, format);
	err = e1k_xdptx_map(&put, xdpf, format);
	if (err) {
		e1k_tx_unput(txr, put.ntu);
		return err;
	}
	last = &txr->buf[e1k_xdptx_end(&put)];
	last->xdpf = xdpf;
	last->kind = E1K_TX_FRAME;
	return 0;
}

static __always_inline int e1k_xdptx_send_frame(struct e1k_tx_ring *txr, struct xdp_frame *xdpf,
						u32 len, const enum e1k_txd_format format)
{
	struct skb_shared_info *info = xdp_get_shared_info_from_frame(xdpf);
	unsigned int pieces = 1 + (xdp_frame_has_frags(xdpf) ? info->nr_frags : 0);

	if (unlikely(!e1k_xdptx_fits_chip(txr, len)))
		return -EMSGSIZE;
	if (unlikely(!e1k_xdptx_has_room(txr, pieces)))
		return -ENOSPC;
	if (!e1k_xdptx_put_copy(txr, xdpf->data, len, pieces, txr->copybreak, format))
		return e1k_xdptx_put_frame(txr, xdpf, len, format);
	xdp_return_frame_rx_napi(xdpf);
	return 0;
}

static __always_inline int e1k_xdptx_send_frames(struct e1k_tx_ring *txr, int cnt,
						 struct xdp_frame **frames,
						 const enum e1k_txd_format format)
{
	unsigned int bytes = 0;
	int i;

	for (i = 0; i < cnt; i++) {
		u32 len = xdp_get_frame_len(frames[i]);

		if (e1k_xdptx_send_frame(txr, frames[i], len, format))
			break;
		bytes += len;
	}
	e1k_xdptx_count(txr, i, bytes);
	return i;
}

int e1k_xdptx_xmit(struct net_device *netdev, int cnt, struct xdp_frame **frames, u32 flags)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_tx_ring *txr;
	int sent;

	if (unlikely(flags & ~XDP_XMIT_FLAGS_MASK))
		return -EINVAL;
	if (unlikely(!netif_carrier_ok(netdev)))
		return -ENETDOWN;
	txr = &net->vec[smp_processor_id() % READ_ONCE(netdev->real_num_tx_queues)]->tx;
	if (!e1k_xdptx_lock(txr))
		return -ENETDOWN;
	if (txr->chip->txd_format == E1K_TXD_ADVANCED)
		sent = e1k_xdptx_send_frames(txr, cnt, frames, E1K_TXD_ADVANCED);
	else
		sent = e1k_xdptx_send_frames(txr, cnt, frames, E1K_TXD_CONTEXT_DATA);
	if (flags & XDP_XMIT_FLUSH)
		e1k_tx_flush(txr);
	__netif_tx_unlock(txr->nq);
	return sent;
}

void e1k_xdptx_release(struct e1k_tx_ring *txr, const struct e1k_tx_buf *buf, bool napi)
{
	const struct e1k_vector *vec = container_of(txr, struct e1k_vector, tx);

	if (buf->kind == E1K_TX_PAGE)
		page_pool_put_full_page(vec->rx.pool, buf->page, napi);
	else if (buf->kind == E1K_TX_FRAME)
		xdp_return_frame(buf->xdpf);
	else if (buf->kind == E1K_TX_BUFF)
		xsk_buff_free(buf->xdp);
	else
		txr->xsk.done += buf->len;
}
