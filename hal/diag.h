/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Looking for a fault of the device. */
#ifndef E1K_HAL_DIAG_H
#define E1K_HAL_DIAG_H

#include "hw.h"

/**
 * e1k_diag_registers - do registers keep what is written to them
 * @hw: device, stopped, interrupts masked
 *
 * e1k_mac_reset() must follow: it brings back what was in them. May sleep.
 *
 * Return: 0, or -EIO.
 */
int e1k_diag_registers(struct e1k_hw *hw);

#endif
