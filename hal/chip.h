/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The chips this driver knows, and what is particular to each. */
#ifndef E1K_HAL_CHIP_H
#define E1K_HAL_CHIP_H

#include "hw.h"

#define E1K_CHIP(id, chip) E1K_CHIP_##chip,
enum {
#include "chips.h"
	E1K_CHIP_CNT
};

#undef E1K_CHIP

/**
 * e1k_chip_find - look up a chip
 * @device_id: PCI device id, vendor 8086
 *
 * Return: the chip, or NULL if it is not one of ours.
 */
const struct e1k_chip *e1k_chip_find(u16 device_id);

/**
 * e1k_chip_get - enumerate the chips
 * @index: 0 and up
 *
 * Return: the chip, or NULL past the last one.
 */
const struct e1k_chip *e1k_chip_get(unsigned int index);

/**
 * e1k_chip_dma_bits - width of the bus addresses the device can be given
 * @hw: device, registers mapped
 *
 * An 8254x on a conventional PCI bus gets 32 bits: dual address cycles hang
 * some of them. STATUS tells the bus mode.
 *
 * Return: number of address bits.
 */
u8 e1k_chip_dma_bits(struct e1k_hw *hw);

/**
 * e1k_chip_txd_first_len - limit of the first data descriptor of a packet
 * @hw: device, registers mapped
 *
 * Return: bytes, at most chip->txd_max_len.
 */
u16 e1k_chip_txd_first_len(struct e1k_hw *hw);

#endif
