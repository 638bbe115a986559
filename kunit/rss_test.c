// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Receive side scaling: published hashes, and the queue each value leads to. */
#include "port.h"
#include "ring.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/rss.h"

#define RSS_LEN 100
#define TCP 6
#define UDP 17

E1K_FIX_PER_CHIP;
E1K_FIX_PER_PCIE_CHIP;

/* Microsoft, "Verifying the RSS hash calculation". */
static const u8 rss_key[E1K_RSS_KEY_LEN] = {
	0x6d, 0x5a, 0x56, 0xda, 0x25, 0x5b, 0x0e, 0xc2, 0x41, 0x67, 0x25, 0x3d, 0x43, 0xa3,
	0x8f, 0xb0, 0xd0, 0xca, 0x2b, 0xcb, 0xae, 0x7b, 0x30, 0xb4, 0x77, 0xcb, 0x2d, 0xa3,
	0x80, 0x30, 0xf2, 0x0c, 0x6a, 0x42, 0xb7, 0x3b, 0xbe, 0xac, 0x01, 0xfa,
};

struct rss_flow {
	u8 src[16];
	u8 dst[16];
	u16 sport;
	u16 dport;
	u32 hash_ip;
	u32 hash_l4;
	bool ipv6;
	const char *desc;
};

static const struct rss_flow rss_flows[] = {
	{ { 66, 9, 149, 187 }, { 161, 142, 100, 80 }, 2794, 1766,
	  0x323e8fc2, 0x51ccc178, false, "IPv4 1" },
	{ { 199, 92, 111, 2 }, { 65, 69, 140, 83 }, 14230, 4739,
	  0xd718262a, 0xc626b0ea, false, "IPv4 2" },
	{ { 24, 19, 198, 95 }, { 12, 22, 207, 184 }, 12898, 38024,
	  0xd2d0a5de, 0x5c2b394a, false, "IPv4 3" },
	{ { 38, 27, 205, 30 }, { 209, 142, 163, 6 }, 48228, 2217,
	  0x82989176, 0xafc7327f, false, "IPv4 4" },
	{ { 153, 39, 163, 191 }, { 202, 188, 127, 2 }, 44251, 1303,
	  0x5d1809c5, 0x10e828a2, false, "IPv4 5" },
	{ { 0x3f, 0xfe, 0x25, 0x01, 0x02, 0, 0x1f, 0xff, 0, 0, 0, 0, 0, 0, 0, 7 },
	  { 0x3f, 0xfe, 0x25, 0x01, 0x02, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1 }, 2794, 1766,
	  0x2cc18cd5, 0x40207d3d, true, "IPv6 1" },
	{ { 0x3f, 0xfe, 0x05, 0x01, 0, 8, 0, 0, 0x02, 0x60, 0x97, 0xff, 0xfe, 0x40, 0xef, 0xab },
	  { 0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 14230, 4739,
	  0x0f0c461c, 0xdde51bbf, true, "IPv6 2" },
	{ { 0x3f, 0xfe, 0x19, 0, 0x45, 0x45, 0, 3, 0x02, 0, 0xf8, 0xff, 0xfe, 0x21, 0x67, 0xcf },
	  { 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x02, 0, 0xf8, 0xff, 0xfe, 0x21, 0x67, 0xcf }, 44251,
	  38024, 0x4b61e985, 0x02d1feef, true, "IPv6 3" },
};

E1K_PARAMS(flow, rss_flows);

static void rss_put16(u8 *field, u16 val)
{
	field[0] = val >> 8;
	field[1] = val;
}

/* A frame of the flow; no checksum in it is right. */
static void rss_fill(struct e1k_ring *r, const struct rss_flow *flow, u8 proto, bool fragment)
{
	u8 *ip = r->frame + 14, *l4 = ip + (flow->ipv6 ? 40 : 20);

	e1k_ring_fill(r, (const u8 *)"\xff\xff\xff\xff\xff\xff", RSS_LEN);
	memset(ip, 0, RSS_LEN - 14);
	rss_put16(r->frame + 12, flow->ipv6 ? 0x86dd : 0x0800);
	if (flow->ipv6) {
		ip[0] = 0x60;
		rss_put16(ip + 4, RSS_LEN - 54);
		ip[6] = proto;
		memcpy(ip + 8, flow->src, 16);
		memcpy(ip + 24, flow->dst, 16);
	} else {
		ip[0] = 0x45;
		rss_put16(ip + 2, RSS_LEN - 14);
		rss_put16(ip + 6, fragment ? 0x2000 : 0);
		ip[9] = proto;
		memcpy(ip + 12, flow->src, 4);
		memcpy(ip + 16, flow->dst, 4);
	}
	rss_put16(l4, flow->sport);
	rss_put16(l4 + 2, flow->dport);
}

static void rss_expect(struct kunit *test, struct e1k_ring *r, u32 type, u32 hash)
{
	u32 status;

	e1k_world_inject(r->f->world, r->frame, RSS_LEN);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), RSS_LEN);
	KUNIT_EXPECT_EQ(test, r->rss_type, type);
	KUNIT_EXPECT_EQ(test, r->rss_hash, hash);
}

static struct e1k_ring *rss_ring(struct kunit *test, u16 device_id)
{
	struct e1k_fix *f = e1k_fix_create(test, device_id);
	struct e1k_ring *r = e1k_ring_create(test, f);

	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	KUNIT_ASSERT_EQ(test, e1k_rss_set_key(&f->hw, rss_key), 0);
	e1k_ring_start(test, r);
	return r;
}

static void published_hashes_are_in_the_descriptor(struct kunit *test, u16 device_id)
{
	const struct rss_flow *flow = test->param_value;
	struct e1k_ring *r = rss_ring(test, device_id);
	u32 ip = flow->ipv6 ? E1K_RXD_RSS_IPV6 : E1K_RXD_RSS_IPV4;

	rss_fill(r, flow, TCP, false);
	rss_expect(test, r, flow->ipv6 ? E1K_RXD_RSS_TCP_IPV6 : E1K_RXD_RSS_TCP_IPV4,
		   flow->hash_l4);
	rss_fill(r, flow, UDP, false);
	rss_expect(test, r, ip, flow->hash_ip);
	rss_fill(r, flow, 1, false);
	rss_expect(test, r, ip, flow->hash_ip);
	if (flow->ipv6)
		return;
	rss_fill(r, flow, TCP, true);
	rss_expect(test, r, ip, flow->hash_ip);
}

static void published_hashes_on_the_82574(struct kunit *test)
{
	published_hashes_are_in_the_descriptor(test, 0x10d3);
}

static void published_hashes_on_the_82576(struct kunit *test)
{
	published_hashes_are_in_the_descriptor(test, 0x10c9);
}

/* UDP's ports are hashed as TCP's are, if that is wanted. */
static void udp_ports_are_hashed_when_wanted(struct kunit *test)
{
	const struct rss_flow *flow = test->param_value;
	struct e1k_ring *r = rss_ring(test, 0x10c9);
	u32 ip = flow->ipv6 ? E1K_RXD_RSS_IPV6 : E1K_RXD_RSS_IPV4;
	u32 udp = flow->ipv6 ? E1K_RXD_RSS_UDP_IPV6 : E1K_RXD_RSS_UDP_IPV4;

	rss_fill(r, flow, UDP, false);
	KUNIT_ASSERT_EQ(test, e1k_rss_set_udp(&r->f->hw, !flow->ipv6, flow->ipv6), 0);
	rss_expect(test, r, udp, flow->hash_l4);
	rss_fill(r, flow, UDP, false);
	KUNIT_ASSERT_EQ(test, e1k_rss_set_udp(&r->f->hw, flow->ipv6, !flow->ipv6), 0);
	rss_expect(test, r, ip, flow->hash_ip);
	KUNIT_EXPECT_EQ(test, E1K_RXD_RSS_L4 >> udp & 1, 1);
	KUNIT_EXPECT_EQ(test, E1K_RXD_RSS_L4 >> ip & 1, 0);
}

static void other_frames_have_no_hash(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_ring_fill(r, (const u8 *)"\xff\xff\xff\xff\xff\xff", RSS_LEN);
	rss_expect(test, r, E1K_RXD_RSS_NONE, 0);
}

/* Entry n of the table is for hashes that end in n; queue of each is written by hand. */
static void rss_table_spread(struct e1k_hw *hw, u8 *table, u32 offset)
{
	u32 i;

	for (i = 0; i < E1K_RSS_TABLE_LEN; i++)
		table[i] = (i + offset) % min_t(u32, hw->chip->rx_queues, 4);
}

static void table_leads_each_flow_to_its_queue(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 queues = min_t(u32, f->hw.chip->rx_queues, 4), i, n, offset, status, want;
	u8 table[E1K_RSS_TABLE_LEN];
	struct e1k_ring *r[4];

	e1k_fix_link_up(test, f);
	KUNIT_ASSERT_EQ(test, e1k_rss_set_key(&f->hw, rss_key), 0);
	for (i = 0; i < queues; i++) {
		r[i] = e1k_ring_create(test, f);
		r[i]->index = i;
		e1k_ring_program(test, r[i]);
	}
	e1k_mac_start(&f->hw);
	for (i = 0; i < queues; i++)
		e1k_ring_open(r[i]);
	for (offset = 0; offset < queues; offset++) {
		rss_table_spread(&f->hw, table, offset);
		KUNIT_ASSERT_EQ(test, e1k_rss_set_table(&f->hw, table), 0);
		for (n = 0; n < ARRAY_SIZE(rss_flows); n++) {
			want = table[rss_flows[n].hash_l4 & 0x7f];
			rss_fill(r[0], &rss_flows[n], TCP, false);
			e1k_world_inject(f->world, r[0]->frame, RSS_LEN);
			for (i = 0; i < queues; i++)
				KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r[i], &status),
						i == want ? RSS_LEN : 0);
		}
	}
}

/* Such a frame has no place in the table. */
static void frames_without_a_hash_take_the_first_queue(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u8 table[E1K_RSS_TABLE_LEN];
	struct e1k_ring *r[2];
	u32 i, status;

	e1k_fix_link_up(test, f);
	for (i = 0; i < 2; i++) {
		r[i] = e1k_ring_create(test, f);
		r[i]->index = i;
		e1k_ring_program(test, r[i]);
	}
	memset(table, 1, sizeof(table));
	KUNIT_ASSERT_EQ(test, e1k_rss_set_table(&f->hw, table), 0);
	e1k_mac_start(&f->hw);
	e1k_ring_open(r[0]);
	e1k_ring_open(r[1]);
	e1k_ring_fill(r[0], (const u8 *)"\xff\xff\xff\xff\xff\xff", RSS_LEN);
	e1k_world_inject(f->world, r[0]->frame, RSS_LEN);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r[0], &status), RSS_LEN);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r[1], &status), 0);
	e1k_ring_fill_ip(r[1], (const u8 *)"\xff\xff\xff\xff\xff\xff", RSS_LEN);
	e1k_world_inject(f->world, r[1]->frame, RSS_LEN);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r[0], &status), 0);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r[1], &status), RSS_LEN);
}

static void only_changed_registers_are_written(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u8 table[E1K_RSS_TABLE_LEN] = { 0 };

	KUNIT_ASSERT_EQ(test, e1k_rss_set_table(&f->hw, table), 0);
	KUNIT_EXPECT_EQ(test, f->log->count, 0);
	table[5] = 1;
	table[6] = 1;
	table[127] = 1;
	KUNIT_ASSERT_EQ(test, e1k_rss_set_table(&f->hw, table), 0);
	KUNIT_EXPECT_EQ(test, f->log->count, 2);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_RETA(1)), 1);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_RETA(31)), 1);
}

/* The last queue of the chip is one; the next is not, and nothing changes. */
static void table_names_only_queues_there_are(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u8 table[E1K_RSS_TABLE_LEN] = { 0 };

	table[0] = f->hw.chip->rx_queues - 1;
	KUNIT_EXPECT_EQ(test, e1k_rss_set_table(&f->hw, table), 0);
	e1k_log_clear(f->log);
	table[1] = 1;
	table[127] = f->hw.chip->rx_queues;
	KUNIT_EXPECT_EQ(test, e1k_rss_set_table(&f->hw, table), -EINVAL);
	KUNIT_EXPECT_EQ(test, f->log->count, 0);
	KUNIT_EXPECT_EQ(test, f->hw.rss.table[1], 0);
}

static void chips_can_what_they_can(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	int any = f->hw.chip->vectors ? 0 : -EOPNOTSUPP;
	int udp = f->hw.chip->device_id == 0x10c9 ? 0 : -EOPNOTSUPP;
	u8 table[E1K_RSS_TABLE_LEN] = { 0 };

	KUNIT_EXPECT_EQ(test, e1k_rss_set_key(&f->hw, rss_key), any);
	KUNIT_EXPECT_EQ(test, e1k_rss_set_table(&f->hw, table), any);
	KUNIT_EXPECT_EQ(test, e1k_rss_set_udp(&f->hw, true, false), udp);
	KUNIT_EXPECT_EQ(test, e1k_rss_set_udp(&f->hw, false, true), udp);
	KUNIT_EXPECT_EQ(test, e1k_rss_set_udp(&f->hw, false, false), 0);
	if (any)
		KUNIT_EXPECT_EQ(test, f->log->count, 0);
}

static struct kunit_case rss_cases[] = {
	KUNIT_CASE_PARAM(published_hashes_on_the_82574, flow_gen_params),
	KUNIT_CASE_PARAM(published_hashes_on_the_82576, flow_gen_params),
	KUNIT_CASE_PARAM(udp_ports_are_hashed_when_wanted, flow_gen_params),
	KUNIT_CASE_PARAM(other_frames_have_no_hash, chip_gen_params),
	KUNIT_CASE_PARAM(table_leads_each_flow_to_its_queue, pcie_gen_params),
	KUNIT_CASE_PARAM(frames_without_a_hash_take_the_first_queue, pcie_gen_params),
	KUNIT_CASE_PARAM(only_changed_registers_are_written, pcie_gen_params),
	KUNIT_CASE_PARAM(table_names_only_queues_there_are, pcie_gen_params),
	KUNIT_CASE_PARAM(chips_can_what_they_can, chip_gen_params),
	{}
};

static struct kunit_suite rss_suite = {
	.name = "e1k_rss",
	.exit = e1k_fix_exit,
	.test_cases = rss_cases,
};

kunit_test_suite(rss_suite);
