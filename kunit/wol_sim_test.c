// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* What wakes the system is armed, and nothing else goes on. */
#include "port.h"
#include "fixture.h"
#include "ring.h"
#include "sim_fault.h"
#include "../hal/mac.h"
#include "../hal/wol.h"

E1K_FIX_PER_CHIP;

static void nvm_decides_first(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	KUNIT_EXPECT_EQ(test, e1k_wol_default(&f->hw), 0);
	e1k_sim_set_reg(f->world, E1K_WUC, E1K_WUC_APME);
	KUNIT_EXPECT_EQ(test, e1k_wol_default(&f->hw), E1K_WOL_MAGIC);
}

struct wol_event {
	u8 events;
	u32 wufc;
	const char *desc;
};

static const struct wol_event wol_events[] = {
	{ E1K_WOL_LINK, E1K_WUFC_LNKC, "link" },
	{ E1K_WOL_MAGIC, E1K_WUFC_MAG, "magic packet" },
	{ E1K_WOL_UNICAST, E1K_WUFC_EX, "unicast" },
	{ E1K_WOL_MULTICAST, E1K_WUFC_MC, "multicast" },
	{ E1K_WOL_BROADCAST, E1K_WUFC_BC, "broadcast" },
	{ GENMASK(4, 0), GENMASK(4, 0), "all" },
};

E1K_PARAMS(event, wol_events);

static void events_become_filters(struct kunit *test)
{
	const struct wol_event *event = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x10d3);

	e1k_fix_reset(test, f);
	KUNIT_ASSERT_EQ(test, e1k_wol_arm(&f->hw, event->events), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_WUFC), event->wufc);
}

/* The old ring is forgotten: no frame that comes now may be written to it. */
static void armed_device_listens_and_writes_nothing(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_hw *hw = &r->f->hw;

	e1k_mac_stop(hw);
	e1k_sim_set_reg(r->f->world, E1K_WUS, BIT(1));
	e1k_sim_set_reg(r->f->world, E1K_WUC, E1K_WUC_PME_STATUS);
	KUNIT_ASSERT_EQ(test, e1k_wol_arm(hw, E1K_WOL_MAGIC), 0);
	KUNIT_EXPECT_EQ(test, e1k_sim_posted(r->f->world), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_WUC),
			E1K_WUC_APME | E1K_WUC_PME_EN | E1K_WUC_APMPME);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_WUS), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_RCTL) & E1K_RCTL_EN,
			E1K_RCTL_EN);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_TCTL) & E1K_TCTL_EN, 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, hw->chip->rxq_base + E1K_Q_LEN), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, hw->chip->rxq_base + E1K_Q_TAIL), 0);
}

static void disarmed_device_wakes_nobody(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_ASSERT_EQ(test, e1k_wol_arm(&f->hw, E1K_WOL_BROADCAST), 0);
	e1k_sim_set_reg(f->world, E1K_WUS, BIT(4));
	e1k_wol_disarm(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_WUFC), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_WUC), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_WUS), 0);
	KUNIT_EXPECT_EQ(test, e1k_wol_default(&f->hw), 0);
	KUNIT_ASSERT_EQ(test, e1k_wol_arm(&f->hw, E1K_WOL_MAGIC), 0);
	e1k_wol_disarm(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_wol_default(&f->hw), E1K_WOL_MAGIC);
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_RCTL) & E1K_RCTL_EN, 0);
}

static void gone_device_is_not_armed(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ONES;
	KUNIT_EXPECT_EQ(test, e1k_wol_arm(&f->hw, E1K_WOL_MAGIC), -ENODEV);
}

static struct kunit_case wol_sim_cases[] = {
	KUNIT_CASE_PARAM(nvm_decides_first, chip_gen_params),
	KUNIT_CASE_PARAM(events_become_filters, event_gen_params),
	KUNIT_CASE_PARAM(armed_device_listens_and_writes_nothing, chip_gen_params),
	KUNIT_CASE_PARAM(disarmed_device_wakes_nobody, chip_gen_params),
	KUNIT_CASE_PARAM(gone_device_is_not_armed, chip_gen_params),
	{}
};

static struct kunit_suite wol_sim_suite = {
	.name = "e1k_wol_sim",
	.exit = e1k_fix_exit,
	.test_cases = wol_sim_cases,
};

kunit_test_suite(wol_sim_suite);
