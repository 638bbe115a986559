// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* PAUSE: what is advertised, what both sides agree on (IEEE 802.3 annex 28B). */
#include "port.h"
#include "fixture.h"
#include "../hal/fc.h"

#define BOTH (E1K_FC_RX | E1K_FC_TX)

struct fc_wish {
	u8 fc;
	bool pause;
	bool asym;
	const char *desc;
};

static const struct fc_wish fc_wishes[] = {
	{ 0, false, false, "none" },
	{ E1K_FC_RX, true, true, "receive" },
	{ E1K_FC_TX, false, true, "send" },
	{ BOTH, true, false, "both" },
};

E1K_PARAMS(wish, fc_wishes);

static void wish_is_advertised(struct kunit *test)
{
	const struct fc_wish *wish = test->param_value;
	bool pause = !wish->pause, asym = !wish->asym;

	e1k_fc_advertise(wish->fc, &pause, &asym);
	KUNIT_EXPECT_EQ(test, pause, wish->pause);
	KUNIT_EXPECT_EQ(test, asym, wish->asym);
}

struct fc_pair {
	u8 fc;
	bool lp_pause;
	bool lp_asym;
	u8 agreed;
	const char *desc;
};

static const struct fc_pair fc_pairs[] = {
	{ 0, false, false, 0, "none, partner none" },
	{ 0, false, true, 0, "none, partner asymmetric" },
	{ 0, true, false, 0, "none, partner symmetric" },
	{ 0, true, true, 0, "none, partner either" },
	{ E1K_FC_RX, false, false, 0, "receive, partner none" },
	{ E1K_FC_RX, false, true, E1K_FC_RX, "receive, partner asymmetric" },
	{ E1K_FC_RX, true, false, E1K_FC_RX, "receive, partner symmetric" },
	{ E1K_FC_RX, true, true, E1K_FC_RX, "receive, partner either" },
	{ E1K_FC_TX, false, false, 0, "send, partner none" },
	{ E1K_FC_TX, false, true, 0, "send, partner asymmetric" },
	{ E1K_FC_TX, true, false, 0, "send, partner symmetric" },
	{ E1K_FC_TX, true, true, E1K_FC_TX, "send, partner either" },
	{ BOTH, false, false, 0, "both, partner none" },
	{ BOTH, false, true, 0, "both, partner asymmetric" },
	{ BOTH, true, false, BOTH, "both, partner symmetric" },
	{ BOTH, true, true, BOTH, "both, partner either" },
};

E1K_PARAMS(pair, fc_pairs);

static void pair_is_resolved(struct kunit *test)
{
	const struct fc_pair *pair = test->param_value;

	KUNIT_EXPECT_EQ(test, e1k_fc_resolve(pair->fc, pair->lp_pause, pair->lp_asym),
			pair->agreed);
}

E1K_FIX_PER_CHIP;

static void pause_frames_are_802_3(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_fc_init(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_FCAL), 0x00c28001);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_FCAH), 0x0100);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_FCT), 0x8808);
	KUNIT_EXPECT_NE(test, e1k_world_peek(f->world, E1K_FCTTV), 0);
}

static void thresholds_leave_room_for_a_frame(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	u32 high, low;

	e1k_fc_init(&f->hw);
	high = e1k_world_peek(f->world, E1K_FCRTH);
	low = e1k_world_peek(f->world, E1K_FCRTL);
	KUNIT_EXPECT_LE(test, high + f->hw.chip->max_frame, f->hw.chip->pb_rx * 1024);
	KUNIT_EXPECT_EQ(test, low & E1K_FCRTL_XONE, E1K_FCRTL_XONE);
	low &= E1K_FCRTL_RTL;
	KUNIT_EXPECT_LT(test, low, high);
	KUNIT_EXPECT_GT(test, low, 0);
}

/* A pause that ends before the buffer has drained wastes the link. */
static void pause_outlasts_the_buffer(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	u32 pause_bits;

	e1k_fc_init(&f->hw);
	pause_bits = 512 * e1k_world_peek(f->world, E1K_FCTTV);
	KUNIT_EXPECT_GE(test, pause_bits, f->hw.chip->pb_rx * 1024 * 8);
}

static struct kunit_case fc_cases[] = {
	KUNIT_CASE_PARAM(wish_is_advertised, wish_gen_params),
	KUNIT_CASE_PARAM(pair_is_resolved, pair_gen_params),
	KUNIT_CASE_PARAM(pause_frames_are_802_3, chip_gen_params),
	KUNIT_CASE_PARAM(thresholds_leave_room_for_a_frame, chip_gen_params),
	KUNIT_CASE_PARAM(pause_outlasts_the_buffer, chip_gen_params),
	{}
};

static struct kunit_suite fc_suite = {
	.name = "e1k_fc",
	.exit = e1k_fix_exit,
	.test_cases = fc_cases,
};

kunit_test_suite(fc_suite);
