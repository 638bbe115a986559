/* SPDX-License-Identifier: GPL-2.0-only */
/* Pages for an RX ring; whether it splits headers off is a constant of a poll's. */
#ifndef E1K_REFILL_H
#define E1K_REFILL_H

#include <linux/dma-mapping.h>

#include "../os_linux/compat.h"
#include "rx.h"
#include "split.h"

/**
 * e1k_refill_slot - post the buffer of one slot
 * @rxr: ring
 * @i: slot
 * @split: whether the ring splits headers off
 *
 * Return: false if there was no page and none could be had.
 */
static __always_inline bool e1k_refill_slot(struct e1k_rx_ring *rxr, u16 i, const bool split)
{
	const enum dma_data_direction dir = split ? DMA_FROM_DEVICE : DMA_BIDIRECTIONAL;
	const u32 offset = split ? 0 : E1K_RX_HEADROOM;
	struct e1k_rx_buf *buf = &rxr->buf[i];

	if (buf->page) {
		dma_sync_single_range_for_device(rxr->dev, buf->dma, offset,
						 split ? rxr->mem.buf_len : E1K_RX_BUF_LEN, dir);
	} else {
		buf->page = page_pool_alloc_pages(rxr->pool, GFP_ATOMIC | rxr->gfp);
		if (unlikely(!buf->page))
			return false;
		buf->dma = page_pool_get_dma_addr(buf->page);
	}
	if (split)
		e1k_rxd_write_split(&rxr->desc[i], buf->dma, rxr->hdr_dma + i * E1K_SPLIT_HDR);
	else
		e1k_rxd_write(&rxr->desc[i], buf->dma + E1K_RX_HEADROOM);
	return true;
}

/**
 * e1k_refill_ring - post what slots are empty, if it is worth it
 * @rxr: ring
 * @count: counters of this poll
 * @split: whether the ring splits headers off
 *
 * One slot stays empty: head equal to tail means that the ring is empty.
 */
static __always_inline void e1k_refill_ring(struct e1k_rx_ring *rxr, struct e1k_rx_count *count,
					    const bool split)
{
	unsigned int room = rxr->mask - e1k_rx_owned(rxr);
	u16 ntu = rxr->ntu;

	if (room < E1K_RX_BATCH)
		return;
	while (room--) {
		if (unlikely(!e1k_refill_slot(rxr, ntu, split))) {
			count->alloc_fail++;
			break;
		}
		ntu = (ntu + 1) & rxr->mask;
	}
	if (ntu == rxr->ntu)
		return;
	WRITE_ONCE(rxr->ntu, ntu);
	e1k_rx_kick(rxr);
}

#endif
