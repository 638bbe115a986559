/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What most cases start from: a world with one chip, and a HAL that drives it. */
#ifndef E1K_KUNIT_FIXTURE_H
#define E1K_KUNIT_FIXTURE_H

#include "world.h"
#include "osdep_kunit.h"
#include "../hal/chip.h"

struct e1k_fix {
	struct e1k_world *world;
	struct e1k_log *log;
	struct e1k_hw hw;
};

struct e1k_fix_chip {
	u16 device_id;
	const char *desc;
};

extern const struct e1k_fix_chip e1k_fix_chips[E1K_CHIP_CNT];
extern const struct e1k_fix_chip e1k_fix_pcie_chips[2];

/* In a suite that runs cases per chip, once: then KUNIT_CASE_PARAM(fn, chip_gen_params). */
#define E1K_FIX_PER_CHIP E1K_PARAMS(chip, e1k_fix_chips)
#define E1K_FIX_PER_PCIE_CHIP E1K_PARAMS(pcie, e1k_fix_pcie_chips)

/* A NIC as it is after power-on, of one chip; of the chip the case is run for. */
struct e1k_fix *e1k_fix_create(struct kunit *test, u16 device_id);
struct e1k_fix *e1k_fix_chip(struct kunit *test);

/* ... after NVM and PHY are found and the MAC is reset; the log is empty. */
void e1k_fix_reset(struct kunit *test, struct e1k_fix *f);
struct e1k_fix *e1k_fix_ready(struct kunit *test);

/* ... and with a link. */
void e1k_fix_link_up(struct kunit *test, struct e1k_fix *f);

/* The exit function of every suite that uses the above: complaints are failures. */
void e1k_fix_exit(struct kunit *test);

/* Expect that the device complained, and drop it. */
void e1k_fix_expect_complaint(struct kunit *test, struct e1k_fix *f);

#endif
