/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which frames are received: addresses, multicast hash, VLANs. */
#ifndef E1K_HAL_FILTER_H
#define E1K_HAL_FILTER_H

#include "hw.h"

/**
 * struct e1k_filter - addresses to receive
 * @promisc: everything
 * @allmulti: every multicast frame
 * @uc: unicast addresses besides the station address
 * @uc_cnt: how many
 * @mc: multicast addresses
 * @mc_cnt: how many
 */
struct e1k_filter {
	bool promisc;
	bool allmulti;
	const u8 (*uc)[E1K_ADDR_LEN];
	u32 uc_cnt;
	const u8 (*mc)[E1K_ADDR_LEN];
	u32 mc_cnt;
};

/**
 * e1k_filter_set_station - set the station address
 * @hw: device
 * @addr: unicast address
 */
void e1k_filter_set_station(struct e1k_hw *hw, const u8 *addr);

/**
 * e1k_filter_set - replace the address filter
 * @hw: device
 * @f: addresses
 *
 * Addresses that find no free register turn on reception of all unicast
 * frames. Registers that do not change are not written.
 */
void e1k_filter_set(struct e1k_hw *hw, const struct e1k_filter *f);

/**
 * e1k_filter_set_vlan - add or remove a VLAN
 * @hw: device
 * @vid: 0 to 4095
 * @on: add
 */
void e1k_filter_set_vlan(struct e1k_hw *hw, u16 vid, bool on);

/**
 * e1k_filter_restore - write the whole filter from software state
 * @hw: device, after a reset
 */
void e1k_filter_restore(struct e1k_hw *hw);

/**
 * e1k_filter_mta_hash - position of a multicast address in the hash table
 * @addr: address
 * @mta_shift: RCTL.MO, 0 to 3
 *
 * 8254x manual 13.5.1.
 *
 * Return: bit number, 0 to 4095: bit (n % 32) of MTA[n / 32].
 */
u16 e1k_filter_mta_hash(const u8 *addr, u8 mta_shift);

#endif
