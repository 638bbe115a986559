/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Ownership of what firmware, and the driver of the other port, use as well. */
#ifndef E1K_HAL_SEM_H
#define E1K_HAL_SEM_H

#include "hw.h"

enum e1k_sem_resource {
	E1K_SEM_NVM,
	E1K_SEM_PHY,
};

/**
 * e1k_sem_acquire - become the owner
 * @hw: device
 * @resource: of what
 *
 * Not recursive. May sleep, up to a second.
 *
 * Return: 0; -EBUSY if somebody else keeps it; -ENODEV if the device has gone.
 */
int e1k_sem_acquire(struct e1k_hw *hw, enum e1k_sem_resource resource);

/**
 * e1k_sem_release - give it back
 * @hw: device
 * @resource: of what
 *
 * May sleep.
 */
void e1k_sem_release(struct e1k_hw *hw, enum e1k_sem_resource resource);

#endif
