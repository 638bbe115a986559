/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The 82576: PCI Express, sixteen queue pairs that stop one by one, extended interrupts. */
#ifndef E1K_HAL_82576_H
#define E1K_HAL_82576_H

#include "hw.h"

extern const struct e1k_chip_ops e1k_82576_ops;

#endif
