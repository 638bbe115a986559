// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Queues of the 82576 that do not stop or start as they should. */
#include "port.h"
#include "ring.h"
#include "sim_fault.h"
#include "../hal/mac.h"
#include "../hal/queue.h"

static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

/* Queues 0 and 1 run; the ring of queue 0. */
static struct e1k_ring *stop_ready(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);
	struct e1k_ring *r = e1k_ring_create(test, f), *second = e1k_ring_create(test, f);

	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	second->index = 1;
	e1k_ring_program(test, second);
	e1k_ring_start(test, r);
	e1k_ring_open(second);
	return r;
}

static void stop_gives_up_what_is_not_sent(struct kunit *test)
{
	struct e1k_ring *r = stop_ready(test);
	u64 start = e1k_world_now(r->f->world);

	e1k_sim_fault(r->f->world)->paused = true;
	e1k_ring_fill(r, everyone, 100);
	e1k_ring_queue(r, 100, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_stop(&r->f->hw, 0), 0);
	KUNIT_EXPECT_GE(test, e1k_world_now(r->f->world) - start, 20000);
	KUNIT_EXPECT_LE(test, e1k_world_now(r->f->world) - start, 31000);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
}

static void stuck_queue_is_reported(struct kunit *test)
{
	struct e1k_ring *r = stop_ready(test);
	struct e1k_queue_mem mem = { r->rxd_bus, E1K_RING_COUNT };
	u64 start;

	e1k_sim_fault(r->f->world)->queue_stuck = true;
	start = e1k_world_now(r->f->world);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_stop(&r->f->hw, 1), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_world_now(r->f->world) - start, 10000);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_stop(&r->f->hw, 1), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&r->f->hw, 2, &mem), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&r->f->hw, 2, &mem), -ETIMEDOUT);
}

/* Its memory is about to be freed: only a reset takes it from the device. */
static void stop_of_the_port_resets_a_stuck_queue(struct kunit *test)
{
	struct e1k_ring *r = stop_ready(test);

	e1k_log_clear(r->f->log);
	e1k_sim_fault(r->f->world)->queue_stuck = true;
	e1k_mac_stop(&r->f->hw);
	KUNIT_EXPECT_GT(test, e1k_log_find_write(r->f->log, 0, E1K_CTRL, E1K_CTRL_RST), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_RCTL) & E1K_RCTL_EN, 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_TCTL) & E1K_TCTL_EN, 0);
}

static void queue_that_does_not_start_is_reported(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x10000000, 64 };
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);

	e1k_fix_reset(test, f);
	e1k_sim_fault(f->world)->queue_stuck = true;
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 5, &mem), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, 5, &mem), -ETIMEDOUT);
}

static void tail_of_a_stopped_queue_complains(struct kunit *test)
{
	struct e1k_ring *r = stop_ready(test);

	KUNIT_ASSERT_EQ(test, e1k_queue_tx_stop(&r->f->hw, 0), 0);
	r->tx_next++;
	e1k_ring_doorbell(r);
	e1k_rd32(&r->f->hw, E1K_STATUS);
	e1k_fix_expect_complaint(test, r->f);
}

static void moving_an_enabled_ring_complains(struct kunit *test)
{
	struct e1k_ring *r = stop_ready(test);

	e1k_wr32(&r->f->hw, 0xc000, 0);
	e1k_rd32(&r->f->hw, E1K_STATUS);
	e1k_fix_expect_complaint(test, r->f);
}

static struct kunit_case stop_sim_cases[] = {
	KUNIT_CASE(stop_gives_up_what_is_not_sent),
	KUNIT_CASE(stuck_queue_is_reported),
	KUNIT_CASE(stop_of_the_port_resets_a_stuck_queue),
	KUNIT_CASE(queue_that_does_not_start_is_reported),
	KUNIT_CASE(tail_of_a_stopped_queue_complains),
	KUNIT_CASE(moving_an_enabled_ring_complains),
	{}
};

static struct kunit_suite stop_sim_suite = {
	.name = "e1k_stop_sim",
	.exit = e1k_fix_exit,
	.test_cases = stop_sim_cases,
};

kunit_test_suite(stop_sim_suite);
