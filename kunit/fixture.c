// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "port.h"
#include "fixture.h"
#include "../hal/mac.h"
#include "../hal/nvm.h"
#include "../hal/phy.h"

#define E1K_CHIP(id, chip) { id, #chip },
const struct e1k_fix_chip e1k_fix_chips[] = {
#include "../hal/chips.h"
};

const struct e1k_fix_chip e1k_fix_pcie_chips[] = {
	{ 0x10d3, "82574" },
	{ 0x10c9, "82576" },
};

struct e1k_fix *e1k_fix_create(struct kunit *test, u16 device_id)
{
	struct e1k_fix *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, f);
	f->world = e1k_world_create(device_id);
	KUNIT_ASSERT_NOT_NULL(test, f->world);
	test->priv = f;
	f->log = e1k_world_log(f->world);
	f->hw.bus.world = f->world;
	f->hw.chip = e1k_chip_find(device_id);
	KUNIT_ASSERT_NOT_NULL(test, f->hw.chip);
	e1k_mac_init_state(&f->hw);
	return f;
}

struct e1k_fix *e1k_fix_chip(struct kunit *test)
{
	const struct e1k_fix_chip *chip = test->param_value;

	return e1k_fix_create(test, chip->device_id);
}

void e1k_fix_reset(struct kunit *test, struct e1k_fix *f)
{
	KUNIT_ASSERT_EQ(test, e1k_nvm_init(&f->hw), 0);
	KUNIT_ASSERT_EQ(test, e1k_phy_identify(&f->hw), 0);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	e1k_log_clear(f->log);
}

struct e1k_fix *e1k_fix_ready(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_fix_reset(test, f);
	return f;
}

void e1k_fix_link_up(struct kunit *test, struct e1k_fix *f)
{
	KUNIT_ASSERT_EQ(test, e1k_mac_setup_link(&f->hw), 0);
	e1k_world_advance(f->world, 3000000);
	KUNIT_ASSERT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_TRUE(test, f->hw.link.up);
	e1k_log_clear(f->log);
}

void e1k_fix_exit(struct kunit *test)
{
	struct e1k_fix *f = test->priv;
	const char *complaint;

	if (!f)
		return;
	complaint = e1k_world_complaint(f->world);
	if (complaint)
		KUNIT_FAIL(test, "the device complains: %s", complaint);
	e1k_world_destroy(f->world);
}

void e1k_fix_expect_complaint(struct kunit *test, struct e1k_fix *f)
{
	KUNIT_EXPECT_NOT_NULL(test, e1k_world_complaint(f->world));
	e1k_world_forgive(f->world);
}
