/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Every chip: PCI device id, vendor 8086, and name. Included where E1K_CHIP() is
 * defined: by chip.h, for the ids the driver claims, for the chips the suites run on.
 */
E1K_CHIP(0x100e, 82540EM)
E1K_CHIP(0x100f, 82545EM)
E1K_CHIP(0x100c, 82544GC)
E1K_CHIP(0x10d3, 82574)
E1K_CHIP(0x10c9, 82576)
