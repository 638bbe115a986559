/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Flow control: PAUSE frames of IEEE 802.3 annex 31B. */
#ifndef E1K_HAL_FC_H
#define E1K_HAL_FC_H

#include "hw.h"

/**
 * e1k_fc_advertise - pause bits to advertise for a wish
 * @fc: E1K_FC_* wanted
 * @pause: PAUSE bit
 * @asym: ASM_DIR bit
 *
 * Receiving only cannot be said; it is advertised as symmetric and asymmetric
 * (802.3 table 28B-2), and resolved by e1k_fc_resolve().
 */
void e1k_fc_advertise(u8 fc, bool *pause, bool *asym);

/**
 * e1k_fc_resolve - flow control both partners agreed on
 * @fc: E1K_FC_* wanted here
 * @lp_pause: partner's PAUSE bit
 * @lp_asym: partner's ASM_DIR bit
 *
 * IEEE 802.3 table 28B-3.
 *
 * Return: E1K_FC_* to put in force.
 */
u8 e1k_fc_resolve(u8 fc, bool lp_pause, bool lp_asym);

/**
 * e1k_fc_init - program addresses, type, timer and thresholds of PAUSE frames
 * @hw: device
 *
 * The high threshold leaves room for one largest frame in the receive part
 * of the packet buffer.
 */
void e1k_fc_init(struct e1k_hw *hw);

#endif
