/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Descriptor queues: where a ring is, and starting and stopping one. */
#ifndef E1K_HAL_QUEUE_H
#define E1K_HAL_QUEUE_H

#include "hw.h"

#define E1K_RING_MIN 64
#define E1K_RING_ALIGN 128 /* bytes, of base and length */
#define E1K_DESC_SIZE 16 /* bytes, every format */
#define E1K_RX_BUF_DEFAULT 2048
#define E1K_HDR_BUF_STEP 64
#define E1K_HDR_BUF_MAX 960

/**
 * struct e1k_queue_mem - memory of one ring
 * @dma: bus address, aligned to E1K_RING_ALIGN
 * @count: descriptors, a power of two between E1K_RING_MIN and chip->ring_max
 * @buf_len: receive: bytes the device may write to each buffer, as
 *	e1k_queue_buf_len() returned them; 0: E1K_RX_BUF_DEFAULT
 * @hdr_len: receive: bytes of the header buffers, up to E1K_HDR_BUF_MAX in steps of
 *	E1K_HDR_BUF_STEP: headers of TCP over IP are split off, descriptors are written
 *	by e1k_rxd_write_split(); 0: frames stay whole
 */
struct e1k_queue_mem {
	u64 dma;
	u16 count;
	u32 buf_len;
	u32 hdr_len;
};

/**
 * e1k_queue_buf_len - use a queue can make of receive buffers
 * @chip: chip
 * @room: size of each buffer
 *
 * One size serves all queues of a chip, unless each has a register for it.
 *
 * Return: bytes the device will write to each at most, 0 if they are too small.
 */
u32 e1k_queue_buf_len(const struct e1k_chip *chip, u32 room);

/**
 * e1k_queue_rx_start - program and enable a receive queue
 * @hw: device; reset with e1k_mac_reset() if its stop domain is the MAC. If it
 *	is the queue, both units may be running, this queue not.
 * @index: queue
 * @mem: ring; all descriptors owned by software
 *
 * Descriptors are handed over afterwards, by the tail register, when the
 * receive unit runs. Waits up to 10 ms. May sleep.
 *
 * Return: 0; -EINVAL if @mem breaks a limit or an erratum of the chip;
 * -ETIMEDOUT if the queue does not start.
 */
int e1k_queue_rx_start(struct e1k_hw *hw, u8 index, const struct e1k_queue_mem *mem);

/**
 * e1k_queue_tx_start - program a transmit queue
 * @hw: as e1k_queue_rx_start()
 * @index: queue
 * @mem: ring
 *
 * Return: as e1k_queue_rx_start().
 */
int e1k_queue_tx_start(struct e1k_hw *hw, u8 index, const struct e1k_queue_mem *mem);

/**
 * e1k_queue_rx_stop - stop one receive queue; the others go on
 * @hw: device, stop domain is the queue
 * @index: queue; what is for it meanwhile is lost
 *
 * On return the device does not touch its ring and buffers: they may be
 * freed. Waits up to 10 ms. May sleep.
 *
 * Return: 0; -EOPNOTSUPP if the stop domain is the MAC; -ETIMEDOUT: memory
 * must stay, only e1k_mac_reset() helps.
 */
int e1k_queue_rx_stop(struct e1k_hw *hw, u8 index);

/**
 * e1k_queue_tx_stop - stop one transmit queue; the others go on
 * @hw: device, stop domain is the queue
 * @index: queue; its tail is not written any more
 *
 * Lets the device send what it has been given, if it does within 20 ms, and
 * waits another 10 ms for the queue. May sleep.
 *
 * Return: as e1k_queue_rx_stop().
 */
int e1k_queue_tx_stop(struct e1k_hw *hw, u8 index);

/**
 * e1k_queue_stop_all - stop every queue that has an enable bit
 * @hw: device
 *
 * Waits for each up to 10 ms. May sleep.
 *
 * Return: 0; -ETIMEDOUT: some did not stop, as e1k_queue_rx_stop().
 */
int e1k_queue_stop_all(struct e1k_hw *hw);

/**
 * e1k_queue_rx_tail - tail register of a receive queue
 * @hw: device
 * @index: queue
 *
 * Return: the register, for e1k_wr_reg().
 */
static inline struct e1k_os_reg e1k_queue_rx_tail(struct e1k_hw *hw, u8 index)
{
	return e1k_os_reg(hw, hw->chip->rxq_base + index * hw->chip->queue_stride +
			  E1K_Q_TAIL);
}

/**
 * e1k_queue_tx_tail - tail register of a transmit queue
 * @hw: device
 * @index: queue
 *
 * Return: the register, for e1k_wr_reg().
 */
static inline struct e1k_os_reg e1k_queue_tx_tail(struct e1k_hw *hw, u8 index)
{
	return e1k_os_reg(hw, hw->chip->txq_base + index * hw->chip->queue_stride +
			  E1K_Q_TAIL);
}

/**
 * e1k_queue_tx_head - where the device is in a transmit ring
 * @hw: device
 * @index: queue
 *
 * Slow: for diagnosis only.
 *
 * Return: descriptor index as read, unchecked.
 */
u32 e1k_queue_tx_head(struct e1k_hw *hw, u8 index);

/**
 * e1k_queue_rx_head - where the device is in a receive ring
 * @hw: device
 * @index: queue
 *
 * Slow: for diagnosis only. It may be ahead of what memory shows: descriptors
 * are on their way.
 *
 * Return: descriptor index as read, unchecked.
 */
u32 e1k_queue_rx_head(struct e1k_hw *hw, u8 index);

/**
 * e1k_queue_rx_runs - may the device fill a receive queue
 * @hw: device, started
 * @index: queue
 *
 * Return: false if the receive unit or the queue is disabled.
 */
bool e1k_queue_rx_runs(struct e1k_hw *hw, u8 index);

/**
 * e1k_queue_tx_split - bytes that may go into one data descriptor
 * @chip: chip
 * @addr: bus address
 * @len: bytes left
 *
 * Keeps to chip->txd_max_len and chip->tx_boundary.
 *
 * Return: at least 1 if @len is not 0.
 */
static inline u32 e1k_queue_tx_split(const struct e1k_chip *chip, u64 addr, u32 len)
{
	u32 room = chip->txd_max_len;

	if (chip->tx_boundary)
		room = min(room, chip->tx_boundary - (u32)(addr & (chip->tx_boundary - 1)));
	return min(len, room);
}

#endif
