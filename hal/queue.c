// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "queue.h"

#include "chip.h"

/*
 * Fetch when fewer than 32 descriptors are left on the chip and 8 are waiting;
 * write back at once (8254x manual 13.4.46). HTHRESH may not be 0 with PTHRESH.
 */
#define E1K_QUEUE_DCTL (E1K_DCTL_GRAN | FIELD_PREP(E1K_DCTL_PTHRESH, 32) | \
			FIELD_PREP(E1K_DCTL_HTHRESH, 8))

static bool e1k_queue_ring_fits(struct e1k_hw *hw, const struct e1k_queue_mem *mem)
{
	u64 last = mem->dma + (u32)mem->count * E1K_DESC_SIZE - 1;

	if (mem->count < E1K_RING_MIN || mem->count > hw->chip->ring_max ||
	    (mem->count & (mem->count - 1)) || (mem->dma & (E1K_RING_ALIGN - 1)))
		return false;
	if ((hw->chip->errata & E1K_ERRATUM_NO_64K_CROSS) && (mem->dma ^ last) >> 16)
		return false;
	return !(last >> 32) || e1k_chip_dma_bits(hw) > 32;
}

/* Head and tail may only be written between a reset and enabling (manual 13.4.28, 13.4.39). */
static void e1k_queue_ring_program(struct e1k_hw *hw, u32 base, const struct e1k_queue_mem *mem)
{
	e1k_wr32(hw, base + E1K_Q_BAL, (u32)mem->dma);
	e1k_wr32(hw, base + E1K_Q_BAH, (u32)(mem->dma >> 32));
	e1k_wr32(hw, base + E1K_Q_LEN, (u32)mem->count * E1K_DESC_SIZE);
	e1k_wr32(hw, base + E1K_Q_HEAD, 0);
	e1k_wr32(hw, base + E1K_Q_TAIL, 0);
	e1k_wr32(hw, base + E1K_Q_DCTL, E1K_QUEUE_DCTL);
}

int e1k_queue_rx_start(struct e1k_hw *hw, u8 index, const struct e1k_queue_mem *mem)
{
	if (index >= hw->chip->rx_queues || !e1k_queue_ring_fits(hw, mem))
		return -EINVAL;
	e1k_queue_ring_program(hw, hw->chip->rxq_base + index * hw->chip->queue_stride, mem);
	return 0;
}

int e1k_queue_tx_start(struct e1k_hw *hw, u8 index, const struct e1k_queue_mem *mem)
{
	if (index >= hw->chip->tx_queues || !e1k_queue_ring_fits(hw, mem))
		return -EINVAL;
	e1k_queue_ring_program(hw, hw->chip->txq_base + index * hw->chip->queue_stride, mem);
	return 0;
}

u32 e1k_queue_tx_head(struct e1k_hw *hw, u8 index)
{
	return e1k_rd32(hw, hw->chip->txq_base + index * hw->chip->queue_stride + E1K_Q_HEAD);
}
