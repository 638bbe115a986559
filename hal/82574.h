/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The 82574: PCI Express, two queue pairs, five MSI-X vectors. */
#ifndef E1K_HAL_82574_H
#define E1K_HAL_82574_H

#include "hw.h"

extern const struct e1k_chip_ops e1k_82574_ops;

#endif
