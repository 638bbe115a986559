/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The 8254x family: conventional PCI and PCI-X, one queue pair, legacy interrupt. */
#ifndef E1K_HAL_8254X_H
#define E1K_HAL_8254X_H

#include "hw.h"

extern const struct e1k_chip_ops e1k_8254x_ops;

#endif
