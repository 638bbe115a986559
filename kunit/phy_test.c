// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The PHY a chip comes with, and a cable. */
#include "port.h"
#include "fixture.h"
#include "../hal/phy.h"

E1K_FIX_PER_CHIP;

static struct e1k_fix *phy_ready(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	KUNIT_ASSERT_EQ(test, e1k_phy_identify(&f->hw), 0);
	return f;
}

static struct e1k_link phy_link(struct kunit *test, struct e1k_fix *f)
{
	struct e1k_link link;

	KUNIT_EXPECT_EQ(test, e1k_phy_read_link(&f->hw, &link), 0);
	return link;
}

static u32 phy_expected(u16 device_id)
{
	switch (device_id) {
	case 0x100c:
		return E1K_PHY_ID_M88E1000;
	case 0x10d3:
		return E1K_PHY_ID_BM;
	case 0x10c9:
		return E1K_PHY_ID_IGP03;
	default:
		return E1K_PHY_ID_M88E1011;
	}
}

static void identify_finds_the_phy_at_1(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);

	KUNIT_EXPECT_EQ(test, f->hw.phy_addr, 1);
	KUNIT_EXPECT_EQ(test, f->hw.phy_id, phy_expected(f->hw.chip->device_id));
}

static void registers_keep_what_is_written(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u16 val;

	KUNIT_EXPECT_EQ(test, e1k_phy_write(&f->hw, E1K_PHY_ANAR, 0x0d61), 0);
	KUNIT_EXPECT_EQ(test, e1k_phy_write(&f->hw, E1K_PHY_GBCR, 0x0200), 0);
	KUNIT_EXPECT_EQ(test, e1k_phy_read(&f->hw, E1K_PHY_ANAR, &val), 0);
	KUNIT_EXPECT_EQ(test, val, 0x0d61);
	KUNIT_EXPECT_EQ(test, e1k_phy_read(&f->hw, E1K_PHY_GBCR, &val), 0);
	KUNIT_EXPECT_EQ(test, val, 0x0200);
}

static void setup_leads_to_a_gigabit_link(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	KUNIT_ASSERT_EQ(test, e1k_phy_setup(&f->hw), 0);
	e1k_world_advance(f->world, 3000000);
	link = phy_link(test, f);
	KUNIT_EXPECT_TRUE(test, link.up);
	KUNIT_EXPECT_TRUE(test, link.autoneg_done);
	KUNIT_EXPECT_TRUE(test, link.full_duplex);
	KUNIT_EXPECT_EQ(test, link.speed, 1000);
	KUNIT_EXPECT_EQ(test, link.lp_advertise & E1K_ADV_1000_FULL, E1K_ADV_1000_FULL);
}

static void setup_does_not_wait_for_the_link(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u64 start = e1k_world_now(f->world);

	KUNIT_ASSERT_EQ(test, e1k_phy_setup(&f->hw), 0);
	KUNIT_EXPECT_LT(test, e1k_world_now(f->world) - start, 20000);
}

static void no_cable_no_link(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	e1k_world_set_link(f->world, false);
	KUNIT_ASSERT_EQ(test, e1k_phy_setup(&f->hw), 0);
	e1k_world_advance(f->world, 3000000);
	link = phy_link(test, f);
	KUNIT_EXPECT_FALSE(test, link.up);
	KUNIT_EXPECT_EQ(test, link.speed, 0);
}

static void link_comes_back_with_the_cable(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);

	KUNIT_ASSERT_EQ(test, e1k_phy_setup(&f->hw), 0);
	e1k_world_advance(f->world, 3000000);
	KUNIT_EXPECT_TRUE(test, phy_link(test, f).up);
	e1k_world_set_link(f->world, false);
	KUNIT_EXPECT_FALSE(test, phy_link(test, f).up);
	e1k_world_set_link(f->world, true);
	e1k_world_advance(f->world, 3000000);
	KUNIT_EXPECT_TRUE(test, phy_link(test, f).up);
}

static struct kunit_case phy_cases[] = {
	KUNIT_CASE_PARAM(identify_finds_the_phy_at_1, chip_gen_params),
	KUNIT_CASE_PARAM(registers_keep_what_is_written, chip_gen_params),
	KUNIT_CASE_PARAM(setup_leads_to_a_gigabit_link, chip_gen_params),
	KUNIT_CASE_PARAM(setup_does_not_wait_for_the_link, chip_gen_params),
	KUNIT_CASE_PARAM(no_cable_no_link, chip_gen_params),
	KUNIT_CASE_PARAM(link_comes_back_with_the_cable, chip_gen_params),
	{}
};

static struct kunit_suite phy_suite = {
	.name = "e1k_phy",
	.exit = e1k_fix_exit,
	.test_cases = phy_cases,
};

kunit_test_suite(phy_suite);
