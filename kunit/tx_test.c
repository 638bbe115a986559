// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Frames out: descriptors through memory, the DMA engine and the wire. */
#include "port.h"
#include "ring.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/queue.h"

static const u8 peer[] = { 0x02, 0x99, 0x88, 0x77, 0x66, 0x55 };

E1K_FIX_PER_CHIP;

/* Send what is in r->frame and expect it on the wire. */
static void expect_sent(struct kunit *test, struct e1k_ring *r, u32 len)
{
	u8 *got = kunit_kzalloc(test, E1K_WORLD_FRAME_MAX, GFP_KERNEL);
	struct e1k_txd *txd;

	KUNIT_ASSERT_NOT_NULL(test, got);
	txd = e1k_ring_queue(r, len, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, got), max(len, 60U));
	KUNIT_EXPECT_EQ(test, memcmp(got, r->frame, len), 0);
	KUNIT_EXPECT_TRUE(test, e1k_txd_done(txd));
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_head(&r->f->hw, 0), r->tx_next);
}

static void frame_is_sent(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_ring_fill(r, peer, 1514);
	expect_sent(test, r, 1514);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
}

static void short_frame_is_padded(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 i;

	e1k_ring_fill(r, peer, 42);
	expect_sent(test, r, 42);
	expect_sent(test, r, 59);
	expect_sent(test, r, 60);
	e1k_ring_queue(r, 42, NULL);
	e1k_ring_doorbell(r);
	KUNIT_ASSERT_EQ(test, e1k_world_take(r->f->world, r->frame), 60);
	for (i = 42; i < 60; i++)
		KUNIT_EXPECT_EQ(test, r->frame[i], 0);
}

static void largest_frame_goes_in_several_descriptors(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 len = r->f->hw.chip->max_frame - E1K_FCS_LEN - E1K_VLAN_HDR_LEN;

	e1k_ring_fill(r, peer, len);
	expect_sent(test, r, len);
	KUNIT_EXPECT_EQ(test, r->tx_next, DIV_ROUND_UP(len, r->f->hw.chip->txd_max_len));
}

static void ring_wraps(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 i;

	for (i = 0; i < 3 * E1K_RING_COUNT; i++) {
		e1k_ring_fill(r, peer, 60 + i);
		expect_sent(test, r, 60 + i);
	}
}

static void burst_is_one_doorbell(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 i;

	e1k_ring_fill(r, peer, 100);
	for (i = 0; i < 32; i++)
		e1k_ring_queue(r, 100, NULL);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
	e1k_ring_doorbell(r);
	for (i = 0; i < 32; i++)
		KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 100);
	KUNIT_EXPECT_EQ(test, r->f->log->count, 1);
}

static void done_raises_an_interrupt(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_irq_ack(&r->f->hw);
	e1k_irq_unmask(&r->f->hw, E1K_INT_TXDW);
	e1k_ring_fill(r, peer, 60);
	expect_sent(test, r, 60);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(r->f->world));
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&r->f->hw) & E1K_INT_TXDW, E1K_INT_TXDW);
}

static void only_asked_for_descriptors_are_reported(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_ring_fill(r, peer, 9000);
	e1k_ring_queue(r, 9000, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 9000);
	KUNIT_EXPECT_FALSE(test, e1k_txd_done(&r->txd[0]));
	KUNIT_EXPECT_TRUE(test, e1k_txd_done(&r->txd[r->tx_next - 1]));
}

/* An IPv4/UDP frame of 100 bytes with 58 bytes of data; the sums are not done. */
#define UDP_LEN 100
#define UDP_IP 14
#define UDP_L4 34

static void fill_udp(struct e1k_ring *r, u8 seed)
{
	static const u8 head[] = {
		0x08, 0x00, 0x45, 0x00, 0x00, 0x56, 0x12, 0x34, 0x00, 0x00, 0x40, 0x11, 0x00, 0x00,
		10, 0, 0, 1, 10, 0, 0, 2, 0x12, 0x34, 0x56, 0x78, 0x00, 0x42,
	};
	u32 sum = 10 * 256 * 2 + 1 + 2 + 17 + 0x42;

	e1k_ring_fill(r, peer, UDP_LEN);
	memcpy(r->frame + 12, head, sizeof(head));
	r->frame[40] = sum >> 8; /* sum of the pseudo header */
	r->frame[41] = sum & 0xff;
	r->frame[50] = seed;
}

static const struct e1k_txd_offload udp_off = {
	.flags = E1K_TXO_CSUM | E1K_TXO_IPV4,
	.len = UDP_LEN,
	.l3 = UDP_IP,
	.l4 = UDP_L4,
	.csum = UDP_L4 + 6,
};

static u32 ones_sum(const u8 *data, u32 len)
{
	u32 sum = 0, i;

	for (i = 0; i < len; i++)
		sum += i % 2 ? data[i] : data[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

/* Right sums make the sum over all they cover come out as ones. */
static void expect_udp_sums(struct kunit *test, struct e1k_ring *r)
{
	u32 pseudo = 10 * 256 * 2 + 1 + 2 + 17 + 0x42;

	KUNIT_ASSERT_EQ(test, e1k_world_take(r->f->world, r->frame), UDP_LEN);
	pseudo += ones_sum(r->frame + UDP_L4, UDP_LEN - UDP_L4);
	KUNIT_EXPECT_EQ(test, (pseudo & 0xffff) + (pseudo >> 16), 0xffff);
}

static void checksums_are_filled_in(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	fill_udp(r, 1);
	e1k_ring_queue_ctx(r, &udp_off);
	e1k_ring_queue(r, UDP_LEN, &udp_off);
	e1k_ring_doorbell(r);
	expect_udp_sums(test, r);
}

/* Where the chip keeps none, each frame brings its own. */
static void context_serves_as_many_frames_as_the_chip_says(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 i;

	for (i = 0; i < 5; i++) {
		if (!i || !r->f->hw.chip->tx_contexts)
			e1k_ring_queue_ctx(r, &udp_off);
		fill_udp(r, i);
		e1k_ring_queue(r, UDP_LEN, &udp_off);
		e1k_ring_doorbell(r);
		expect_udp_sums(test, r);
		/* A frame without offload in between does not disturb it. */
		e1k_ring_fill(r, peer, 200);
		expect_sent(test, r, 200);
	}
}

static void new_context_replaces_the_old(struct kunit *test)
{
	struct e1k_txd_offload nonsense = udp_off;
	struct e1k_ring *r = e1k_ring_ready(test);

	nonsense.l4 = UDP_L4 + 8;
	nonsense.csum = UDP_L4 + 18;
	e1k_ring_queue_ctx(r, &nonsense);
	e1k_ring_queue_ctx(r, &udp_off);
	fill_udp(r, 7);
	e1k_ring_queue(r, UDP_LEN, &udp_off);
	e1k_ring_doorbell(r);
	expect_udp_sums(test, r);
}

static void each_slot_keeps_its_own_context(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);
	struct e1k_ring *r = e1k_ring_create(test, f);
	struct e1k_txd_offload nonsense = udp_off;
	u32 i;

	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	e1k_ring_start(test, r);
	nonsense.l4 = UDP_L4 + 8;
	nonsense.csum = UDP_L4 + 18;
	for (i = 1; i < f->hw.chip->tx_contexts; i++) {
		r->slot = i;
		e1k_ring_queue_ctx(r, &nonsense);
		r->slot = 0;
		e1k_ring_queue_ctx(r, &udp_off);
		e1k_ring_queue_ctx(r, &nonsense);
		r->slot = i;
		e1k_ring_queue_ctx(r, &udp_off);
		fill_udp(r, i);
		e1k_ring_queue(r, UDP_LEN, &udp_off);
		e1k_ring_doorbell(r);
		expect_udp_sums(test, r);
	}
}

static void tag_is_inserted(struct kunit *test)
{
	struct e1k_txd_offload off = { .flags = E1K_TXO_VLAN, .len = 100, .vlan = 0xa064,
				       .l3 = 14 };
	struct e1k_ring *r = e1k_ring_ready(test);
	u8 *got = kunit_kzalloc(test, E1K_WORLD_FRAME_MAX, GFP_KERNEL);
	static const u8 tag[] = { 0x81, 0x00, 0xa0, 0x64 };

	KUNIT_ASSERT_NOT_NULL(test, got);
	r->f->hw.vlan_strip = true;
	e1k_mac_update_ctrl(&r->f->hw);
	e1k_ring_fill(r, peer, 100);
	e1k_ring_queue_ctx(r, &off);
	e1k_ring_queue(r, 100, &off);
	e1k_ring_doorbell(r);
	KUNIT_ASSERT_EQ(test, e1k_world_take(r->f->world, got), 104);
	KUNIT_EXPECT_EQ(test, memcmp(got, r->frame, 12), 0);
	KUNIT_EXPECT_EQ(test, memcmp(got + 12, tag, 4), 0);
	KUNIT_EXPECT_EQ(test, memcmp(got + 16, r->frame + 12, 88), 0);
}

/* IPv4/TCP, 54 bytes of headers and 2500 of data in segments of 1000. */
#define TSO_HDR 54
#define TSO_LEN 2500
#define TSO_MSS 1000

static void fill_tcp(struct e1k_ring *r)
{
	static const u8 head[] = {
		0x08, 0x00, 0x45, 0x00, 0x00, 0x00, 0xff, 0xff, 0x00, 0x00, 0x40, 0x06, 0x00, 0x00,
		10, 0, 0, 1, 10, 0, 0, 2, 0x12, 0x34, 0x56, 0x78, 0x00, 0x00, 0xff, 0xff,
		0, 0, 0, 1, 0x50, 0x19, 0x01, 0x00, 0, 0, 0, 0,
	};
	u32 sum = 10 * 256 * 2 + 1 + 2 + 6; /* without the length */

	e1k_ring_fill(r, peer, TSO_HDR + TSO_LEN);
	memcpy(r->frame + 12, head, sizeof(head));
	r->frame[50] = sum >> 8;
	r->frame[51] = sum & 0xff;
}

static void expect_segment(struct kunit *test, struct e1k_ring *r, const u8 *whole, u32 index)
{
	u32 offset = index * TSO_MSS, part = min(TSO_MSS, TSO_LEN - (int)offset);
	bool last = offset + part == TSO_LEN;
	u32 sum = 10 * 256 * 2 + 1 + 2 + 6 + 20 + part;
	u8 *seg = r->frame;

	KUNIT_ASSERT_EQ(test, e1k_world_take(r->f->world, seg), TSO_HDR + part);
	KUNIT_EXPECT_EQ(test, seg[16] << 8 | seg[17], 40 + part);
	KUNIT_EXPECT_EQ(test, seg[18] << 8 | seg[19], (0xffff + index) & 0xffff);
	KUNIT_EXPECT_EQ(test, seg[40] << 8 | seg[41], (0xffff + offset) & 0xffff);
	KUNIT_EXPECT_EQ(test, seg[39], offset ? 1 : 0);
	KUNIT_EXPECT_EQ(test, seg[47], last ? 0x19 : 0x10);
	KUNIT_EXPECT_EQ(test, ones_sum(seg + 14, 20), 0xffff);
	sum += ones_sum(seg + 34, 20 + part);
	KUNIT_EXPECT_EQ(test, (sum & 0xffff) + (sum >> 16), 0xffff);
	KUNIT_EXPECT_EQ(test, memcmp(seg + TSO_HDR, whole + TSO_HDR + offset, part), 0);
}

static void tcp_is_segmented(struct kunit *test)
{
	struct e1k_txd_offload off = {
		.flags = E1K_TXO_TSO | E1K_TXO_IPV4 | E1K_TXO_TCP,
		.len = TSO_HDR + TSO_LEN,
		.mss = TSO_MSS,
		.l3 = 14,
		.l4 = 34,
		.csum = 50,
		.l4_len = 20,
	};
	struct e1k_ring *r = e1k_ring_ready(test);
	u8 *whole = kunit_kzalloc(test, TSO_HDR + TSO_LEN, GFP_KERNEL);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, whole);
	fill_tcp(r);
	memcpy(whole, r->frame, TSO_HDR + TSO_LEN);
	e1k_ring_queue_ctx(r, &off);
	e1k_ring_queue(r, TSO_HDR + TSO_LEN, &off);
	e1k_ring_doorbell(r);
	for (i = 0; i < 3; i++)
		expect_segment(test, r, whole, i);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
}

static void frames_wait_for_the_link(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_txd *txd;

	e1k_world_set_link(r->f->world, false);
	e1k_ring_fill(r, peer, 60);
	txd = e1k_ring_queue(r, 60, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
	KUNIT_EXPECT_FALSE(test, e1k_txd_done(txd));
	e1k_world_set_link(r->f->world, true);
	e1k_world_advance(r->f->world, 3000000);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 60);
	KUNIT_EXPECT_TRUE(test, e1k_txd_done(txd));
}

static void inject_pause(struct e1k_ring *r, u16 quanta)
{
	u8 frame[60] = {
		0x01, 0x80, 0xc2, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0x08, 0, 1,
	};

	frame[16] = quanta >> 8;
	frame[17] = quanta & 0xff;
	e1k_world_inject(r->f->world, frame, sizeof(frame));
}

static struct e1k_ring *pause_ready(struct kunit *test, u8 fc)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	struct e1k_ring *r = e1k_ring_create(test, f);

	f->hw.link_cfg.fc_autoneg = false;
	f->hw.link_cfg.fc = fc;
	e1k_fix_link_up(test, f);
	e1k_ring_start(test, r);
	e1k_ring_fill(r, peer, 60);
	return r;
}

/* 4096 quanta of 512 ns are 2.1 ms. */
static void partner_pauses_frames(struct kunit *test)
{
	struct e1k_ring *r = pause_ready(test, E1K_FC_RX);

	KUNIT_EXPECT_FALSE(test, e1k_mac_tx_paused(&r->f->hw));
	inject_pause(r, 4096);
	KUNIT_EXPECT_TRUE(test, e1k_mac_tx_paused(&r->f->hw));
	e1k_ring_queue(r, 60, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
	e1k_world_advance(r->f->world, 2000);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
	e1k_world_advance(r->f->world, 200);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 60);
	KUNIT_EXPECT_FALSE(test, e1k_mac_tx_paused(&r->f->hw));
}

static void partner_ends_a_pause(struct kunit *test)
{
	struct e1k_ring *r = pause_ready(test, E1K_FC_RX);

	inject_pause(r, 0xffff);
	KUNIT_EXPECT_TRUE(test, e1k_mac_tx_paused(&r->f->hw));
	inject_pause(r, 0);
	KUNIT_EXPECT_FALSE(test, e1k_mac_tx_paused(&r->f->hw));
	expect_sent(test, r, 60);
}

static void pause_is_ignored_when_not_agreed(struct kunit *test)
{
	struct e1k_ring *r = pause_ready(test, E1K_FC_TX);

	inject_pause(r, 0xffff);
	KUNIT_EXPECT_FALSE(test, e1k_mac_tx_paused(&r->f->hw));
	expect_sent(test, r, 60);
}

static void traffic_survives_a_silent_reset(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_ring_fill(r, peer, 300);
	expect_sent(test, r, 300);
	e1k_mac_stop(&r->f->hw);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&r->f->hw), 0);
	e1k_ring_start(test, r);
	expect_sent(test, r, 300);
	KUNIT_EXPECT_EQ(test, r->tx_next, 1);
}

/* The second queue of the 82574, and each of the 82576, beside the first. */
static void queues_do_not_mix_their_contexts(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 queues = min_t(u32, f->hw.chip->tx_queues, 4), i, round;
	struct e1k_txd_offload tag = { .flags = E1K_TXO_VLAN, .len = UDP_LEN, .vlan = 5, .l3 = 14 };
	struct e1k_ring *r[4];

	f->hw.vlan_strip = true;
	e1k_fix_link_up(test, f);
	for (i = 0; i < queues; i++) {
		r[i] = e1k_ring_create(test, f);
		r[i]->index = i;
		e1k_ring_program(test, r[i]);
	}
	e1k_mac_start(&f->hw);
	for (round = 0; round < 3; round++) {
		for (i = 0; i < queues; i++) {
			if (!round || !f->hw.chip->tx_contexts)
				e1k_ring_queue_ctx(r[i], i % 2 ? &tag : &udp_off);
			fill_udp(r[i], round);
			e1k_ring_queue(r[i], UDP_LEN, i % 2 ? &tag : &udp_off);
			e1k_ring_doorbell(r[i]);
			if (!(i % 2)) {
				expect_udp_sums(test, r[i]);
				continue;
			}
			KUNIT_EXPECT_EQ(test, e1k_world_take(f->world, r[i]->frame), UDP_LEN + 4);
			KUNIT_EXPECT_EQ(test, r[i]->frame[15], 5);
		}
	}
}

static struct kunit_case tx_cases[] = {
	KUNIT_CASE_PARAM(frame_is_sent, chip_gen_params),
	KUNIT_CASE_PARAM(short_frame_is_padded, chip_gen_params),
	KUNIT_CASE_PARAM(largest_frame_goes_in_several_descriptors, chip_gen_params),
	KUNIT_CASE_PARAM(ring_wraps, chip_gen_params),
	KUNIT_CASE_PARAM(burst_is_one_doorbell, chip_gen_params),
	KUNIT_CASE_PARAM(done_raises_an_interrupt, chip_gen_params),
	KUNIT_CASE_PARAM(only_asked_for_descriptors_are_reported, chip_gen_params),
	KUNIT_CASE_PARAM(checksums_are_filled_in, chip_gen_params),
	KUNIT_CASE_PARAM(context_serves_as_many_frames_as_the_chip_says, chip_gen_params),
	KUNIT_CASE_PARAM(new_context_replaces_the_old, chip_gen_params),
	KUNIT_CASE(each_slot_keeps_its_own_context),
	KUNIT_CASE_PARAM(tag_is_inserted, chip_gen_params),
	KUNIT_CASE_PARAM(queues_do_not_mix_their_contexts, chip_gen_params),
	KUNIT_CASE_PARAM(tcp_is_segmented, chip_gen_params),
	KUNIT_CASE_PARAM(frames_wait_for_the_link, chip_gen_params),
	KUNIT_CASE_PARAM(partner_pauses_frames, chip_gen_params),
	KUNIT_CASE_PARAM(partner_ends_a_pause, chip_gen_params),
	KUNIT_CASE_PARAM(pause_is_ignored_when_not_agreed, chip_gen_params),
	KUNIT_CASE_PARAM(traffic_survives_a_silent_reset, chip_gen_params),
	{}
};

static struct kunit_suite tx_suite = {
	.name = "e1k_tx",
	.exit = e1k_fix_exit,
	.test_cases = tx_cases,
};

kunit_test_suite(tx_suite);
