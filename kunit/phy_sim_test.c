// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* What the PHY advertises and agrees to with every partner; a PHY that fails. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/phy.h"

#define MDIC_TIMEOUT_US 2000

static struct e1k_fix *phy_ready(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	KUNIT_ASSERT_EQ(test, e1k_phy_identify(&f->hw), 0);
	return f;
}

static struct e1k_link phy_setup(struct kunit *test, struct e1k_fix *f)
{
	struct e1k_link link = { 0 };

	KUNIT_EXPECT_EQ(test, e1k_phy_setup(&f->hw), 0);
	e1k_world_advance(f->world, 3000000);
	KUNIT_EXPECT_EQ(test, e1k_phy_read_link(&f->hw, &link), 0);
	return link;
}

struct phy_place {
	u8 addr;
	u32 id;
	int err;
	u32 found;
	const char *desc;
};

static const struct phy_place phy_places[] = {
	{ 0, 0x01410c20, 0, E1K_PHY_ID_M88E1011, "address 0" },
	{ 1, 0x01410c25, 0, E1K_PHY_ID_M88E1011, "revision 5" },
	{ 31, 0x01410c33, 0, E1K_PHY_ID_M88E1000, "address 31" },
	{ 1, 0x01410c5f, 0, E1K_PHY_ID_M88E1000_E, "older identifier" },
	{ 1, 0x01410cb1, 0, E1K_PHY_ID_BM, "BM" },
	{ 1, 0x02a80391, 0, E1K_PHY_ID_IGP03, "IGP03" },
	{ 1, 0x01410ca1, -ENODEV, 0, "another M88" },
	{ 1, 0x02a80380, -ENODEV, 0, "another IGP" },
	{ 32, 0x01410c20, -ENODEV, 0, "nobody" },
};

E1K_PARAMS(place, phy_places);

static void phy_is_identified(struct kunit *test)
{
	const struct phy_place *place = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_sim_set_phy(f->world, place->addr, place->id);
	KUNIT_ASSERT_EQ(test, e1k_phy_identify(&f->hw), place->err);
	if (place->err)
		return;
	KUNIT_EXPECT_EQ(test, f->hw.phy_addr, place->addr);
	KUNIT_EXPECT_EQ(test, f->hw.phy_id, place->found);
	KUNIT_EXPECT_EQ(test, f->hw.phy_rev, place->id & 0xf);
}

static void dead_mdio_is_found_out_at_once(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	u64 start = e1k_world_now(f->world);

	e1k_sim_fault(f->world)->mdic_stuck = 1;
	KUNIT_EXPECT_EQ(test, e1k_phy_identify(&f->hw), -ENODEV);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world) - start, MDIC_TIMEOUT_US);
}

static void read_gives_up_after_2_ms(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u64 start = e1k_world_now(f->world);
	u16 val;

	e1k_sim_fault(f->world)->mdic_stuck = 1;
	KUNIT_EXPECT_EQ(test, e1k_phy_read(&f->hw, E1K_PHY_BMSR, &val), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world) - start, MDIC_TIMEOUT_US);
}

static void write_gives_up_after_2_ms(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u64 start = e1k_world_now(f->world);

	e1k_sim_fault(f->world)->mdic_stuck = 1;
	KUNIT_EXPECT_EQ(test, e1k_phy_write(&f->hw, E1K_PHY_ANAR, 1), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world) - start, MDIC_TIMEOUT_US);
}

static void missing_acknowledge_is_an_error(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u16 val = 0x1234;

	e1k_sim_fault(f->world)->mdic_error = 1;
	KUNIT_EXPECT_EQ(test, e1k_phy_read(&f->hw, E1K_PHY_BMSR, &val), -EIO);
	KUNIT_EXPECT_EQ(test, val, 0x1234);
	e1k_sim_fault(f->world)->mdic_error = 1;
	KUNIT_EXPECT_EQ(test, e1k_phy_write(&f->hw, E1K_PHY_ANAR, 1), -EIO);
}

static void access_takes_one_poll_and_no_sleep(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u64 start = e1k_world_now(f->world);
	u16 val;

	e1k_sim_forbid_sleep(f->world);
	KUNIT_EXPECT_EQ(test, e1k_phy_read(&f->hw, E1K_PHY_BMSR, &val), 0);
	KUNIT_EXPECT_EQ(test, e1k_phy_write(&f->hw, E1K_PHY_ANAR, 1), 0);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, 128);
}

static int call_setup(struct e1k_hw *hw)
{
	return e1k_phy_setup(hw);
}

static int call_setup_forced(struct e1k_hw *hw)
{
	hw->link_cfg.autoneg = false;
	hw->link_cfg.speed = 100;
	return e1k_phy_setup(hw);
}

static int call_reset(struct e1k_hw *hw)
{
	return e1k_phy_reset(hw);
}

static int call_read_link(struct e1k_hw *hw)
{
	struct e1k_link link;

	return e1k_phy_read_link(hw, &link);
}

static int call_loopback_on(struct e1k_hw *hw)
{
	return e1k_phy_set_loopback(hw, true);
}

static int call_loopback_off(struct e1k_hw *hw)
{
	return e1k_phy_set_loopback(hw, false);
}

struct phy_call {
	int (*call)(struct e1k_hw *hw);
	u32 least; /* MDIO commands it takes */
	const char *desc;
};

static const struct phy_call phy_calls[] = {
	{ call_setup, 6, "setup" },
	{ call_setup_forced, 4, "setup with forced speed" },
	{ call_reset, 3, "reset" },
	{ call_read_link, 5, "read the link" },
	{ call_loopback_on, 3, "loopback on" },
	{ call_loopback_off, 6, "loopback off" },
};

E1K_PARAMS(call, phy_calls);

/* Break each MDIO command in turn, until the call gets by without the broken one. */
static void every_mdio_error_is_reported(struct kunit *test)
{
	const struct phy_call *call = test->param_value;
	struct e1k_fix *f = phy_ready(test);
	u32 n;
	int err;

	phy_setup(test, f);
	for (n = 1; n < 30; n++) {
		e1k_sim_fault(f->world)->mdic_error = n;
		err = call->call(&f->hw);
		if (e1k_sim_fault(f->world)->mdic_error)
			break;
		KUNIT_EXPECT_EQ(test, err, -EIO);
		e1k_world_advance(f->world, 3000000);
	}
	KUNIT_EXPECT_EQ(test, err, 0);
	KUNIT_EXPECT_GT(test, n, call->least);
}

static void stuck_reset_is_given_up_after_500_ms(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u64 start = e1k_world_now(f->world);

	e1k_sim_fault(f->world)->phy_reset_stuck = true;
	KUNIT_EXPECT_EQ(test, e1k_phy_reset(&f->hw), -ETIMEDOUT);
	KUNIT_EXPECT_GE(test, e1k_world_now(f->world) - start, 500000);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, 600000);
}

static void reset_is_one_and_keeps_the_advertisement(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	f->hw.link_cfg.advertise = E1K_ADV_100_FULL;
	phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_resets(f->world), 1);
	KUNIT_EXPECT_EQ(test, e1k_phy_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_resets(f->world), 2);
	KUNIT_EXPECT_EQ(test, e1k_phy_read_link(&f->hw, &link), 0);
	KUNIT_EXPECT_FALSE(test, link.up);
	e1k_world_advance(f->world, 3000000);
	KUNIT_EXPECT_EQ(test, e1k_phy_read_link(&f->hw, &link), 0);
	KUNIT_EXPECT_EQ(test, link.speed, 100);
}

struct phy_mode {
	u8 advertise;
	u16 anar;
	u16 gbcr;
	u16 speed;
	bool full_duplex;
	const char *desc;
};

static const struct phy_mode phy_modes[] = {
	{ E1K_ADV_10_HALF, 0x0021, 0, 10, false, "10 half" },
	{ E1K_ADV_10_FULL, 0x0041, 0, 10, true, "10 full" },
	{ E1K_ADV_100_HALF, 0x0081, 0, 100, false, "100 half" },
	{ E1K_ADV_100_FULL, 0x0101, 0, 100, true, "100 full" },
	{ E1K_ADV_1000_FULL, 0x0001, 0x0200, 1000, true, "1000 full" },
	{ E1K_ADV_10_FULL | E1K_ADV_100_HALF, 0x00c1, 0, 100, false, "10 full and 100 half" },
	{ E1K_ADV_ALL, 0x01e1, 0x0200, 1000, true, "all" },
};

E1K_PARAMS(mode, phy_modes);

static void advertised_modes_are_agreed_to(struct kunit *test)
{
	const struct phy_mode *mode = test->param_value;
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	f->hw.link_cfg.advertise = mode->advertise;
	f->hw.link_cfg.fc = 0;
	link = phy_setup(test, f);
	KUNIT_EXPECT_TRUE(test, link.up);
	KUNIT_EXPECT_EQ(test, link.speed, mode->speed);
	KUNIT_EXPECT_EQ(test, link.full_duplex, mode->full_duplex);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_reg(f->world, E1K_PHY_ANAR), mode->anar);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_reg(f->world, E1K_PHY_GBCR), mode->gbcr);
}

static void partner_modes_are_seen(struct kunit *test)
{
	const struct phy_mode *mode = test->param_value;
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	e1k_sim_partner(f->world)->anlpar = mode->anar;
	e1k_sim_partner(f->world)->gbsr = mode->gbcr ? E1K_GBSR_LP_1000_FULL : 0;
	link = phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, link.lp_advertise, mode->advertise);
	KUNIT_EXPECT_EQ(test, link.speed, mode->speed);
	KUNIT_EXPECT_EQ(test, link.full_duplex, mode->full_duplex);
}

struct phy_pause {
	u8 fc;
	u16 anar;
	const char *desc;
};

static const struct phy_pause phy_pauses[] = {
	{ 0, 0, "none" },
	{ E1K_FC_RX, 0x0c00, "receive" },
	{ E1K_FC_TX, 0x0800, "send" },
	{ E1K_FC_RX | E1K_FC_TX, 0x0400, "both" },
};

E1K_PARAMS(pause, phy_pauses);

static void pause_is_advertised(struct kunit *test)
{
	const struct phy_pause *pause = test->param_value;
	struct e1k_fix *f = phy_ready(test);

	f->hw.link_cfg.fc = pause->fc;
	phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_reg(f->world, E1K_PHY_ANAR) & 0x0c00, pause->anar);
}

static void partner_pause_is_seen(struct kunit *test)
{
	const struct phy_pause *pause = test->param_value;
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	e1k_sim_partner(f->world)->anlpar |= pause->anar;
	link = phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, link.lp_pause, !!(pause->anar & 0x0400));
	KUNIT_EXPECT_EQ(test, link.lp_asym_pause, !!(pause->anar & 0x0800));
}

struct phy_forced {
	u16 speed;
	bool full_duplex;
	const char *desc;
};

static const struct phy_forced phy_forced[] = {
	{ 10, false, "10 half" },
	{ 10, true, "10 full" },
	{ 100, false, "100 half" },
	{ 100, true, "100 full" },
};

E1K_PARAMS(forced, phy_forced);

static void forced_mode_is_in_force(struct kunit *test)
{
	const struct phy_forced *forced = test->param_value;
	struct e1k_fix *f = phy_ready(test);
	u32 before = e1k_sim_negotiations(f->world);
	struct e1k_link link;

	f->hw.link_cfg.autoneg = false;
	f->hw.link_cfg.speed = forced->speed;
	f->hw.link_cfg.full_duplex = forced->full_duplex;
	link = phy_setup(test, f);
	KUNIT_EXPECT_TRUE(test, link.up);
	KUNIT_EXPECT_FALSE(test, link.autoneg_done);
	KUNIT_EXPECT_EQ(test, link.speed, forced->speed);
	KUNIT_EXPECT_EQ(test, link.full_duplex, forced->full_duplex);
	KUNIT_EXPECT_EQ(test, link.lp_advertise, 0);
	KUNIT_EXPECT_EQ(test, e1k_sim_negotiations(f->world), before);
}

/* What the partner has been told, whatever the configuration has become since. */
static void pause_on_offer_is_remembered(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);

	f->hw.link_cfg.fc = E1K_FC_TX;
	phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.fc_advertised, E1K_FC_TX);
	f->hw.link_cfg.fc = E1K_FC_RX;
	f->hw.link_cfg.autoneg = false;
	f->hw.link_cfg.speed = 100;
	phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.fc_advertised, E1K_FC_TX);
	f->hw.link_cfg.autoneg = true;
	phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.fc_advertised, E1K_FC_RX);
}

struct phy_bad {
	struct e1k_link_cfg cfg;
	const char *desc;
};

static const struct phy_bad phy_bads[] = {
	{ { .autoneg = true, .advertise = 0 }, "nothing advertised" },
	{ { .autoneg = true, .advertise = 0x20 }, "an unknown mode" },
	{ { .autoneg = true, .advertise = 0x3f }, "an unknown mode besides" },
	{ { .autoneg = false, .speed = 1000, .full_duplex = true }, "1000 forced" },
	{ { .autoneg = false, .speed = 0 }, "no speed" },
};

E1K_PARAMS(bad, phy_bads);

static void impossible_setup_touches_nothing(struct kunit *test)
{
	const struct phy_bad *bad = test->param_value;
	struct e1k_fix *f = phy_ready(test);

	f->hw.link_cfg = bad->cfg;
	e1k_log_clear(f->log);
	KUNIT_EXPECT_EQ(test, e1k_phy_setup(&f->hw), -EINVAL);
	KUNIT_EXPECT_EQ(test, f->log->count, 0);
}

static void fixed_partner_is_detected(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	e1k_sim_partner(f->world)->autoneg = false;
	e1k_sim_partner(f->world)->speed = 100;
	link = phy_setup(test, f);
	KUNIT_EXPECT_TRUE(test, link.up);
	KUNIT_EXPECT_EQ(test, link.speed, 100);
	KUNIT_EXPECT_FALSE(test, link.full_duplex);
	KUNIT_EXPECT_EQ(test, link.lp_advertise, E1K_ADV_100_HALF);
	KUNIT_EXPECT_FALSE(test, link.lp_pause);
}

static void nothing_in_common_is_no_link(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);

	f->hw.link_cfg.advertise = E1K_ADV_1000_FULL;
	e1k_sim_partner(f->world)->gbsr = 0;
	KUNIT_EXPECT_FALSE(test, phy_setup(test, f).up);
}

static void crossed_cable_is_reported(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	KUNIT_EXPECT_FALSE(test, phy_setup(test, f).mdix);
	e1k_sim_partner(f->world)->crossed = true;
	link = phy_setup(test, f);
	KUNIT_EXPECT_TRUE(test, link.up);
	KUNIT_EXPECT_TRUE(test, link.mdix);
}

static void lost_link_that_came_back_is_up(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	phy_setup(test, f);
	e1k_world_set_link(f->world, false);
	e1k_world_set_link(f->world, true);
	e1k_world_advance(f->world, 3000000);
	KUNIT_EXPECT_EQ(test, e1k_phy_read_link(&f->hw, &link), 0);
	KUNIT_EXPECT_TRUE(test, link.up);
}

static void unresolved_phy_tells_no_speed(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	e1k_sim_fault(f->world)->pssr_dead = true;
	link = phy_setup(test, f);
	KUNIT_EXPECT_TRUE(test, link.up);
	KUNIT_EXPECT_EQ(test, link.speed, 0);
}

static void crossover_and_polarity_are_automatic(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u16 pscr;

	phy_setup(test, f);
	pscr = e1k_sim_phy_crossover(f->world);
	KUNIT_EXPECT_EQ(test, pscr & E1K_M88_PSCR_MDIX, E1K_M88_PSCR_MDIX);
	KUNIT_EXPECT_EQ(test, pscr & E1K_M88_PSCR_POLARITY_OFF, 0);
	KUNIT_EXPECT_EQ(test, pscr & E1K_M88_PSCR_ASSERT_CRS, E1K_M88_PSCR_ASSERT_CRS);
}

static void forced_speed_forces_crossover(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);

	f->hw.link_cfg.autoneg = false;
	f->hw.link_cfg.speed = 100;
	phy_setup(test, f);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_crossover(f->world) & E1K_M88_PSCR_MDIX, 0);
}

static void loopback_stays_on_after_its_reset(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	u16 bmcr;

	KUNIT_ASSERT_EQ(test, e1k_phy_set_loopback(&f->hw, true), 0);
	bmcr = e1k_sim_phy_reg(f->world, E1K_PHY_BMCR);
	KUNIT_EXPECT_EQ(test, bmcr & E1K_BMCR_LOOPBACK, E1K_BMCR_LOOPBACK);
	KUNIT_EXPECT_EQ(test, bmcr & E1K_BMCR_AN_ENABLE, 0);
	KUNIT_EXPECT_EQ(test, bmcr & E1K_BMCR_SPEED_1000, E1K_BMCR_SPEED_1000);
	KUNIT_EXPECT_EQ(test, bmcr & E1K_BMCR_FULL_DUPLEX, E1K_BMCR_FULL_DUPLEX);
}

static void loopback_off_negotiates_again(struct kunit *test)
{
	struct e1k_fix *f = phy_ready(test);
	struct e1k_link link;

	KUNIT_ASSERT_EQ(test, e1k_phy_set_loopback(&f->hw, true), 0);
	KUNIT_ASSERT_EQ(test, e1k_phy_set_loopback(&f->hw, false), 0);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_reg(f->world, E1K_PHY_BMCR) & E1K_BMCR_LOOPBACK, 0);
	e1k_world_advance(f->world, 3000000);
	KUNIT_EXPECT_EQ(test, e1k_phy_read_link(&f->hw, &link), 0);
	KUNIT_EXPECT_TRUE(test, link.up);
	KUNIT_EXPECT_TRUE(test, link.autoneg_done);
}

static struct kunit_case phy_sim_cases[] = {
	KUNIT_CASE_PARAM(phy_is_identified, place_gen_params),
	KUNIT_CASE(dead_mdio_is_found_out_at_once),
	KUNIT_CASE(read_gives_up_after_2_ms),
	KUNIT_CASE(write_gives_up_after_2_ms),
	KUNIT_CASE(missing_acknowledge_is_an_error),
	KUNIT_CASE(access_takes_one_poll_and_no_sleep),
	KUNIT_CASE_PARAM(every_mdio_error_is_reported, call_gen_params),
	KUNIT_CASE(stuck_reset_is_given_up_after_500_ms),
	KUNIT_CASE(reset_is_one_and_keeps_the_advertisement),
	KUNIT_CASE_PARAM(advertised_modes_are_agreed_to, mode_gen_params),
	KUNIT_CASE_PARAM(partner_modes_are_seen, mode_gen_params),
	KUNIT_CASE_PARAM(pause_is_advertised, pause_gen_params),
	KUNIT_CASE(pause_on_offer_is_remembered),
	KUNIT_CASE_PARAM(partner_pause_is_seen, pause_gen_params),
	KUNIT_CASE_PARAM(forced_mode_is_in_force, forced_gen_params),
	KUNIT_CASE_PARAM(impossible_setup_touches_nothing, bad_gen_params),
	KUNIT_CASE(fixed_partner_is_detected),
	KUNIT_CASE(nothing_in_common_is_no_link),
	KUNIT_CASE(crossed_cable_is_reported),
	KUNIT_CASE(lost_link_that_came_back_is_up),
	KUNIT_CASE(unresolved_phy_tells_no_speed),
	KUNIT_CASE(crossover_and_polarity_are_automatic),
	KUNIT_CASE(forced_speed_forces_crossover),
	KUNIT_CASE(loopback_stays_on_after_its_reset),
	KUNIT_CASE(loopback_off_negotiates_again),
	{}
};

static struct kunit_suite phy_sim_suite = {
	.name = "e1k_phy_sim",
	.exit = e1k_fix_exit,
	.test_cases = phy_sim_cases,
};

kunit_test_suite(phy_sim_suite);
