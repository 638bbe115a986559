// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Waiting, dumping, and a device that has gone. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/io.h"
#include "../hal/mac.h"

E1K_FIX_PER_CHIP;

static void update_replaces_only_its_bits(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_world_poke(f->world, E1K_FCT, 0x1234);
	e1k_io_update(&f->hw, E1K_FCT, 0x00f0, 0x0043);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_FCT), 0x1247);
}

static void flush_delivers_posted_writes(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_wr32(&f->hw, E1K_FCT, 1);
	KUNIT_EXPECT_EQ(test, e1k_sim_posted(f->world), 1);
	e1k_io_flush(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_sim_posted(f->world), 0);
}

static void wait_for_what_is_there_takes_no_time(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_world_poke(f->world, E1K_FCT, 0x0120);
	KUNIT_EXPECT_EQ(test, e1k_io_wait(&f->hw, E1K_FCT, 0xff0, 0x120, 10, 100), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world), 0);
	KUNIT_EXPECT_EQ(test, f->log->count, 1);
}

static void wait_ends_with_the_event(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	/* The EEPROM takes 50 us to answer. */
	e1k_wr32(&f->hw, E1K_EERD, E1K_EERD_START);
	KUNIT_EXPECT_EQ(test, e1k_io_wait(&f->hw, E1K_EERD, E1K_EERD_DONE_8254X,
					  E1K_EERD_DONE_8254X, 20, 1000), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world), 60);
}

struct io_wait {
	u32 interval_us;
	u32 timeout_us;
	const char *desc;
};

static const struct io_wait io_waits[] = {
	{ 10, 0, "one look" },
	{ 1, 7, "1 us" },
	{ 50, 2000, "50 us" },
	{ 999, 9990, "999 us" },
	{ 1000, 20000, "1 ms" },
};

E1K_PARAMS(wait, io_waits);

static void wait_gives_up_in_time(struct kunit *test)
{
	const struct io_wait *wait = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	/* the value is not one a device that has gone would give */
	e1k_world_poke(f->world, E1K_FCT, 2);
	KUNIT_EXPECT_EQ(test, e1k_io_wait(&f->hw, E1K_FCT, 1, 1, wait->interval_us,
					  wait->timeout_us), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world), wait->timeout_us);
	KUNIT_EXPECT_EQ(test, f->log->count, wait->timeout_us / wait->interval_us + 1);
}

static void only_short_intervals_do_not_sleep(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_sim_forbid_sleep(f->world);
	KUNIT_EXPECT_EQ(test, e1k_io_wait(&f->hw, E1K_FCT, 1, 1, 999, 2000), -ETIMEDOUT);
	KUNIT_EXPECT_NULL(test, e1k_world_complaint(f->world));
	KUNIT_EXPECT_EQ(test, e1k_io_wait(&f->hw, E1K_FCT, 1, 1, 1000, 2000), -ETIMEDOUT);
	e1k_fix_expect_complaint(test, f);
}

static void live_device_is_not_gone(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	KUNIT_EXPECT_FALSE(test, e1k_io_gone(&f->hw));
	e1k_fix_reset(test, f);
	KUNIT_EXPECT_FALSE(test, e1k_io_gone(&f->hw));
	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_FALSE(test, e1k_io_gone(&f->hw));
}

/*
 * Forced to 10 half with no link, STATUS of a 32-bit 33 MHz chip reads zero;
 * that of a PCIe chip does once it may not master the bus.
 */
static void status_zero_is_not_gone(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	u32 ctrl = E1K_CTRL_FRCSPD | E1K_CTRL_FRCDPLX;

	if (f->hw.chip->vectors)
		ctrl |= E1K_CTRL_GIO_MASTER_DISABLE;
	e1k_world_poke(f->world, E1K_CTRL, ctrl);
	e1k_world_advance(f->world, 1000);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_STATUS), 0);
	KUNIT_EXPECT_FALSE(test, e1k_io_gone(&f->hw));
}

static void all_ones_is_gone(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ONES;
	KUNIT_EXPECT_TRUE(test, e1k_io_gone(&f->hw));
}

static void all_zeros_is_gone(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ZEROS;
	KUNIT_EXPECT_TRUE(test, e1k_io_gone(&f->hw));
}

static u32 *io_dump(struct kunit *test, struct e1k_fix *f)
{
	u32 len = e1k_io_dump_len(f->hw.chip);
	u32 *buf = kunit_kzalloc(test, (len + 1) * sizeof(*buf), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, buf);
	buf[len] = 0x5a5a5a5a;
	e1k_io_dump(&f->hw, buf);
	KUNIT_EXPECT_EQ(test, buf[len], 0x5a5a5a5a);
	return buf;
}

static void dump_is_pairs_in_order(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 *buf = io_dump(test, f), len = e1k_io_dump_len(f->hw.chip), i;

	KUNIT_EXPECT_EQ(test, len % 2, 0);
	KUNIT_EXPECT_GT(test, len, 2 * 300);
	for (i = 0; i < len; i += 2) {
		if (i)
			KUNIT_EXPECT_GT(test, buf[i], buf[i - 2]);
		/* The EEPROM's pins are not what is stored. */
		if (buf[i] != E1K_EECD)
			KUNIT_EXPECT_EQ(test, buf[i + 1], e1k_world_peek(f->world, buf[i]));
	}
}

static void expect_in_dump(struct kunit *test, struct e1k_fix *f, const u32 *buf, u32 reg)
{
	u32 i;

	for (i = 0; i < e1k_io_dump_len(f->hw.chip) && buf[i] != reg; i += 2)
		;
	KUNIT_EXPECT_LT(test, i, e1k_io_dump_len(f->hw.chip));
}

static void dump_has_what_matters(struct kunit *test)
{
	static const u32 want[] = {
		E1K_CTRL, E1K_STATUS, E1K_IMS, E1K_RCTL, E1K_TCTL, E1K_RAL(0), E1K_RAH(15),
		E1K_MTA(0), E1K_MTA(127), E1K_VFTA(127),
	};
	static const u32 per_queue[] = { 0x00, 0x04, 0x08, 0x10, 0x18, 0x28 };
	struct e1k_fix *f = e1k_fix_ready(test);
	const struct e1k_chip *chip = f->hw.chip;
	u32 *buf = io_dump(test, f), n, queue;

	for (n = 0; n < ARRAY_SIZE(want); n++)
		expect_in_dump(test, f, buf, want[n]);
	expect_in_dump(test, f, buf, chip->pb_reg);
	for (queue = 0; queue < min_t(u32, 4, chip->rx_queues); queue++) {
		for (n = 0; n < ARRAY_SIZE(per_queue); n++) {
			expect_in_dump(test, f, buf, chip->rxq_base + queue * chip->queue_stride +
				       per_queue[n]);
			expect_in_dump(test, f, buf, chip->txq_base + queue * chip->queue_stride +
				       per_queue[n]);
		}
	}
}

static void dump_changes_nothing(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_world_poke(f->world, E1K_ICS, E1K_INT_LSC);
	e1k_sim_set_reg(f->world, E1K_GPRC, 17);
	e1k_sim_set_reg(f->world, E1K_GORCL, 18);
	io_dump(test, f);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_ICR), E1K_INT_LSC);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_GPRC), 17);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_GORCL), 18);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_MDIC), 0);
}

static struct kunit_case io_cases[] = {
	KUNIT_CASE(update_replaces_only_its_bits),
	KUNIT_CASE(flush_delivers_posted_writes),
	KUNIT_CASE(wait_for_what_is_there_takes_no_time),
	KUNIT_CASE(wait_ends_with_the_event),
	KUNIT_CASE_PARAM(wait_gives_up_in_time, wait_gen_params),
	KUNIT_CASE(only_short_intervals_do_not_sleep),
	KUNIT_CASE_PARAM(live_device_is_not_gone, chip_gen_params),
	KUNIT_CASE_PARAM(status_zero_is_not_gone, chip_gen_params),
	KUNIT_CASE_PARAM(all_ones_is_gone, chip_gen_params),
	KUNIT_CASE_PARAM(all_zeros_is_gone, chip_gen_params),
	KUNIT_CASE_PARAM(dump_is_pairs_in_order, chip_gen_params),
	KUNIT_CASE_PARAM(dump_has_what_matters, chip_gen_params),
	KUNIT_CASE_PARAM(dump_changes_nothing, chip_gen_params),
	{}
};

static struct kunit_suite io_suite = {
	.name = "e1k_io_sim",
	.exit = e1k_fix_exit,
	.test_cases = io_cases,
};

kunit_test_suite(io_suite);
