/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Register access beyond a single read or write. */
#ifndef E1K_HAL_IO_H
#define E1K_HAL_IO_H

#include "hw.h"

/**
 * e1k_io_flush - make posted writes reach the device
 * @hw: device
 */
static inline void e1k_io_flush(struct e1k_hw *hw)
{
	e1k_rd32(hw, E1K_STATUS);
}

/**
 * e1k_io_update - replace some bits of a register
 * @hw: device
 * @reg: register offset
 * @clear: bits to clear
 * @set: bits to set, after clearing
 */
void e1k_io_update(struct e1k_hw *hw, u32 reg, u32 clear, u32 set);

/**
 * e1k_io_wait - wait until a register's bits have a value
 * @hw: device
 * @reg: register offset
 * @mask: bits to look at
 * @value: what they must become
 * @interval_us: time between two looks in microseconds, at most 1000
 * @timeout_us: when to give up, in microseconds
 *
 * Busy waits below 1000 us of interval; any context. Ends at once if the device
 * leaves the bus.
 *
 * Return: 0; -ETIMEDOUT; -ENODEV if the device has gone.
 */
int e1k_io_wait(struct e1k_hw *hw, u32 reg, u32 mask, u32 value,
		u32 interval_us, u32 timeout_us);

/**
 * e1k_io_gone - has the device left the bus
 * @hw: device
 *
 * A removed device reads as all ones; with memory decoding off, and in QEMU,
 * as zero. STATUS of a live chip is never all ones, and where it is zero the
 * packet buffer split is not.
 *
 * Return: true if what is read cannot come from a live device.
 */
bool e1k_io_gone(struct e1k_hw *hw);

/**
 * e1k_io_lan_id - which port of a chip with several this is
 * @hw: device
 *
 * Return: 0 to 3.
 */
u8 e1k_io_lan_id(struct e1k_hw *hw);

/**
 * e1k_io_dump_len - size of a register dump
 * @chip: chip
 *
 * Return: number of words e1k_io_dump() writes.
 */
u32 e1k_io_dump_len(const struct e1k_chip *chip);

/**
 * e1k_io_dump - read registers for a dump, without side effects
 * @hw: device
 * @buf: room for e1k_io_dump_len() words: pairs of offset and value
 *
 * Without those that clear when read.
 */
void e1k_io_dump(struct e1k_hw *hw, u32 *buf);

#endif
