// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Traffic, as the counters of the hardware see it. */
#include "port.h"
#include "ring.h"
#include "../hal/stats.h"

static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

E1K_FIX_PER_CHIP;

static void let_in(struct kunit *test, struct e1k_ring *r, u32 len)
{
	u32 status;

	e1k_ring_fill(r, everyone, len);
	e1k_world_inject(r->f->world, r->frame, len);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), len);
}

static void traffic_is_counted(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_stats *stats = kunit_kzalloc(test, sizeof(*stats), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, stats);
	let_in(test, r, 60);
	let_in(test, r, 1514);
	e1k_ring_queue(r, 200, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 200);
	e1k_stats_update(&r->f->hw, stats);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_GPRC], 2);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_BPRC], 2);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_PRC64], 1);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_PRC1522], 1);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_GORC], 64 + 1518);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_GPTC], 1);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_PTC255], 1);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_GOTC], 204);
}

static void counters_start_again_after_clear(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_stats *stats = kunit_kzalloc(test, sizeof(*stats), GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, stats);
	let_in(test, r, 60);
	e1k_stats_clear(&r->f->hw, stats);
	e1k_stats_update(&r->f->hw, stats);
	for (i = 0; i < E1K_STAT_CNT; i++)
		KUNIT_EXPECT_EQ(test, stats->val[i], 0);
	let_in(test, r, 60);
	e1k_stats_update(&r->f->hw, stats);
	e1k_stats_update(&r->f->hw, stats);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_GPRC], 1);
}

static struct kunit_case stats_cases[] = {
	KUNIT_CASE_PARAM(traffic_is_counted, chip_gen_params),
	KUNIT_CASE_PARAM(counters_start_again_after_clear, chip_gen_params),
	{}
};

static struct kunit_suite stats_suite = {
	.name = "e1k_stats",
	.exit = e1k_fix_exit,
	.test_cases = stats_cases,
};

kunit_test_suite(stats_suite);
