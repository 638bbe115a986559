/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Waking the system by a frame. */
#ifndef E1K_HAL_WOL_H
#define E1K_HAL_WOL_H

#include "hw.h"

/* What may wake the system. */
#define E1K_WOL_LINK BIT(0) /* the link changes */
#define E1K_WOL_MAGIC BIT(1) /* a magic packet */
#define E1K_WOL_UNICAST BIT(2) /* a frame for one of our addresses */
#define E1K_WOL_MULTICAST BIT(3) /* one that passes the multicast filter */
#define E1K_WOL_BROADCAST BIT(4)

/**
 * e1k_wol_default - what the NVM asks for
 * @hw: device; nobody has written WUC since power came on
 *
 * Return: E1K_WOL_* events.
 */
u8 e1k_wol_default(struct e1k_hw *hw);

/**
 * e1k_wol_arm - leave the device able to wake the system
 * @hw: device, stopped; its rings are never used again before a reset
 * @events: E1K_WOL_* events, not 0
 *
 * Resets the MAC so that it forgets the rings, and receives without any: no
 * DMA. Power management of the PCI function is the caller's. May sleep.
 *
 * Return: 0, or an error of e1k_mac_reset().
 */
int e1k_wol_arm(struct e1k_hw *hw, u8 events);

/**
 * e1k_wol_disarm - undo e1k_wol_arm() and forget what has woken the system
 * @hw: device
 *
 * The receive unit is left to e1k_mac_quiesce() or e1k_mac_reset().
 */
void e1k_wol_disarm(struct e1k_hw *hw);

#endif
