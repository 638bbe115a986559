// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Stopping and starting one queue while the others go on. */
#include "port.h"
#include "ring.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/queue.h"
#include "../hal/rss.h"
#include "../hal/stats.h"

#define PAIRS 4

static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

E1K_FIX_PER_CHIP;

struct stop {
	struct e1k_fix *f;
	struct e1k_ring *ring[PAIRS];
};

static struct stop *stop_ready(struct kunit *test)
{
	struct stop *s = kunit_kzalloc(test, sizeof(*s), GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, s);
	s->f = e1k_fix_create(test, 0x10c9);
	e1k_fix_reset(test, s->f);
	e1k_world_set_irq(s->f->world, E1K_IRQ_MSIX);
	KUNIT_ASSERT_EQ(test, e1k_irq_setup(&s->f->hw, E1K_IRQ_MSIX, PAIRS + 1), 0);
	e1k_fix_link_up(test, s->f);
	for (i = 0; i < PAIRS; i++) {
		s->ring[i] = e1k_ring_create(test, s->f);
		s->ring[i]->index = i;
		e1k_ring_program(test, s->ring[i]);
	}
	e1k_mac_start(&s->f->hw);
	for (i = 0; i < PAIRS; i++)
		e1k_ring_open(s->ring[i]);
	return s;
}

/* Every hash leads to the queue. */
static void stop_steer(struct kunit *test, struct stop *s, u8 queue)
{
	u8 table[E1K_RSS_TABLE_LEN];

	memset(table, queue, sizeof(table));
	KUNIT_ASSERT_EQ(test, e1k_rss_set_table(&s->f->hw, table), 0);
}

static bool stop_hears(struct kunit *test, struct stop *s, u8 queue)
{
	struct e1k_ring *r = s->ring[queue];
	u32 status;

	stop_steer(test, s, queue);
	e1k_ring_fill_ip(r, everyone, 60);
	e1k_world_inject(s->f->world, r->frame, 60);
	return e1k_ring_receive(test, r, &status);
}

static bool stop_sends(struct stop *s, u8 queue)
{
	struct e1k_ring *r = s->ring[queue];

	e1k_ring_fill(r, everyone, 100 + queue);
	e1k_ring_queue(r, 100 + queue, NULL);
	e1k_ring_doorbell(r);
	return e1k_world_take(s->f->world, r->frame) == 100U + queue;
}

static bool stop_enabled(struct stop *s, u32 base, u8 queue)
{
	return e1k_world_peek(s->f->world, base + 0x40 * queue + E1K_Q_DCTL) & E1K_DCTL_ENABLE;
}

static void queues_run_side_by_side(struct kunit *test)
{
	struct stop *s = stop_ready(test);
	u8 i;

	for (i = 0; i < PAIRS; i++) {
		KUNIT_EXPECT_TRUE(test, stop_hears(test, s, i));
		KUNIT_EXPECT_TRUE(test, stop_sends(s, i));
	}
}

static void stopping_one_leaves_the_others_running(struct kunit *test)
{
	struct stop *s = stop_ready(test);
	struct e1k_hw *hw = &s->f->hw;
	u8 i;

	stop_steer(test, s, 0);
	e1k_log_clear(s->f->log);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_stop(hw, 2), 0);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_stop(hw, 2), 0);
	KUNIT_EXPECT_FALSE(test, stop_enabled(s, 0xc000, 2));
	KUNIT_EXPECT_FALSE(test, stop_enabled(s, 0xe000, 2));
	KUNIT_EXPECT_FALSE(test, e1k_queue_rx_runs(hw, 2));
	KUNIT_EXPECT_TRUE(test, e1k_queue_rx_runs(hw, 1));
	KUNIT_EXPECT_EQ(test, e1k_log_writes(s->f->log, E1K_RCTL), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(s->f->log, E1K_TCTL), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(s->f->log, E1K_CTRL), 0);
	for (i = 0; i < PAIRS; i++) {
		if (i == 2)
			continue;
		KUNIT_EXPECT_TRUE(test, stop_hears(test, s, i));
		KUNIT_EXPECT_TRUE(test, stop_sends(s, i));
	}
	KUNIT_EXPECT_FALSE(test, stop_hears(test, s, 2));
}

/* The ring moves while both units run. */
static void stopped_queue_starts_with_another_ring(struct kunit *test)
{
	struct stop *s = stop_ready(test);

	stop_steer(test, s, 0);
	KUNIT_ASSERT_EQ(test, e1k_queue_rx_stop(&s->f->hw, 1), 0);
	KUNIT_ASSERT_EQ(test, e1k_queue_tx_stop(&s->f->hw, 1), 0);
	s->ring[1] = e1k_ring_create(test, s->f);
	s->ring[1]->index = 1;
	e1k_ring_program(test, s->ring[1]);
	e1k_ring_open(s->ring[1]);
	KUNIT_EXPECT_TRUE(test, stop_hears(test, s, 1));
	KUNIT_EXPECT_TRUE(test, stop_sends(s, 1));
	KUNIT_EXPECT_TRUE(test, stop_hears(test, s, 0));
}

/* Starting a queue that runs stops it first. */
static void running_queue_is_started_anew(struct kunit *test)
{
	struct stop *s = stop_ready(test);

	stop_hears(test, s, 3);
	stop_steer(test, s, 0);
	memset(s->ring[3]->rxd, 0, E1K_RING_COUNT * 16);
	e1k_ring_program(test, s->ring[3]);
	e1k_ring_open(s->ring[3]);
	KUNIT_EXPECT_TRUE(test, stop_hears(test, s, 3));
}

static void idle_queue_stops_at_once(struct kunit *test)
{
	struct stop *s = stop_ready(test);
	u64 start = e1k_world_now(s->f->world);

	KUNIT_EXPECT_EQ(test, e1k_queue_tx_stop(&s->f->hw, 0), 0);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_stop(&s->f->hw, 1), 0);
	KUNIT_EXPECT_LE(test, e1k_world_now(s->f->world) - start, 1000);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_stop(&s->f->hw, 1), 0);
	KUNIT_EXPECT_LE(test, e1k_world_now(s->f->world) - start, 1000);
}

static void mac_stop_stops_every_queue(struct kunit *test)
{
	struct stop *s = stop_ready(test);
	u8 i;

	e1k_log_clear(s->f->log);
	e1k_mac_stop(&s->f->hw);
	KUNIT_EXPECT_LT(test, e1k_log_find_write(s->f->log, 0, E1K_CTRL, E1K_CTRL_RST), 0);
	for (i = 0; i < 16; i++) {
		KUNIT_EXPECT_FALSE(test, stop_enabled(s, 0xc000, i));
		KUNIT_EXPECT_FALSE(test, stop_enabled(s, 0xe000, i));
	}
}

static void only_the_82576_stops_queues(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	int want = r->f->hw.chip->device_id == 0x10c9 ? 0 : -EOPNOTSUPP;

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_stop(&r->f->hw, 0), want);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_stop(&r->f->hw, 0), want);
	if (want)
		KUNIT_EXPECT_EQ(test, r->f->log->count, 0);
}

static void fill_queue(struct kunit *test, struct stop *s, u8 queue, u32 frames)
{
	u32 i;

	stop_steer(test, s, queue);
	e1k_ring_fill_ip(s->ring[queue], everyone, 60);
	for (i = 0; i < frames; i++)
		e1k_world_inject(s->f->world, s->ring[queue]->frame, 60);
}

/* A full queue drops and counts; the others, and the device, do not notice. */
static void full_queue_drops_for_itself(struct kunit *test)
{
	struct stop *s = stop_ready(test);
	struct e1k_stats *stats = kunit_kzalloc(test, sizeof(*stats), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, stats);
	fill_queue(test, s, 1, E1K_RING_COUNT + 4);
	fill_queue(test, s, 3, E1K_RING_COUNT + 1);
	KUNIT_EXPECT_TRUE(test, stop_hears(test, s, 0));
	e1k_stats_update(&s->f->hw, stats);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_RQDPC], 5 + 2);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_MPC], 0);
}

/* A lone queue has nobody to hold up: the packet buffer holds on for it. */
static void lone_queue_does_not_drop(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);
	struct e1k_ring *r = e1k_ring_create(test, f);

	e1k_fix_reset(test, f);
	e1k_ring_start(test, r);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0xc00c), 0x02000002);
}

static struct kunit_case stop_cases[] = {
	KUNIT_CASE(queues_run_side_by_side),
	KUNIT_CASE(stopping_one_leaves_the_others_running),
	KUNIT_CASE(stopped_queue_starts_with_another_ring),
	KUNIT_CASE(running_queue_is_started_anew),
	KUNIT_CASE(idle_queue_stops_at_once),
	KUNIT_CASE(mac_stop_stops_every_queue),
	KUNIT_CASE_PARAM(only_the_82576_stops_queues, chip_gen_params),
	KUNIT_CASE(full_queue_drops_for_itself),
	KUNIT_CASE(lone_queue_does_not_drop),
	{}
};

static struct kunit_suite stop_suite = {
	.name = "e1k_stop",
	.exit = e1k_fix_exit,
	.test_cases = stop_cases,
};

kunit_test_suite(stop_suite);
