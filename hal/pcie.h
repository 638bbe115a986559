/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Sequences the PCI Express chips share, for struct e1k_chip_ops. */
#ifndef E1K_HAL_PCIE_H
#define E1K_HAL_PCIE_H

#include "hw.h"

/**
 * e1k_pcie_reset_mac - end bus mastering, reset the MAC, wait for the NVM
 * @hw: device
 *
 * May sleep.
 *
 * Return: 0 or -ETIMEDOUT.
 */
int e1k_pcie_reset_mac(struct e1k_hw *hw);

/**
 * e1k_pcie_nvm_init - find out the size of the NVM
 * @hw: device
 *
 * Return: 0, or -ENODEV if there is none.
 */
int e1k_pcie_nvm_init(struct e1k_hw *hw);

/**
 * e1k_pcie_nvm_read - read words
 * @hw: device
 * @offset: first word
 * @words: how many
 * @data: room for @words
 *
 * Return: as e1k_nvm_read_eerd().
 */
int e1k_pcie_nvm_read(struct e1k_hw *hw, u16 offset, u16 words, u16 *data);

#endif
