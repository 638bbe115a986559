/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The MAC: reset, the three control registers, link, loopback, LEDs. */
#ifndef E1K_HAL_MAC_H
#define E1K_HAL_MAC_H

#include "hw.h"

/**
 * e1k_mac_init_state - default software state of a new device
 * @hw: device; bus and chip are set, the rest is zero
 */
void e1k_mac_init_state(struct e1k_hw *hw);

/**
 * e1k_mac_quiesce - silence a device in an unknown state
 * @hw: device
 *
 * Masks every interrupt, stops both units and drains ICR; relies on no reset.
 * On return the device starts no new DMA. For a NIC left running by a boot
 * ROM or an earlier kernel, before bus mastering is turned on. May sleep.
 */
void e1k_mac_quiesce(struct e1k_hw *hw);

/**
 * e1k_mac_reset - silent MAC reset
 * @hw: device
 *
 * Resets the MAC and restores everything but the queues from software state,
 * with receive and transmit stopped and interrupts masked. The PHY is not
 * touched: the link stays as it is. (Where the link is gone afterwards,
 * E1K_ERRATUM_LINK_AFTER_RESET, it is started again.) May sleep.
 *
 * Return: 0; -ETIMEDOUT; -ENODEV if the device has gone, told without waiting.
 */
int e1k_mac_reset(struct e1k_hw *hw);

/**
 * e1k_mac_release - tell firmware that no driver uses the device any more
 * @hw: device, stopped
 */
void e1k_mac_release(struct e1k_hw *hw);

/**
 * e1k_mac_start - start the receive and the transmit unit
 * @hw: device; rings are programmed
 */
void e1k_mac_start(struct e1k_hw *hw);

/**
 * e1k_mac_stop - stop both units
 * @hw: device
 *
 * Returns when DMA already begun has ended: memory may be freed. A queue that does
 * not stop costs a reset, which leaves both units off. May sleep.
 */
void e1k_mac_stop(struct e1k_hw *hw);

/**
 * e1k_mac_tx_paused - has the partner asked for silence
 * @hw: device
 *
 * Return: whether a PAUSE frame holds up transmission at this moment.
 */
bool e1k_mac_tx_paused(struct e1k_hw *hw);

/**
 * e1k_mac_update_rctl - bring RCTL in line with the software state
 * @hw: device
 *
 * Writes only on change: on QEMU's e1000 each write stops reception for a second.
 */
void e1k_mac_update_rctl(struct e1k_hw *hw);

/**
 * e1k_mac_update_tctl - bring TCTL in line with the software state
 * @hw: device
 */
void e1k_mac_update_tctl(struct e1k_hw *hw);

/**
 * e1k_mac_update_ctrl - bring CTRL in line with the software state
 * @hw: device
 */
void e1k_mac_update_ctrl(struct e1k_hw *hw);

/**
 * e1k_mac_update_rxcsum - bring RXCSUM in line with the software state
 * @hw: device
 */
void e1k_mac_update_rxcsum(struct e1k_hw *hw);

/**
 * e1k_mac_setup_link - bring up the link as hw->link_cfg says
 * @hw: device
 *
 * The only function that disturbs a working link. May sleep.
 *
 * Return: 0, or an error of e1k_phy_setup().
 */
int e1k_mac_setup_link(struct e1k_hw *hw);

/**
 * e1k_mac_check_link - look at the link
 * @hw: device
 *
 * Fills hw->link and, when the link is up, brings duplex-dependent settings
 * and flow control in line with it. May sleep.
 *
 * Return: 0, or an error of e1k_phy_read(); hw->link is down then.
 */
int e1k_mac_check_link(struct e1k_hw *hw);

/**
 * e1k_mac_set_loopback - switch loopback
 * @hw: device
 * @loopback: kind
 *
 * May sleep.
 *
 * Return: 0, or an error of e1k_phy_write().
 */
int e1k_mac_set_loopback(struct e1k_hw *hw, enum e1k_loopback loopback);

/**
 * e1k_mac_has_led - can software switch the LEDs
 * @hw: device
 *
 * Return: whether the two functions below do anything.
 */
bool e1k_mac_has_led(const struct e1k_hw *hw);

/**
 * e1k_mac_led_set - let the first LED show where the port is
 * @hw: device
 * @on: LED state
 */
void e1k_mac_led_set(struct e1k_hw *hw, bool on);

/**
 * e1k_mac_led_restore - give the LEDs back to the device
 * @hw: device
 */
void e1k_mac_led_restore(struct e1k_hw *hw);

#endif
