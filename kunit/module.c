// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include <linux/module.h>

MODULE_DESCRIPTION("Unit tests of the e1k hardware layer against a simulated NIC");
MODULE_LICENSE("Dual BSD/GPL");
