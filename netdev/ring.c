// SPDX-License-Identifier: GPL-2.0-only
#include "ring.h"

#include <linux/slab.h>

#include "../os_linux/compat.h"
#include "net.h"
#include "rx.h"
#include "split.h"
#include "tx.h"
#include "xsk.h"

static void e1k_ring_tx_mem_free(struct e1k_net *net, struct e1k_tx_mem *mem)
{
	struct device *dev = &net->pdev->dev;

	kvfree(mem->buf);
	e1k_os_dma_free(dev, &mem->slots);
	e1k_os_dma_free(dev, &mem->desc);
	*mem = (struct e1k_tx_mem){};
}

static int e1k_ring_tx_mem_alloc(struct e1k_net *net, u16 count, struct e1k_tx_mem *mem)
{
	struct device *dev = &net->pdev->dev;
	int err;

	mem->count = count;
	mem->buf = kvcalloc(count, sizeof(*mem->buf), GFP_KERNEL);
	if (!mem->buf)
		return -ENOMEM;
	err = e1k_os_dma_alloc(dev, &mem->desc, count * sizeof(struct e1k_txd));
	if (err)
		goto free;
	err = e1k_os_dma_alloc(dev, &mem->slots, count * E1K_TX_SLOT);
	if (err)
		goto free;
	return 0;

free:
	e1k_ring_tx_mem_free(net, mem);
	return err;
}

void e1k_ring_rx_mem_free(struct e1k_net *net, struct e1k_rx_mem *mem)
{
	unsigned int i;

	/* a socket's buffers have gone back already: e1k_rx_forget() */
	for (i = 0; mem->pool && i < mem->count; i++)
		if (mem->buf[i].page)
			page_pool_put_full_page(mem->pool, mem->buf[i].page, false);
	if (xdp_rxq_info_is_reg(&mem->rxq))
		xdp_rxq_info_unreg(&mem->rxq);
	if (mem->pool)
		e1k_compat_pool_destroy(mem->pool);
	kvfree(mem->buf);
	e1k_os_dma_free(&net->pdev->dev, &mem->hdr);
	e1k_os_dma_free(&net->pdev->dev, &mem->desc);
	*mem = (struct e1k_rx_mem){};
}

static struct page_pool *e1k_ring_pool_create(struct e1k_net *net, unsigned int index,
					      const struct e1k_rx_mem *mem)
{
	/* payload that was split off fills pages, and is only read */
	bool split = mem->hdr.cpu;
	struct page_pool_params pp = {
		.flags = PP_FLAG_DMA_MAP | PP_FLAG_DMA_SYNC_DEV,
		.pool_size = mem->count,
		.nid = dev_to_node(&net->pdev->dev),
		.dev = &net->pdev->dev,
		.dma_dir = split ? DMA_FROM_DEVICE : DMA_BIDIRECTIONAL,
		.offset = split ? 0 : E1K_RX_HEADROOM,
		.max_len = mem->buf_len,
	};

	e1k_compat_pool_netdev(&pp, net->netdev, index);
	return page_pool_create(&pp);
}

/* The ring is filled here, where failing is harmless, not when it starts. */
static int e1k_ring_rx_fill(struct e1k_rx_mem *mem, gfp_t gfp)
{
	unsigned int i;

	for (i = 0; i + 1 < mem->count; i++) {
		struct page *page = page_pool_alloc_pages(mem->pool, GFP_KERNEL | gfp);

		if (!page)
			return -ENOMEM;
		mem->buf[i].page = page;
		mem->buf[i].dma = page_pool_get_dma_addr(page);
	}
	return 0;
}

static int e1k_ring_rxq_register(struct e1k_net *net, unsigned int index,
				 struct e1k_rx_mem *mem)
{
	int err;

	err = __xdp_rxq_info_reg(&mem->rxq, net->netdev, index, 0, E1K_RX_TRUESIZE);
	if (err)
		return err;
	return xdp_rxq_info_reg_mem_model(&mem->rxq, MEM_TYPE_PAGE_POOL, mem->pool);
}

/* Pages of a pool of the ring's own. */
static int e1k_ring_pool_init(struct e1k_net *net, unsigned int index, bool split,
			      struct e1k_rx_mem *mem)
{
	struct page_pool *pool;
	int err = 0;

	mem->buf_len = E1K_RX_BUF_LEN;
	if (split)
		err = e1k_split_mem_init(net, mem);
	if (err)
		return err;
	pool = e1k_ring_pool_create(net, index, mem);
	if (IS_ERR(pool))
		return PTR_ERR(pool);
	mem->pool = pool;
	err = e1k_ring_rxq_register(net, index, mem);
	if (err)
		return err;
	return e1k_ring_rx_fill(mem, net->vec[index]->rx.gfp);
}

int e1k_ring_rx_mem_alloc(struct e1k_net *net, unsigned int index,
			  const struct e1k_ring_cfg *cfg, struct e1k_rx_mem *mem)
{
	u16 count = cfg->rx_count;
	int err;

	mem->count = count;
	mem->buf = kvcalloc(count, sizeof(*mem->buf), GFP_KERNEL);
	if (!mem->buf)
		return -ENOMEM;
	err = e1k_os_dma_alloc(&net->pdev->dev, &mem->desc, count * sizeof(struct e1k_rxd));
	if (err)
		goto free;
	err = net->xsk[index] ? e1k_xsk_mem_init(net, index, mem) :
				e1k_ring_pool_init(net, index, cfg->split, mem);
	if (err)
		goto free;
	return 0;

free:
	e1k_ring_rx_mem_free(net, mem);
	return err;
}

void e1k_ring_set_free(struct e1k_net *net, struct e1k_ring_set *set)
{
	unsigned int i;

	for (i = 0; i < set->cnt; i++) {
		e1k_ring_tx_mem_free(net, &set->tx[i]);
		e1k_ring_rx_mem_free(net, &set->rx[i]);
	}
	kfree(set->tx);
	kfree(set->rx);
	*set = (struct e1k_ring_set){};
}

int e1k_ring_set_alloc(struct e1k_net *net, const struct e1k_ring_cfg *cfg,
		       unsigned int first, unsigned int cnt, struct e1k_ring_set *set)
{
	unsigned int i;
	int err = -ENOMEM;

	*set = (struct e1k_ring_set){ .first = first };
	set->tx = kcalloc(cnt, sizeof(*set->tx), GFP_KERNEL);
	set->rx = kcalloc(cnt, sizeof(*set->rx), GFP_KERNEL);
	if (!set->tx || !set->rx)
		goto free;
	set->cnt = cnt;
	for (i = 0; i < cnt; i++) {
		err = e1k_ring_tx_mem_alloc(net, cfg->tx_count, &set->tx[i]);
		if (err)
			goto free;
		err = e1k_ring_rx_mem_alloc(net, first + i, cfg, &set->rx[i]);
		if (err)
			goto free;
	}
	return 0;

free:
	e1k_ring_set_free(net, set);
	return err;
}

void e1k_ring_rx_swap(struct e1k_vector *vec, struct e1k_rx_mem *mem)
{
	if (vec->rx.mem.pool)
		e1k_compat_pool_disown(vec->rx.mem.pool);
	e1k_rx_forget(&vec->rx);
	swap(vec->rx.mem, *mem);
	if (vec->rx.mem.pool)
		e1k_compat_pool_own(vec->rx.mem.pool, &vec->napi);
	e1k_rx_assign(&vec->rx);
}

void e1k_ring_swap(struct e1k_vector *vec, struct e1k_ring_set *set)
{
	unsigned int i = vec->tx.index - set->first;

	swap(vec->tx.mem, set->tx[i]);
	e1k_tx_assign(&vec->tx);
	e1k_ring_rx_swap(vec, &set->rx[i]);
}

void e1k_ring_free(struct e1k_vector *vec)
{
	if (vec->rx.mem.pool)
		e1k_compat_pool_disown(vec->rx.mem.pool);
	e1k_rx_forget(&vec->rx);
	e1k_ring_tx_mem_free(vec->net, &vec->tx.mem);
	e1k_ring_rx_mem_free(vec->net, &vec->rx.mem);
	/* whoever sends here finds no room */
	vec->tx.mask = 0;
	WRITE_ONCE(vec->rx.xsk, NULL);
}

static void e1k_ring_sum_tx(const struct e1k_tx_ring *txr, struct e1k_ring_sums *sums)
{
	unsigned int start;
	u64 xdp_bytes;

	do {
		start = u64_stats_fetch_begin(&txr->stats.syncp);
		sums->tx_packets = u64_stats_read(&txr->stats.packets);
		sums->tx_bytes = u64_stats_read(&txr->stats.bytes);
	} while (u64_stats_fetch_retry(&txr->stats.syncp, start));
	do {
		start = u64_stats_fetch_begin(&txr->xmit.syncp);
		sums->tx_dropped = u64_stats_read(&txr->xmit.dropped);
		sums->tx_busy = u64_stats_read(&txr->xmit.busy);
		sums->tx_xdp = u64_stats_read(&txr->xmit.xdp_packets);
		xdp_bytes = u64_stats_read(&txr->xmit.xdp_bytes);
		sums->tx_gso_packets = u64_stats_read(&txr->xmit.gso_packets);
		sums->tx_gso_bytes = u64_stats_read(&txr->xmit.gso_bytes);
		sums->tx_gso_segs = u64_stats_read(&txr->xmit.gso_segs);
		sums->tx_gso_seg_bytes = u64_stats_read(&txr->xmit.gso_seg_bytes);
	} while (u64_stats_fetch_retry(&txr->xmit.syncp, start));
	sums->tx_packets += sums->tx_xdp + sums->tx_gso_segs - sums->tx_gso_packets;
	sums->tx_bytes += xdp_bytes + sums->tx_gso_seg_bytes - sums->tx_gso_bytes;
}

static void e1k_ring_sum_rx(const struct e1k_rx_ring *rxr, struct e1k_ring_sums *sums)
{
	unsigned int start;

	do {
		start = u64_stats_fetch_begin(&rxr->stats.syncp);
		sums->rx_packets = u64_stats_read(&rxr->stats.packets);
		sums->rx_bytes = u64_stats_read(&rxr->stats.bytes);
		sums->rx_alloc_fail = u64_stats_read(&rxr->stats.alloc_fail);
		sums->rx_bad_length = u64_stats_read(&rxr->stats.bad_length);
		sums->rx_bad_frame = u64_stats_read(&rxr->stats.bad_frame);
		sums->rx_csum_bad = u64_stats_read(&rxr->stats.csum_bad);
		sums->rx_xdp_drop = u64_stats_read(&rxr->stats.xdp_drop);
		sums->rx_xdp_tx = u64_stats_read(&rxr->stats.xdp_tx);
		sums->rx_xdp_redirect = u64_stats_read(&rxr->stats.xdp_redirect);
		sums->rx_xdp_aborted = u64_stats_read(&rxr->stats.xdp_aborted);
		sums->rx_xdp_long = u64_stats_read(&rxr->stats.xdp_long);
	} while (u64_stats_fetch_retry(&rxr->stats.syncp, start));
}

void e1k_ring_sum(const struct e1k_vector *vec, struct e1k_ring_sums *sums)
{
	e1k_ring_sum_tx(&vec->tx, sums);
	e1k_ring_sum_rx(&vec->rx, sums);
}
