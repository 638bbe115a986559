// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Programming rings within the limits of each chip. */
#include "port.h"
#include "fixture.h"
#include "ring.h"
#include "../hal/mac.h"
#include "../hal/queue.h"

E1K_FIX_PER_CHIP;
E1K_FIX_PER_PCIE_CHIP;

static void expect_ring(struct kunit *test, struct e1k_fix *f, bool rx, u8 index,
			const struct e1k_queue_mem *mem)
{
	bool is_82576 = f->hw.chip->device_id == 0x10c9;
	u32 first = is_82576 ? (rx ? 0xc000 : 0xe000) : rx ? 0x2800 : 0x3800;
	u32 base = first + index * (is_82576 ? 0x40 : 0x100);
	u32 dctl = e1k_world_peek(f->world, base + E1K_Q_DCTL);

	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, base + E1K_Q_BAL), (u32)mem->dma);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, base + E1K_Q_BAH), (u32)(mem->dma >> 32));
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, base + E1K_Q_LEN), 16 * mem->count);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, base + E1K_Q_HEAD), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, base + E1K_Q_TAIL), 0);
	/* Thresholds in descriptors; each one written back at once. */
	KUNIT_EXPECT_EQ(test, dctl & (E1K_DCTL_GRAN | E1K_DCTL_ENABLE),
			is_82576 ? E1K_DCTL_ENABLE : E1K_DCTL_GRAN);
	KUNIT_EXPECT_LE(test, FIELD_GET(E1K_DCTL_WTHRESH, dctl), 1);
	KUNIT_EXPECT_GT(test, FIELD_GET(E1K_DCTL_PTHRESH, dctl), 0);
	KUNIT_EXPECT_GT(test, FIELD_GET(E1K_DCTL_HTHRESH, dctl), 0);
}

/* What an earlier ring, or another driver, left behind. */
static void leave_old_ring(struct e1k_fix *f, u32 base)
{
	/* where queues stop one by one, a stopped one refuses these writes */
	if (f->hw.chip->stop_domain == E1K_STOP_QUEUE)
		return;
	e1k_world_poke(f->world, base + E1K_Q_LEN, 1024);
	e1k_world_poke(f->world, base + E1K_Q_HEAD, 3);
	e1k_world_poke(f->world, base + E1K_Q_TAIL, 5);
	e1k_world_poke(f->world, base + E1K_Q_BAH, 7);
}

static void rx_rings_are_programmed(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x12340080, 256 };
	struct e1k_fix *f = e1k_fix_ready(test);
	u8 i;

	for (i = 0; i < f->hw.chip->rx_queues; i++, mem.dma += 0x1000) {
		leave_old_ring(f, f->hw.chip->rxq_base + i * f->hw.chip->queue_stride);
		KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, i, &mem), 0);
		expect_ring(test, f, true, i, &mem);
	}
}

static void tx_rings_are_programmed(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x56780000, 4096 };
	struct e1k_fix *f = e1k_fix_ready(test);
	u8 i;

	for (i = 0; i < f->hw.chip->tx_queues; i++, mem.dma += 0x10000) {
		leave_old_ring(f, f->hw.chip->txq_base + i * f->hw.chip->queue_stride);
		KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, i, &mem), 0);
		expect_ring(test, f, false, i, &mem);
	}
}

static void queues_past_the_last_are_refused(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x56780000, 64 };
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, f->hw.chip->rx_queues, &mem), -EINVAL);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, f->hw.chip->tx_queues, &mem), -EINVAL);
	KUNIT_EXPECT_EQ(test, f->log->count, 0);
}

struct queue_bad {
	struct e1k_queue_mem mem;
	u8 index;
	const char *desc;
};

static const struct queue_bad queue_bads[] = {
	{ { 0x10000040, 256 }, 0, "misaligned" },
	{ { 0x10000001, 256 }, 0, "odd" },
	{ { 0x10000000, 0 }, 0, "empty" },
	{ { 0x10000000, 32 }, 0, "too short" },
	{ { 0x10000000, 96 }, 0, "no power of two" },
	{ { 0x10000000, 8192 }, 0, "too long" },
	{ { 0x10000000, 256 }, 1, "no such queue" },
	{ { 0xfffffc00ULL + 0x400, 256 }, 0, "above 4 GB" },
	{ { 0xfffffc00ULL, 128 }, 0, "runs past 4 GB" },
};

E1K_PARAMS(bad, queue_bads);

static void impossible_ring_is_refused(struct kunit *test)
{
	const struct queue_bad *bad = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	u32 i;

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, bad->index, &bad->mem), -EINVAL);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, bad->index, &bad->mem), -EINVAL);
	for (i = 0; i < f->log->count; i++)
		KUNIT_EXPECT_FALSE(test, f->log->entry[i].write);
}

static void smallest_ring_is_taken(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0xfffffc00, 64 };
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), 0);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, 0, &mem), 0);
}

static void only_the_82545_minds_64_kb(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x1000fc80, 64 };
	struct e1k_fix *f = e1k_fix_ready(test);
	int want = f->hw.chip->device_id == 0x100f ? -EINVAL : 0;

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), want);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, 0, &mem), want);
}

static void ring_may_end_at_64_kb(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x1000fc00, 64 };
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), 0);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, 0, &mem), 0);
}

static void high_memory_is_taken(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x123450000ULL, 64 };
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), 0);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, 0, &mem), 0);
	expect_ring(test, f, true, 0, &mem);
	expect_ring(test, f, false, 0, &mem);
}

static void tail_inlines_are_the_tail_registers(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x10000000, 64 };
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_ASSERT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), 0);
	KUNIT_ASSERT_EQ(test, e1k_queue_tx_start(&f->hw, 0, &mem), 0);
	e1k_wr_reg(e1k_queue_rx_tail(&f->hw, 0), 5);
	e1k_wr_reg(e1k_queue_tx_tail(&f->hw, 0), 6);
	if (f->hw.chip->device_id == 0x10c9) {
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0xc018), 5);
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0xe018), 6);
		return;
	}
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0x2818), 5);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0x3818), 6);
}

struct queue_buf {
	u32 room;
	u32 all;
	u32 each;
	const char *desc;
};

/* What of a buffer the queues use where all have one size, and where each has its own. */
static const struct queue_buf queue_bufs[] = {
	{ 0, 0, 0, "nothing" },
	{ 1023, 0, 0, "less than the smallest" },
	{ 1024, 0, 1024, "the smallest" },
	{ 2047, 0, 1024, "almost the common one" },
	{ 2048, 2048, 2048, "the common one" },
	{ 3840, 2048, 3072, "4 KB less headroom" },
	{ 1048576, 2048, 127 * 1024, "more than the field holds" },
};

E1K_PARAMS(buf, queue_bufs);

static void buffers_are_rounded_down(struct kunit *test)
{
	const struct queue_buf *buf = test->param_value;
	struct e1k_chip all = {}, each = { .srrctl = E1K_SRRCTL_BSIZEPKT_2048 };

	KUNIT_EXPECT_EQ(test, e1k_queue_buf_len(&all, buf->room), buf->all);
	KUNIT_EXPECT_EQ(test, e1k_queue_buf_len(&each, buf->room), buf->each);
}

static void buffers_have_a_size_per_queue(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x12340080, 256, 3072 };
	struct e1k_fix *f = e1k_fix_ready(test);

	if (!f->hw.chip->srrctl) {
		KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), -EINVAL);
		return;
	}
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 1, &mem), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0xc040 + E1K_Q_SRRCTL) & 0x7f, 3);
	mem.buf_len = 0;
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0xc000 + E1K_Q_SRRCTL) & 0x7f, 2);
	mem.buf_len = 3000;
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), -EINVAL);
}

static void tx_head_is_read(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_world_poke(f->world, f->hw.chip->device_id == 0x10c9 ? 0xe010 : 0x3810, 9);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_head(&f->hw, 0), 9);
}

/* It is where the driver is: frames that came have been written. */
static void rx_head_is_read(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_head(&r->f->hw, 0), 0);
	memset(r->frame, 0xff, 60);
	e1k_world_inject(r->f->world, r->frame, 60);
	e1k_world_inject(r->f->world, r->frame, 60);
	e1k_ring_receive(test, r, &status);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 60);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_head(&r->f->hw, 0), r->rx_next);
	KUNIT_EXPECT_EQ(test, r->rx_next, 2);
}

struct queue_split {
	u32 boundary;
	u64 addr;
	u32 len;
	u32 part;
	const char *desc;
};

static const struct queue_split queue_splits[] = {
	{ 0, 0x1000, 60, 60, "short" },
	{ 0, 0x1000, 4096, 4096, "just fits" },
	{ 0, 0x1000, 4097, 4096, "too long" },
	{ 0, 0xffff, 60, 60, "no boundary" },
	{ 0x10000, 0xffff, 60, 1, "last byte before it" },
	{ 0x10000, 0x10000, 60, 60, "on it" },
	{ 0x10000, 0x2fff0, 60, 16, "across it" },
	{ 0x10000, 0x1ffffffffULL, 60, 1, "high address" },
	{ 0x10000, 0xf800, 4096, 2048, "boundary before length" },
	{ 0x10000, 0xe000, 8000, 4096, "length before boundary" },
};

E1K_PARAMS(split, queue_splits);

static void data_is_split(struct kunit *test)
{
	const struct queue_split *split = test->param_value;
	struct e1k_chip chip = { .txd_max_len = 4096, .tx_boundary = split->boundary };

	KUNIT_EXPECT_EQ(test, e1k_queue_tx_split(&chip, split->addr, split->len), split->part);
}

/* Somebody else turns the receive unit off. */
static void stopped_receiver_is_seen(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_hw *hw = &r->f->hw;

	KUNIT_EXPECT_TRUE(test, e1k_queue_rx_runs(hw, 0));
	e1k_world_poke(r->f->world, E1K_RCTL, hw->rctl & ~E1K_RCTL_EN);
	KUNIT_EXPECT_FALSE(test, e1k_queue_rx_runs(hw, 0));
}

static struct kunit_case queue_cases[] = {
	KUNIT_CASE_PARAM(rx_rings_are_programmed, chip_gen_params),
	KUNIT_CASE_PARAM(tx_rings_are_programmed, chip_gen_params),
	KUNIT_CASE_PARAM(queues_past_the_last_are_refused, chip_gen_params),
	KUNIT_CASE_PARAM(impossible_ring_is_refused, bad_gen_params),
	KUNIT_CASE_PARAM(smallest_ring_is_taken, chip_gen_params),
	KUNIT_CASE_PARAM(buffers_are_rounded_down, buf_gen_params),
	KUNIT_CASE_PARAM(buffers_have_a_size_per_queue, chip_gen_params),
	KUNIT_CASE_PARAM(only_the_82545_minds_64_kb, chip_gen_params),
	KUNIT_CASE_PARAM(ring_may_end_at_64_kb, chip_gen_params),
	KUNIT_CASE_PARAM(high_memory_is_taken, pcie_gen_params),
	KUNIT_CASE_PARAM(tail_inlines_are_the_tail_registers, chip_gen_params),
	KUNIT_CASE_PARAM(tx_head_is_read, chip_gen_params),
	KUNIT_CASE_PARAM(rx_head_is_read, chip_gen_params),
	KUNIT_CASE_PARAM(stopped_receiver_is_seen, chip_gen_params),
	KUNIT_CASE_PARAM(data_is_split, split_gen_params),
	{}
};

static struct kunit_suite queue_suite = {
	.name = "e1k_queue",
	.exit = e1k_fix_exit,
	.test_cases = queue_cases,
};

kunit_test_suite(queue_suite);
