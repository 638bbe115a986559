/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Receive side scaling: which queue a frame goes to. Chips with chip->mrqc
 * always hash; the table of one that uses one queue names only that one.
 */
#ifndef E1K_HAL_RSS_H
#define E1K_HAL_RSS_H

#include "hw.h"

/**
 * e1k_rss_set_key - replace the secret key
 * @hw: device
 * @key: E1K_RSS_KEY_LEN bytes
 *
 * Return: 0; -EOPNOTSUPP if the chip has one queue.
 */
int e1k_rss_set_key(struct e1k_hw *hw, const u8 *key);

/**
 * e1k_rss_set_table - replace the indirection table
 * @hw: device, may be receiving
 * @table: E1K_RSS_TABLE_LEN queue numbers
 *
 * Registers that do not change are not written. An 82574 whose table names a
 * queue without a ring stops receiving on all.
 *
 * Return: 0; -EINVAL if a queue is not in chip->rx_queues; -EOPNOTSUPP if the
 * chip has one queue.
 */
int e1k_rss_set_table(struct e1k_hw *hw, const u8 *table);

/**
 * e1k_rss_set_udp - choose whether the ports of UDP are hashed
 * @hw: device
 * @udp4: over IPv4
 * @udp6: over IPv6
 *
 * Return: 0; -EOPNOTSUPP if the chip cannot.
 */
int e1k_rss_set_udp(struct e1k_hw *hw, bool udp4, bool udp6);

/**
 * e1k_rss_restore - program everything from software state
 * @hw: device, after a reset
 */
void e1k_rss_restore(struct e1k_hw *hw);

#endif
