// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "queue.h"

#include "chip.h"
#include "io.h"
#include "irq.h"

/*
 * The enable bit of a queue follows at the next idle moment: after the write
 * of a frame (longest: 80 us at 1 Gbit/s) and of its descriptor.
 */
#define E1K_QUEUE_ENABLE_POLL_US 100
#define E1K_QUEUE_ENABLE_TIMEOUT_US 10000

/* A full ring of the longest frames takes less at 1 Gbit/s, unless it is paused. */
#define E1K_QUEUE_DRAIN_POLL_US 1000
#define E1K_QUEUE_DRAIN_TIMEOUT_US 20000

#define E1K_QUEUE_BUF_STEP 1024

static u32 e1k_queue_rx_base(const struct e1k_hw *hw, u8 index)
{
	return hw->chip->rxq_base + index * hw->chip->queue_stride;
}

static u32 e1k_queue_tx_base(const struct e1k_hw *hw, u8 index)
{
	return hw->chip->txq_base + index * hw->chip->queue_stride;
}

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

static int e1k_queue_wait_enable(struct e1k_hw *hw, u32 base, u32 value)
{
	return e1k_io_wait(hw, base + E1K_Q_DCTL, E1K_DCTL_ENABLE, value,
			   E1K_QUEUE_ENABLE_POLL_US, E1K_QUEUE_ENABLE_TIMEOUT_US);
}

/* The bit reads as zero when the device is done with ring and buffers (82576 datasheet 4.5.9). */
static int e1k_queue_disable(struct e1k_hw *hw, u32 base)
{
	if (!(e1k_rd32(hw, base + E1K_Q_DCTL) & E1K_DCTL_ENABLE))
		return 0;
	e1k_io_update(hw, base + E1K_Q_DCTL, E1K_DCTL_ENABLE, 0);
	return e1k_queue_wait_enable(hw, base, 0);
}

/*
 * Where the stop domain is the MAC, head and tail may only be written between
 * a reset and enabling the unit (8254x manual 13.4.28, 13.4.39).
 */
static void e1k_queue_ring_program(struct e1k_hw *hw, u32 base, const struct e1k_queue_mem *mem)
{
	/* not in rising order, as e1k_filter_restore() */
	e1k_wr32(hw, base + E1K_Q_BAH, (u32)(mem->dma >> 32));
	e1k_wr32(hw, base + E1K_Q_BAL, (u32)mem->dma);
	e1k_wr32(hw, base + E1K_Q_LEN, (u32)mem->count * E1K_DESC_SIZE);
	e1k_wr32(hw, base + E1K_Q_HEAD, 0);
	e1k_wr32(hw, base + E1K_Q_TAIL, 0);
}

static int e1k_queue_enable(struct e1k_hw *hw, u32 base, u32 dctl)
{
	e1k_wr32(hw, base + E1K_Q_DCTL, dctl);
	return dctl & E1K_DCTL_ENABLE ? e1k_queue_wait_enable(hw, base, E1K_DCTL_ENABLE) : 0;
}

/* After a reset of the 82576 queue 0 is enabled, with no ring. */
static int e1k_queue_prepare(struct e1k_hw *hw, u32 base, const struct e1k_queue_mem *mem)
{
	if (!e1k_queue_ring_fits(hw, mem))
		return -EINVAL;
	if (hw->chip->stop_domain != E1K_STOP_QUEUE)
		return 0;
	return e1k_queue_disable(hw, base);
}

/*
 * Where there can be several queues a full one drops frames and does not hold
 * up the others, even while it is the only one: the number changes under way.
 */
static u32 e1k_queue_srrctl(const struct e1k_hw *hw, u32 buf_len, u32 hdr_len)
{
	u32 srrctl = hw->chip->srrctl | (e1k_irq_pairs(hw) > 1 ? E1K_SRRCTL_DROP_EN : 0);

	if (hdr_len)
		srrctl = (srrctl & ~E1K_SRRCTL_DESCTYPE) | E1K_SRRCTL_DESCTYPE_ADV_SPLIT |
			 FIELD_PREP(E1K_SRRCTL_BSIZEHDR, hdr_len / E1K_HDR_BUF_STEP);
	return (srrctl & ~E1K_SRRCTL_BSIZEPKT) |
	       FIELD_PREP(E1K_SRRCTL_BSIZEPKT, buf_len / E1K_QUEUE_BUF_STEP);
}

static bool e1k_queue_hdr_fits(const struct e1k_chip *chip, u32 hdr_len)
{
	return !hdr_len || (chip->psrtype && hdr_len <= E1K_HDR_BUF_MAX &&
			    !(hdr_len % E1K_HDR_BUF_STEP));
}

/* What the buffers of a queue are like, where each has registers for it. */
static void e1k_queue_bufs_program(struct e1k_hw *hw, u8 index, u32 buf_len, u32 hdr_len)
{
	if (!hw->chip->srrctl)
		return;
	e1k_wr32(hw, e1k_queue_rx_base(hw, index) + E1K_Q_SRRCTL,
		 e1k_queue_srrctl(hw, buf_len, hdr_len));
	if (hdr_len)
		e1k_wr32(hw, E1K_PSRTYPE(index % E1K_PSRTYPE_CNT), hw->chip->psrtype);
}

/* The others' size is in RCTL (8254x manual 13.4.22), the same for all. */
u32 e1k_queue_buf_len(const struct e1k_chip *chip, u32 room)
{
	if (chip->srrctl)
		return min_t(u32, room / E1K_QUEUE_BUF_STEP, E1K_SRRCTL_BSIZEPKT) *
		       E1K_QUEUE_BUF_STEP;
	return room < E1K_RX_BUF_DEFAULT ? 0 : E1K_RX_BUF_DEFAULT;
}

int e1k_queue_rx_start(struct e1k_hw *hw, u8 index, const struct e1k_queue_mem *mem)
{
	u32 base = e1k_queue_rx_base(hw, index);
	u32 buf_len = mem->buf_len ? mem->buf_len : E1K_RX_BUF_DEFAULT;
	int err;

	if (index >= hw->chip->rx_queues || buf_len != e1k_queue_buf_len(hw->chip, buf_len))
		return -EINVAL;
	if (!e1k_queue_hdr_fits(hw->chip, mem->hdr_len))
		return -EINVAL;
	err = e1k_queue_prepare(hw, base, mem);
	if (err)
		return err;
	e1k_queue_bufs_program(hw, index, buf_len, mem->hdr_len);
	e1k_queue_ring_program(hw, base, mem);
	return e1k_queue_enable(hw, base, hw->chip->rx_dctl);
}

int e1k_queue_tx_start(struct e1k_hw *hw, u8 index, const struct e1k_queue_mem *mem)
{
	u32 base = e1k_queue_tx_base(hw, index);
	int err;

	err = index < hw->chip->tx_queues ? e1k_queue_prepare(hw, base, mem) : -EINVAL;
	if (err)
		return err;
	e1k_queue_ring_program(hw, base, mem);
	return e1k_queue_enable(hw, base, hw->chip->tx_dctl);
}

int e1k_queue_rx_stop(struct e1k_hw *hw, u8 index)
{
	if (hw->chip->stop_domain != E1K_STOP_QUEUE)
		return -EOPNOTSUPP;
	return e1k_queue_disable(hw, e1k_queue_rx_base(hw, index));
}

/* The order is that of the 82576 datasheet 4.5.10: empty, then disabled. */
static void e1k_queue_tx_drain(struct e1k_hw *hw, u8 index)
{
	u32 tail = e1k_rd32(hw, e1k_queue_tx_base(hw, index) + E1K_Q_TAIL);

	e1k_io_wait(hw, e1k_queue_tx_base(hw, index) + E1K_Q_HEAD, ~0U, tail,
		    E1K_QUEUE_DRAIN_POLL_US, E1K_QUEUE_DRAIN_TIMEOUT_US);
}

int e1k_queue_tx_stop(struct e1k_hw *hw, u8 index)
{
	if (hw->chip->stop_domain != E1K_STOP_QUEUE)
		return -EOPNOTSUPP;
	e1k_queue_tx_drain(hw, index);
	return e1k_queue_disable(hw, e1k_queue_tx_base(hw, index));
}

int e1k_queue_stop_all(struct e1k_hw *hw)
{
	bool stuck = false;
	u8 index;

	if (hw->chip->stop_domain != E1K_STOP_QUEUE)
		return 0;
	for (index = 0; index < hw->chip->rx_queues; index++)
		stuck |= e1k_queue_disable(hw, e1k_queue_rx_base(hw, index)) < 0;
	for (index = 0; index < hw->chip->tx_queues; index++)
		stuck |= e1k_queue_disable(hw, e1k_queue_tx_base(hw, index)) < 0;
	return stuck ? -ETIMEDOUT : 0;
}

u32 e1k_queue_tx_head(struct e1k_hw *hw, u8 index)
{
	return e1k_rd32(hw, e1k_queue_tx_base(hw, index) + E1K_Q_HEAD);
}

u32 e1k_queue_rx_head(struct e1k_hw *hw, u8 index)
{
	return e1k_rd32(hw, e1k_queue_rx_base(hw, index) + E1K_Q_HEAD);
}

bool e1k_queue_rx_runs(struct e1k_hw *hw, u8 index)
{
	if (!(e1k_rd32(hw, E1K_RCTL) & E1K_RCTL_EN))
		return false;
	return hw->chip->stop_domain != E1K_STOP_QUEUE ||
	       e1k_rd32(hw, e1k_queue_rx_base(hw, index) + E1K_Q_DCTL) & E1K_DCTL_ENABLE;
}
