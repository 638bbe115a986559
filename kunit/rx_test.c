// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Frames in: from the wire through the DMA engine to descriptors and memory. */
#include "port.h"
#include "ring.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/queue.h"

static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

E1K_FIX_PER_CHIP;

static u32 frame_errors(const struct e1k_ring *r, u32 status)
{
	return e1k_rxd_errors(status, r->f->hw.chip->rxd_format) & E1K_RXD_ERR_FRAME;
}

/* Let a frame arrive and expect it, whole, in memory. */
static u32 expect_received(struct kunit *test, struct e1k_ring *r, u32 len)
{
	u8 *sent = kunit_kzalloc(test, E1K_WORLD_FRAME_MAX, GFP_KERNEL);
	u32 status;

	KUNIT_ASSERT_NOT_NULL(test, sent);
	e1k_ring_fill(r, everyone, len);
	memcpy(sent, r->frame, len);
	e1k_world_inject(r->f->world, sent, len);
	memset(r->frame, 0, len);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), len);
	KUNIT_EXPECT_EQ(test, memcmp(r->frame, sent, len), 0);
	KUNIT_EXPECT_EQ(test, frame_errors(r, status), 0);
	return status;
}

static void frame_is_received(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	status = expect_received(test, r, 1514);
	KUNIT_EXPECT_EQ(test, status & (E1K_RXD_STAT_DD | E1K_RXD_STAT_EOP),
			E1K_RXD_STAT_DD | E1K_RXD_STAT_EOP);
	KUNIT_EXPECT_EQ(test, status & E1K_RXD_STAT_VP, 0);
	expect_received(test, r, 60);
}

static void reception_raises_an_interrupt(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_irq_ack(&r->f->hw);
	e1k_irq_unmask(&r->f->hw, E1K_IRQ_QUEUE);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(r->f->world));
	expect_received(test, r, 60);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(r->f->world));
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&r->f->hw) & E1K_INT_RXT0, E1K_INT_RXT0);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(r->f->world));
}

static void ring_wraps(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 i;

	for (i = 0; i < 3 * E1K_RING_COUNT; i++)
		expect_received(test, r, 60 + i);
}

static void jumbo_takes_several_buffers(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	r->f->hw.rx_mode.jumbo = true;
	e1k_mac_update_rctl(&r->f->hw);
	expect_received(test, r, 9014);
	KUNIT_EXPECT_EQ(test, r->rx_next, 5);
	expect_received(test, r, 2048);
	KUNIT_EXPECT_EQ(test, r->rx_next, 6);
	expect_received(test, r, 2049);
	KUNIT_EXPECT_EQ(test, r->rx_next, 8);
	expect_received(test, r, r->f->hw.chip->max_frame - E1K_FCS_LEN);
	KUNIT_EXPECT_EQ(test, r->rx_next,
			8 + DIV_ROUND_UP(r->f->hw.chip->max_frame - E1K_FCS_LEN, 2048));
}

static void jumbo_is_refused_when_not_wanted(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	e1k_ring_fill(r, everyone, 1519);
	e1k_world_inject(r->f->world, r->frame, 1519);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 0);
	KUNIT_EXPECT_EQ(test, status & E1K_RXD_STAT_DD, 0);
	expect_received(test, r, 1518);
}

static void inject_tagged(struct e1k_ring *r)
{
	static const u8 tag[] = { 0x81, 0x00, 0xa0, 0x64 };

	e1k_ring_fill(r, everyone, 100);
	memcpy(r->frame + 12, tag, sizeof(tag));
	e1k_world_inject(r->f->world, r->frame, 100);
}

static void tag_is_stripped(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u8 last;
	u32 status;

	r->f->hw.vlan_strip = true;
	e1k_mac_update_ctrl(&r->f->hw);
	inject_tagged(r);
	last = r->frame[99];
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 96);
	KUNIT_EXPECT_EQ(test, status & E1K_RXD_STAT_VP, E1K_RXD_STAT_VP);
	KUNIT_EXPECT_EQ(test, r->vlan, 0xa064);
	KUNIT_EXPECT_EQ(test, r->frame[95], last);
}

static void tag_is_left_in(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	inject_tagged(r);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 100);
	KUNIT_EXPECT_EQ(test, r->vlan, 0);
	KUNIT_EXPECT_EQ(test, r->frame[12], 0x81);
}

/* The residue of a frame with its FCS (IEEE 802.3 3.2.9). */
static u32 crc_residue(const u8 *data, u32 len)
{
	u32 crc = ~0U, i, bit;

	for (i = 0; i < len; i++)
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ ((crc ^ data[i] >> bit) & 1 ? 0xedb88320 : 0);
	return crc;
}

static void fcs_is_kept_when_wanted(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	r->f->hw.rx_mode.keep_fcs = true;
	e1k_mac_update_rctl(&r->f->hw);
	e1k_ring_fill(r, everyone, 200);
	e1k_world_inject(r->f->world, r->frame, 200);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 204);
	KUNIT_EXPECT_EQ(test, crc_residue(r->frame, 204), 0xdebb20e3);
}

static void pause_frames_do_not_reach_the_host(struct kunit *test)
{
	static const u8 pause[] = {
		0x01, 0x80, 0xc2, 0x00, 0x00, 0x01, 2, 0, 0, 0, 0, 2, 0x88, 0x08, 0, 1, 0xff, 0xff,
	};
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	r->f->hw.rx_mode.promisc = true;
	e1k_mac_update_rctl(&r->f->hw);
	e1k_ring_fill(r, everyone, 60);
	memcpy(r->frame, pause, sizeof(pause));
	e1k_world_inject(r->f->world, r->frame, 60);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 0);
}

/* The ring holds one frame less than it has descriptors. */
static void full_ring_drops_and_recovers(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 i, status;

	e1k_irq_ack(&r->f->hw);
	e1k_ring_fill(r, everyone, 60);
	for (i = 0; i < E1K_RING_COUNT - 1; i++)
		e1k_world_inject(r->f->world, r->frame, 60);
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&r->f->hw) & E1K_IRQ_QUEUE,
			E1K_INT_RXT0 | E1K_INT_RXDMT0);
	e1k_world_inject(r->f->world, r->frame, 60);
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&r->f->hw) & E1K_IRQ_QUEUE, E1K_INT_RXO);
	for (i = 0; i < E1K_RING_COUNT - 1; i++)
		KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 60);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 0);
	expect_received(test, r, 60);
}

static void loopback_returns(struct kunit *test, enum e1k_loopback loopback)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_hw *hw = &r->f->hw;
	u32 status;

	KUNIT_ASSERT_EQ(test, e1k_mac_set_loopback(hw, loopback), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_CTRL) & E1K_CTRL_FRCDPLX,
			E1K_CTRL_FRCDPLX);
	e1k_ring_fill(r, everyone, 500);
	e1k_ring_queue(r, 500, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 500);
	KUNIT_EXPECT_EQ(test, memcmp(r->frame, r->tx_buf, 500), 0);

	KUNIT_ASSERT_EQ(test, e1k_mac_set_loopback(hw, E1K_LOOPBACK_NONE), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_CTRL) & E1K_CTRL_FRCDPLX, 0);
	e1k_world_advance(r->f->world, 3000000);
	e1k_ring_queue(r, 500, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 500);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 0);
}

static void mac_loopback_returns_frames(struct kunit *test)
{
	loopback_returns(test, E1K_LOOPBACK_MAC);
}

static void phy_loopback_returns_frames(struct kunit *test)
{
	loopback_returns(test, E1K_LOOPBACK_PHY);
}

struct rx_packet {
	bool ipv6;
	u8 proto;
	u8 spoil; /* byte of the frame */
	bool csum_ok;
	u32 errors;
	const char *desc;
};

#define TCP 6
#define UDP 17

static const struct rx_packet rx_packets[] = {
	{ false, TCP, 0, true, 0, "TCP over IPv4" },
	{ false, UDP, 0, true, 0, "UDP over IPv4" },
	{ true, TCP, 0, true, 0, "TCP over IPv6" },
	{ true, UDP, 0, true, 0, "UDP over IPv6" },
	{ false, 1, 0, false, 0, "neither" },
	{ false, TCP, 90, false, E1K_RXD_ERR_TCPE, "TCP over IPv4, spoilt" },
	{ true, UDP, 90, false, E1K_RXD_ERR_TCPE, "UDP over IPv6, spoilt" },
	{ false, TCP, 22, true, E1K_RXD_ERR_IPE, "IPv4 header spoilt" },
};

E1K_PARAMS(packet, rx_packets);

static u32 rx_sum(const u8 *data, u32 len, u32 sum)
{
	u32 i;

	for (i = 0; i < len; i++)
		sum += i % 2 ? data[i] : data[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

static void rx_put16(u8 *field, u32 val)
{
	field[0] = val >> 8;
	field[1] = val;
}

/* 100 bytes with right checksums. */
static void fill_packet(struct e1k_ring *r, const struct rx_packet *packet)
{
	static const u8 ipv4[] = {
		0x08, 0x00, 0x45, 0x00, 0, 86, 0, 0, 0, 0, 64, 0, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
	};
	static const u8 ipv6[] = { 0x86, 0xdd, 0x60, 0, 0, 0, 0, 46, 0, 64, 0xfd, 1 };
	u32 l4 = packet->ipv6 ? 54 : 34, addrs = packet->ipv6 ? 22 : 26, sum;
	u8 *csum = r->frame + l4 + (packet->proto == TCP ? 16 : 6);

	e1k_ring_fill(r, everyone, 100);
	if (packet->ipv6) {
		memcpy(r->frame + 12, ipv6, sizeof(ipv6));
		r->frame[20] = packet->proto;
	} else {
		memcpy(r->frame + 12, ipv4, sizeof(ipv4));
		r->frame[23] = packet->proto;
		rx_put16(r->frame + 24, ~rx_sum(r->frame + 14, 20, 0));
	}
	if (packet->proto == UDP)
		rx_put16(r->frame + l4 + 4, 100 - l4);
	csum[0] = 0;
	csum[1] = 0;
	sum = rx_sum(r->frame + addrs, l4 - addrs, packet->proto + 100 - l4);
	rx_put16(csum, ~rx_sum(r->frame + l4, 100 - l4, sum));
	if (packet->spoil)
		r->frame[packet->spoil] ^= 0x10;
}

static void checksums_are_checked(struct kunit *test, u16 device_id)
{
	const struct rx_packet *packet = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, device_id);
	struct e1k_ring *r = e1k_ring_create(test, f);
	enum e1k_rxd_format format = f->hw.chip->rxd_format;
	u32 status;

	f->hw.rx_mode.csum = true;
	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	e1k_ring_start(test, r);
	fill_packet(r, packet);
	e1k_world_inject(f->world, r->frame, 100);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 100);
	KUNIT_EXPECT_EQ(test, e1k_rxd_csum_ok(status, format), packet->csum_ok);
	KUNIT_EXPECT_EQ(test, e1k_rxd_errors(status, format), packet->errors);
}

static void checksums_on_the_82540(struct kunit *test)
{
	checksums_are_checked(test, 0x100e);
}

static void checksums_on_the_82574(struct kunit *test)
{
	checksums_are_checked(test, 0x10d3);
}

static void checksums_on_the_82576(struct kunit *test)
{
	checksums_are_checked(test, 0x10c9);
}

static void checksums_are_left_alone_when_not_wanted(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	fill_packet(r, &rx_packets[0]);
	e1k_world_inject(r->f->world, r->frame, 100);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 100);
	KUNIT_EXPECT_FALSE(test, e1k_rxd_csum_ok(status, r->f->hw.chip->rxd_format));
}

static struct kunit_case rx_cases[] = {
	KUNIT_CASE_PARAM(frame_is_received, chip_gen_params),
	KUNIT_CASE_PARAM(reception_raises_an_interrupt, chip_gen_params),
	KUNIT_CASE_PARAM(ring_wraps, chip_gen_params),
	KUNIT_CASE_PARAM(jumbo_takes_several_buffers, chip_gen_params),
	KUNIT_CASE_PARAM(jumbo_is_refused_when_not_wanted, chip_gen_params),
	KUNIT_CASE_PARAM(tag_is_stripped, chip_gen_params),
	KUNIT_CASE_PARAM(tag_is_left_in, chip_gen_params),
	KUNIT_CASE_PARAM(fcs_is_kept_when_wanted, chip_gen_params),
	KUNIT_CASE_PARAM(pause_frames_do_not_reach_the_host, chip_gen_params),
	KUNIT_CASE_PARAM(full_ring_drops_and_recovers, chip_gen_params),
	KUNIT_CASE_PARAM(mac_loopback_returns_frames, chip_gen_params),
	KUNIT_CASE_PARAM(phy_loopback_returns_frames, chip_gen_params),
	KUNIT_CASE_PARAM(checksums_on_the_82540, packet_gen_params),
	KUNIT_CASE_PARAM(checksums_on_the_82574, packet_gen_params),
	KUNIT_CASE_PARAM(checksums_on_the_82576, packet_gen_params),
	KUNIT_CASE_PARAM(checksums_are_left_alone_when_not_wanted, chip_gen_params),
	{}
};

static struct kunit_suite rx_suite = {
	.name = "e1k_rx",
	.exit = e1k_fix_exit,
	.test_cases = rx_cases,
};

kunit_test_suite(rx_suite);
