// SPDX-License-Identifier: GPL-2.0-only
/*
 * Queues that do not start, do not stop, or are somewhere else.
 * covers: hal/queue.c hal/queue.h hal/chip.c
 */
#include "device.h"

#include "../../hal/irq.h"
#include "../../hal/queue.h"

static void fuzz_queue_setup(struct e1k_hw *hw, struct e1k_world *w)
{
	u32 first = e1k_chip_txd_first_len(hw);
	u8 vectors = fuzz_u8(w) % 11;

	FUZZ_ASSERT(e1k_chip_find(hw->chip->device_id) == hw->chip);
	FUZZ_ASSERT(e1k_chip_dma_bits(hw) >= 32 && e1k_chip_dma_bits(hw) <= 64);
	FUZZ_ASSERT(first && first <= hw->chip->txd_max_len);
	if (vectors > 1)
		e1k_irq_setup(hw, E1K_IRQ_MSIX, vectors);
}

static struct e1k_queue_mem fuzz_queue_mem(struct e1k_world *w)
{
	u8 shape = fuzz_u8(w);
	struct e1k_queue_mem mem = {
		.buf_len = shape & 128 ? fuzz_u16(w) : 0,
		.hdr_len = shape & 64 ? fuzz_u16(w) % 32 * 32 : 0,
		.dma = shape & 1 ? fuzz_u64(w) : (u64)fuzz_u32(w) * E1K_RING_ALIGN,
		.count = shape & 2 ? fuzz_u16(w) : E1K_RING_MIN << (shape >> 2) % 8,
	};

	return mem;
}

/* A ring that was taken is one the chip can use, and the one it was told of. */
static void fuzz_queue_check(struct e1k_hw *hw, struct e1k_world *w, u32 base,
			     const struct e1k_queue_mem *mem)
{
	FUZZ_ASSERT(!(mem->dma % E1K_RING_ALIGN));
	FUZZ_ASSERT(mem->count >= E1K_RING_MIN && mem->count <= hw->chip->ring_max);
	FUZZ_ASSERT(!(mem->count & (mem->count - 1)));
	FUZZ_ASSERT(w->reg[(base + E1K_Q_LEN) / 4] == mem->count * 16U);
	FUZZ_ASSERT(w->reg[(base + E1K_Q_BAL) / 4] == (u32)mem->dma);
	FUZZ_ASSERT(w->reg[(base + E1K_Q_BAH) / 4] == mem->dma >> 32);
}

static void fuzz_queue_start(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 rx = fuzz_u8(w) & 1, index = fuzz_u8(w) % 20;
	struct e1k_queue_mem mem = fuzz_queue_mem(w);
	u32 base = (rx ? hw->chip->rxq_base : hw->chip->txq_base) + index * hw->chip->queue_stride;
	int err = rx ? e1k_queue_rx_start(hw, index, &mem) : e1k_queue_tx_start(hw, index, &mem);

	if (err)
		return;
	FUZZ_ASSERT(!rx || !mem.buf_len ||
		    e1k_queue_buf_len(hw->chip, mem.buf_len) == mem.buf_len);
	FUZZ_ASSERT(!rx || !mem.hdr_len || (hw->chip->psrtype && mem.hdr_len <= 960));
	FUZZ_ASSERT(index < (rx ? hw->chip->rx_queues : hw->chip->tx_queues));
	fuzz_queue_check(hw, w, base, &mem);
	e1k_wr_reg(rx ? e1k_queue_rx_tail(hw, index) : e1k_queue_tx_tail(hw, index), fuzz_u16(w));
}

static void fuzz_queue_stop(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 index = fuzz_u8(w) % hw->chip->rx_queues;

	e1k_queue_tx_head(hw, index);
	e1k_queue_rx_head(hw, index);
	e1k_queue_rx_stop(hw, index);
	e1k_queue_tx_stop(hw, index);
	e1k_queue_stop_all(hw);
}

/* Pieces of a buffer: they are not too long, cross nothing and come to an end. */
static void fuzz_queue_split(struct e1k_hw *hw, struct e1k_world *w)
{
	u32 left = fuzz_u32(w) % 0x11000, piece;
	u64 addr = fuzz_u64(w) >> 8;

	while (left) {
		piece = e1k_queue_tx_split(hw->chip, addr, left);
		FUZZ_ASSERT(piece && piece <= left && piece <= hw->chip->txd_max_len);
		FUZZ_ASSERT(!hw->chip->tx_boundary || addr / hw->chip->tx_boundary ==
			    (addr + piece - 1) / hw->chip->tx_boundary);
		addr += piece;
		left -= piece;
	}
}

const fuzz_op fuzz_ops[] = {
	fuzz_queue_setup,
	fuzz_queue_start,
	fuzz_queue_stop,
	fuzz_queue_split,
};

const u32 fuzz_ops_cnt = ARRAY_SIZE(fuzz_ops);
