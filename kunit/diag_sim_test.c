// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* A sound device passes its test and is as before; a broken register is found. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/diag.h"
#include "../hal/filter.h"
#include "../hal/mac.h"

E1K_FIX_PER_CHIP;

static void sound_registers_pass_and_return(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 vfta;

	e1k_filter_set_vlan(&f->hw, 100, true);
	vfta = e1k_world_peek(f->world, E1K_VFTA(3));
	KUNIT_ASSERT_EQ(test, vfta, BIT(4));
	KUNIT_EXPECT_EQ(test, e1k_diag_registers(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_VFTA(3)), 5);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_MTA(E1K_MTA_CNT - 1)), 4);
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_VFTA(3)), vfta);
}

struct diag_dead {
	u32 reg;
	u32 bits;
	const char *desc;
};

static const struct diag_dead diag_deads[] = {
	{ E1K_MTA(0), BIT(0), "first bit of the multicast table" },
	{ E1K_MTA(E1K_MTA_CNT - 1), BIT(31), "last bit of the multicast table" },
	{ E1K_VFTA(E1K_VFTA_CNT - 1), BIT(31), "last bit of the VLAN table" },
	{ 0x2800, BIT(7), "lowest bit of the receive ring's address" },
	{ 0x3804, BIT(31), "highest bit of the transmit ring's address" },
};

E1K_PARAMS(dead, diag_deads);

static void dead_bit_is_found(struct kunit *test)
{
	const struct diag_dead *dead = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_fix_reset(test, f);
	e1k_sim_fault(f->world)->dead_reg = dead->reg;
	e1k_sim_fault(f->world)->dead_bits = dead->bits;
	KUNIT_EXPECT_EQ(test, e1k_diag_registers(&f->hw), -EIO);
}

static struct kunit_case diag_cases[] = {
	KUNIT_CASE_PARAM(sound_registers_pass_and_return, chip_gen_params),
	KUNIT_CASE_PARAM(dead_bit_is_found, dead_gen_params),
	{}
};

static struct kunit_suite diag_suite = {
	.name = "e1k_diag_sim",
	.exit = e1k_fix_exit,
	.test_cases = diag_cases,
};

kunit_test_suite(diag_suite);
