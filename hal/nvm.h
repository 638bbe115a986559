/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The EEPROM: 16-bit words, read by register or by bit-bang. */
#ifndef E1K_HAL_NVM_H
#define E1K_HAL_NVM_H

#include "hw.h"

#define E1K_NVM_MAC 0x00
#define E1K_NVM_PBA0 0x08
#define E1K_NVM_PBA1 0x09
#define E1K_NVM_CHECKSUM 0x3f
#define E1K_NVM_SUM 0xbaba

/**
 * e1k_nvm_init - find out type and size
 * @hw: device, quiesced
 *
 * Fills hw->nvm. May sleep.
 *
 * Return: 0, or -ENODEV if there is no NVM.
 */
int e1k_nvm_init(struct e1k_hw *hw);

/**
 * e1k_nvm_read - read words
 * @hw: device
 * @offset: first word
 * @words: how many
 * @data: room for @words, host order
 *
 * May sleep.
 *
 * Return: 0; -EINVAL if the range is not within the NVM; -EBUSY if firmware
 * keeps it or the bus was not granted; -ETIMEDOUT if the device did not answer;
 * -ENODEV if it has gone.
 */
int e1k_nvm_read(struct e1k_hw *hw, u16 offset, u16 words, u16 *data);

/**
 * e1k_nvm_check - is the checksum over words 0 to 0x3f right
 * @hw: device
 *
 * May sleep.
 *
 * Return: 0; -EIO if the sum is not E1K_NVM_SUM; or an error of e1k_nvm_read().
 */
int e1k_nvm_check(struct e1k_hw *hw);

/**
 * e1k_nvm_read_mac - read the station address into hw->perm_addr
 * @hw: device
 *
 * May sleep. hw->perm_addr is all zero after a failure.
 *
 * Return: 0; -EIO if the address is multicast, all zero or all ones; or an
 * error of e1k_nvm_read().
 */
int e1k_nvm_read_mac(struct e1k_hw *hw);

/**
 * e1k_nvm_read_pba - read the printed board assembly number
 * @hw: device
 * @buf: room for the text, zero-terminated
 * @size: of @buf in bytes, 12 are enough for a number
 *
 * May sleep.
 *
 * Return: 0; -ENOSPC if @buf is too small; -EIO if the text has no length; or
 * an error of e1k_nvm_read().
 */
int e1k_nvm_read_pba(struct e1k_hw *hw, char *buf, u32 size);

/**
 * e1k_nvm_write - write words and bring the checksum in line
 * @hw: device
 * @offset: first word
 * @words: how many
 * @data: values, host order
 *
 * A wrong word can make a device unusable: only on the user's request. May
 * sleep.
 *
 * Return: 0; -EOPNOTSUPP if the driver cannot write this NVM; otherwise as
 * e1k_nvm_read().
 */
int e1k_nvm_write(struct e1k_hw *hw, u16 offset, u16 words, const u16 *data);

/*
 * Ways to read and write, for struct e1k_chip_ops. The range is within the NVM,
 * the semaphore is held.
 */

/**
 * e1k_nvm_read_eerd - read words by register
 * @hw: device
 * @offset: first word
 * @words: how many
 * @data: room for @words
 * @addr_mask: where EERD has the address
 * @done: bit of EERD: the word has been read
 *
 * Return: 0; -ETIMEDOUT; -ENODEV if the device has gone.
 */
int e1k_nvm_read_eerd(struct e1k_hw *hw, u16 offset, u16 words, u16 *data,
		      u32 addr_mask, u32 done);

/**
 * e1k_nvm_write_eewr - write words by register
 * @hw: device
 * @offset: first word
 * @words: how many
 * @data: values
 *
 * Return: as e1k_nvm_read_eerd().
 */
int e1k_nvm_write_eewr(struct e1k_hw *hw, u16 offset, u16 words, const u16 *data);

/**
 * e1k_nvm_read_microwire - read words of a Microwire part by bit-bang
 * @hw: device
 * @offset: first word
 * @words: how many
 * @data: room for @words
 *
 * Return: 0; -EBUSY if the bus was not granted.
 */
int e1k_nvm_read_microwire(struct e1k_hw *hw, u16 offset, u16 words, u16 *data);

/**
 * e1k_nvm_read_spi - read words of an SPI part by bit-bang
 * @hw: device
 * @offset: first word
 * @words: how many
 * @data: room for @words
 *
 * Return: 0; -EBUSY if the bus was not granted; -ETIMEDOUT if the part stays busy.
 */
int e1k_nvm_read_spi(struct e1k_hw *hw, u16 offset, u16 words, u16 *data);

#endif
