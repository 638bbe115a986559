// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Header split: headers of TCP go to buffers of their own. */
#include "port.h"
#include "ring.h"
#include "../hal/mac.h"
#include "../hal/queue.h"

#define TCP 6
#define UDP 17
#define HDR_ROOM 256
#define SPLIT_PSRTYPE (BIT(2) | BIT(8)) /* TCP over IPv4, TCP over IPv6 */

static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

E1K_FIX_PER_CHIP;

struct split_packet {
	u16 type; /* EtherType */
	u8 proto;
	u8 options; /* bytes of TCP options */
	bool fragment;
	bool tag;
	u32 payload;
	u32 hdr; /* bytes that are split off */
	const char *desc;
};

static const struct split_packet split_packets[] = {
	{ 0x0800, TCP, 12, false, false, 0, 66, "header only" },
	{ 0x0800, TCP, 12, false, false, 1, 66, "one byte" },
	{ 0x0800, TCP, 0, false, false, 1460, 54, "TCP over IPv4" },
	{ 0x0800, TCP, 40, false, false, 1000, 94, "many options" },
	{ 0x0800, TCP, 12, false, true, 1000, 70, "tagged" },
	{ 0x86dd, TCP, 12, false, false, 1000, 86, "TCP over IPv6" },
	{ 0x86dd, TCP, 12, false, true, 1000, 90, "TCP over IPv6, tagged" },
	{ 0x0800, UDP, 0, false, false, 1000, 0, "UDP over IPv4" },
	{ 0x86dd, UDP, 0, false, false, 1000, 0, "UDP over IPv6" },
	{ 0x0800, TCP, 0, true, false, 1000, 0, "a fragment" },
	{ 0x0806, 0, 0, false, false, 46, 0, "ARP" },
};

E1K_PARAMS(packet, split_packets);

struct split_ring {
	struct e1k_ring *r;
	u32 room; /* of a header buffer */
	u64 hdr_bus;
	u8 *hdr; /* E1K_RING_COUNT of them */
	u8 sent[E1K_WORLD_FRAME_MAX];
};

static struct split_ring *split_create(struct kunit *test, u32 room)
{
	struct split_ring *s = kunit_kzalloc(test, sizeof(*s), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, s);
	s->room = room;
	s->r = e1k_ring_create(test, e1k_fix_create(test, 0x10c9));
	s->hdr = e1k_world_alloc(s->r->f->world, E1K_RING_COUNT * room, 64, &s->hdr_bus);
	KUNIT_ASSERT_NOT_NULL(test, s->hdr);
	e1k_fix_reset(test, s->r->f);
	e1k_fix_link_up(test, s->r->f);
	return s;
}

static void split_program(struct kunit *test, struct split_ring *s, u32 hdr_len)
{
	struct e1k_queue_mem mem = { s->r->rxd_bus, E1K_RING_COUNT, E1K_RING_BUF, hdr_len };
	u32 i;

	KUNIT_ASSERT_EQ(test, e1k_queue_rx_start(&s->r->f->hw, 0, &mem), 0);
	s->r->rx_next = 0;
	for (i = 0; i < E1K_RING_COUNT; i++)
		e1k_rxd_write_split(&s->r->rxd[i], s->r->rx_bus + i * E1K_RING_BUF,
				    hdr_len ? s->hdr_bus + i * s->room : 0);
}

static struct split_ring *split_start(struct kunit *test, u32 room)
{
	struct split_ring *s = split_create(test, room);

	split_program(test, s, room);
	e1k_mac_start(&s->r->f->hw);
	e1k_ring_open(s->r);
	return s;
}

static u32 put16(u8 *field, u32 val)
{
	field[0] = val >> 8;
	field[1] = val;
	return 2;
}

/* Returns the length of all headers. */
static u32 fill_ip(u8 *frame, u32 at, const struct split_packet *p, u32 l4)
{
	bool ipv6 = p->type == 0x86dd;
	u32 end = at + (ipv6 ? 40 : 20);

	memset(frame + at, 0, end - at);
	if (ipv6) {
		frame[at] = 0x60;
		put16(frame + at + 4, l4 + p->payload);
		frame[at + 6] = p->proto;
		frame[at + 7] = 64;
	} else {
		frame[at] = 0x45;
		put16(frame + at + 2, 20 + l4 + p->payload);
		put16(frame + at + 6, p->fragment ? 0x2000 : 0);
		frame[at + 8] = 64;
		frame[at + 9] = p->proto;
	}
	if (p->proto == TCP)
		frame[end + 12] = (l4 / 4) << 4;
	else
		put16(frame + end + 4, l4 + p->payload);
	return end + l4;
}

/* Into s->sent; its length. */
static u32 split_fill(struct split_ring *s, const struct split_packet *p)
{
	u32 at = 12, i;

	for (i = 0; i < sizeof(s->sent); i++)
		s->sent[i] = i * 5 + (i >> 8) + 3;
	memcpy(s->sent, everyone, sizeof(everyone));
	if (p->tag) {
		at += put16(s->sent + at, 0x8100);
		at += put16(s->sent + at, 0x0064);
	}
	at += put16(s->sent + at, p->type);
	if (p->proto)
		at = fill_ip(s->sent, at, p, p->proto == TCP ? 20 + p->options : 8);
	return at + p->payload;
}

/*
 * Next frame into r->frame, header and all; its length. The header's length is that
 * of what was split off.
 */
static u32 split_receive(struct kunit *test, struct split_ring *s, u32 *hdr)
{
	const struct e1k_rxd *rxd = &s->r->rxd[s->r->rx_next];
	u32 len, part, status;

	*hdr = e1k_rxd_hdr_length(rxd, s->room);
	memcpy(s->r->frame, s->hdr + s->r->rx_next * s->room, *hdr);
	len = *hdr;
	do {
		rxd = &s->r->rxd[s->r->rx_next];
		status = e1k_rxd_status(rxd, E1K_RXD_WB32);
		KUNIT_ASSERT_EQ(test, status & E1K_RXD_STAT_DD, E1K_RXD_STAT_DD);
		part = e1k_rxd_length(rxd, E1K_RXD_WB32);
		KUNIT_ASSERT_EQ(test, part <= E1K_RING_BUF, true);
		memcpy(s->r->frame + len, s->r->rx_buf + s->r->rx_next * E1K_RING_BUF, part);
		len += part;
		s->r->rx_next++;
	} while (!(status & E1K_RXD_STAT_EOP));
	return len;
}

static void expect_split(struct kunit *test, struct split_ring *s, const struct split_packet *p)
{
	u32 len = split_fill(s, p), hdr;

	e1k_world_inject(s->r->f->world, s->sent, len);
	KUNIT_EXPECT_EQ(test, split_receive(test, s, &hdr), len);
	KUNIT_EXPECT_EQ(test, hdr, p->hdr);
	KUNIT_EXPECT_EQ(test, memcmp(s->r->frame, s->sent, len), 0);
}

static void headers_of_tcp_are_split_off(struct kunit *test)
{
	expect_split(test, split_start(test, HDR_ROOM), test->param_value);
}

static void rest_of_a_long_frame_follows(struct kunit *test)
{
	static const struct split_packet packet = {
		.type = 0x0800, .proto = TCP, .payload = 8960, .hdr = 54,
	};
	static const struct split_packet full = {
		.type = 0x86dd, .proto = TCP, .payload = 2 * E1K_RING_BUF, .hdr = 74,
	};
	struct split_ring *s = split_start(test, HDR_ROOM);

	s->r->f->hw.rx_mode.jumbo = true;
	e1k_mac_update_rctl(&s->r->f->hw);
	expect_split(test, s, &packet);
	KUNIT_EXPECT_EQ(test, s->r->rx_next, 5);
	expect_split(test, s, &full);
	KUNIT_EXPECT_EQ(test, s->r->rx_next, 7);
}

static void long_header_stays_where_it_is(struct kunit *test)
{
	static const struct split_packet fits = {
		.type = 0x0800, .proto = TCP, .options = 8, .payload = 500, .hdr = 62,
	};
	static const struct split_packet longer = {
		.type = 0x0800, .proto = TCP, .options = 12, .payload = 500,
	};
	struct split_ring *s = split_start(test, E1K_HDR_BUF_STEP);

	expect_split(test, s, &longer);
	expect_split(test, s, &fits);
}

/* Each queue for itself: it is stopped and started without header buffers. */
static void split_ends_with_the_queue(struct kunit *test)
{
	struct split_packet packet = split_packets[2];
	struct split_ring *s = split_start(test, HDR_ROOM);
	struct e1k_hw *hw = &s->r->f->hw;

	expect_split(test, s, &packet);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_stop(hw, 0), 0);
	split_program(test, s, 0);
	e1k_ring_open(s->r);
	packet.hdr = 0;
	expect_split(test, s, &packet);
}

static void queue_is_told_of_its_header_buffers(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x12340080, 256, 4096, HDR_ROOM };
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);
	u32 base = 0xc000 + 9 * 0x40, srrctl;

	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 9, &mem), 0);
	srrctl = e1k_world_peek(f->world, base + E1K_Q_SRRCTL);
	KUNIT_EXPECT_EQ(test, srrctl & GENMASK(27, 0), 2 << 25 | 4 << 8 | 4);
	/* there are eight, each for two queues */
	KUNIT_EXPECT_EQ(test, e1k_log_find_write(f->log, 0, E1K_PSRTYPE(1), SPLIT_PSRTYPE) >= 0,
			true);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_PSRTYPE(1)), SPLIT_PSRTYPE);
	mem.hdr_len = 0;
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 9, &mem), 0);
	srrctl = e1k_world_peek(f->world, base + E1K_Q_SRRCTL);
	KUNIT_EXPECT_EQ(test, srrctl & GENMASK(27, 0), 1 << 25 | 4);
}

static void only_the_82576_splits(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x12340080, 256, 0, E1K_HDR_BUF_STEP };
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem),
			f->hw.chip->device_id == 0x10c9 ? 0 : -EINVAL);
}

struct split_room {
	u32 room;
	int err;
	const char *desc;
};

static const struct split_room split_rooms[] = {
	{ 1, -EINVAL, "a byte" },
	{ 63, -EINVAL, "too small" },
	{ 64, 0, "the smallest" },
	{ 100, -EINVAL, "between two steps" },
	{ 960, 0, "the largest" },
	{ 1024, -EINVAL, "too large" },
	{ 0x80000040, -EINVAL, "much too large" },
};

E1K_PARAMS(room, split_rooms);

static void header_buffers_have_some_sizes(struct kunit *test)
{
	const struct split_room *room = test->param_value;
	struct e1k_queue_mem mem = { 0x12340080, 256, 0, room->room };
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);

	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), room->err);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, 0xc000 + E1K_Q_SRRCTL) > 0, !room->err);
}

static struct kunit_case split_cases[] = {
	KUNIT_CASE_PARAM(headers_of_tcp_are_split_off, packet_gen_params),
	KUNIT_CASE(rest_of_a_long_frame_follows),
	KUNIT_CASE(long_header_stays_where_it_is),
	KUNIT_CASE(split_ends_with_the_queue),
	KUNIT_CASE(queue_is_told_of_its_header_buffers),
	KUNIT_CASE_PARAM(only_the_82576_splits, chip_gen_params),
	KUNIT_CASE_PARAM(header_buffers_have_some_sizes, room_gen_params),
	{}
};

static struct kunit_suite split_suite = {
	.name = "e1k_split",
	.exit = e1k_fix_exit,
	.test_cases = split_cases,
};

kunit_test_suite(split_suite);
