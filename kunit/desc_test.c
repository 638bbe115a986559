// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Descriptors as bytes in memory, which the device shares whatever the CPU's order. */
#include "port.h"
#include "fixture.h"
#include "../hal/desc.h"

static void expect_bytes(struct kunit *test, const void *desc, const u8 *want)
{
	u32 i;

	for (i = 0; i < 16; i++)
		KUNIT_EXPECT_EQ(test, ((const u8 *)desc)[i], want[i]);
}

/* 8254x manual 3.3.7: DEXT and DTYP 1, the command byte above them. */
static void data_descriptor_is_little_endian(struct kunit *test)
{
	static const u8 want[] = {
		0xf0, 0xde, 0xbc, 0x9a, 0x78, 0x56, 0x34, 0x12,
		0xea, 0x05, 0x10, 0x63, 0x00, 0x03, 0x64, 0x00,
	};
	struct e1k_txd txd;

	memset(&txd, 0xff, sizeof(txd));
	e1k_txd_write_data(&txd, 0x123456789abcdef0ULL, 1514,
			   E1K_TXD_CMD_EOP | E1K_TXD_CMD_IFCS | E1K_TXD_CMD_VLE,
			   E1K_TXD_POPTS_IXSM | E1K_TXD_POPTS_TXSM |
			   FIELD_PREP(E1K_TXD_SPECIAL, 100UL), E1K_TXD_CONTEXT_DATA);
	expect_bytes(test, &txd, want);
}

/* 8254x manual 3.3.6: DEXT and DTYP 0. */
static void context_descriptor_is_little_endian(struct kunit *test)
{
	static const u8 want[] = {
		0x0e, 0x18, 0x21, 0x01, 0x22, 0x32, 0x43, 0x02,
		0x50, 0x0b, 0x00, 0x27, 0x00, 0x36, 0xb4, 0x05,
	};
	struct e1k_txd_ctx ctx = {
		.offsets = e1k_txd_ctx_offsets(14, 24, 0x121, 34, 50, 0x243),
		.cmd = E1K_TXC_TUCMD_TCP | E1K_TXC_TUCMD_IP | E1K_TXC_TUCMD_TSE | 2896,
		.mss_hdr = FIELD_PREP(E1K_TXC_MSS, 1460UL) | FIELD_PREP(E1K_TXC_HDRLEN, 54UL),
	};
	struct e1k_txd txd;

	memset(&txd, 0xff, sizeof(txd));
	e1k_txd_write_ctx(&txd, &ctx, 0, E1K_TXD_CONTEXT_DATA);
	expect_bytes(test, &txd, want);
}

/* 82576 datasheet 7.2.2.3: DTYP 3, payload length and slot in the last word. */
static void advanced_data_is_little_endian(struct kunit *test)
{
	static const u8 want[] = {
		0xf0, 0xde, 0xbc, 0x9a, 0x78, 0x56, 0x34, 0x12,
		0xea, 0x05, 0x30, 0xe3, 0x10, 0x03, 0xd4, 0x02,
	};
	struct e1k_txd_offload off = {
		.flags = E1K_TXO_TSO | E1K_TXO_VLAN | E1K_TXO_IPV4 | E1K_TXO_TCP,
		.len = 2950, .l3 = 14, .l4 = 34, .l4_len = 20,
	};
	struct e1k_txd txd;

	memset(&txd, 0xff, sizeof(txd));
	e1k_txd_write_data(&txd, 0x123456789abcdef0ULL, 1514,
			   E1K_TXD_CMD_EOP | e1k_txd_cmd(&off, E1K_TXD_ADVANCED),
			   e1k_txd_olinfo(&off, 1, E1K_TXD_ADVANCED), E1K_TXD_ADVANCED);
	expect_bytes(test, &txd, want);
}

/* 82576 datasheet 7.2.2.2: DTYP 2, lengths and tag first, MSS, L4 length and slot last. */
static void advanced_context_is_little_endian(struct kunit *test)
{
	static const u8 want[] = {
		0x14, 0x1c, 0x64, 0xa0, 0x00, 0x00, 0x00, 0x00,
		0x00, 0x0c, 0x20, 0x20, 0x10, 0x14, 0xb4, 0x05,
	};
	struct e1k_txd_offload off = {
		.flags = E1K_TXO_TSO | E1K_TXO_VLAN | E1K_TXO_IPV4 | E1K_TXO_TCP,
		.len = 3000, .mss = 1460, .vlan = 0xa064, .l3 = 14, .l4 = 34, .csum = 50,
		.l4_len = 20,
	};
	struct e1k_txd_ctx ctx = e1k_txd_ctx_build(&off, E1K_TXD_ADVANCED);
	struct e1k_txd txd;

	memset(&txd, 0xff, sizeof(txd));
	e1k_txd_write_ctx(&txd, &ctx, 1, E1K_TXD_ADVANCED);
	expect_bytes(test, &txd, want);
}

struct desc_ctx {
	struct e1k_txd_offload off;
	u64 data_offsets;
	u32 data_cmd;
	u32 data_last;
	u64 adv_offsets;
	u32 adv_cmd;
	u32 adv_last;
	bool data_uses;
	bool adv_uses;
	const char *desc;
};

#define OFF(f) { .flags = (f), .len = 1054, .mss = 500, .vlan = 0x123, .l3 = 14, .l4 = 34, \
		 .csum = 50, .l4_len = 20 }

static const struct desc_ctx desc_ctxs[] = {
	{ OFF(0), 0x0000322200000000, 0, 0, 0x1c00, 0, 0, false, false, "nothing" },
	{ OFF(E1K_TXO_VLAN), 0x0000322200000000, 0, 0, 0x01231c00, 0, 0, false, true, "tag" },
	{ OFF(E1K_TXO_CSUM | E1K_TXO_IPV4 | E1K_TXO_TCP), 0x0000322200000000, 0, 0,
	  0x1c14, 0xc00, 0, true, true, "TCP over IPv4" },
	{ OFF(E1K_TXO_CSUM | E1K_TXO_TCP), 0x0000322200000000, 0, 0,
	  0x1c14, 0x800, 0, true, true, "TCP over IPv6" },
	{ OFF(E1K_TXO_CSUM | E1K_TXO_IPV4), 0x0000322200000000, 0, 0,
	  0x1c14, 0x400, 0, true, true, "UDP" },
	{ OFF(E1K_TXO_CSUM | E1K_TXO_IPV4 | E1K_TXO_SCTP), 0x0000322200000000, 0, 0,
	  0x1c14, 0x1400, 0, true, true, "SCTP" },
	{ OFF(E1K_TXO_TSO | E1K_TXO_IPV4 | E1K_TXO_TCP), 0x000032220021180e, 0x070003e8,
	  0x01f43600, 0x1c14, 0xc00, 0x01f41400, true, true, "segments of TCP over IPv4" },
	{ OFF(E1K_TXO_TSO | E1K_TXO_TCP | E1K_TXO_VLAN), 0x000032220021180e, 0x050003e8,
	  0x01f43600, 0x01231c14, 0x800, 0x01f41400, true, true, "segments over IPv6, tagged" },
};

E1K_PARAMS(ctx, desc_ctxs);

static void context_says_what_is_wanted(struct kunit *test)
{
	const struct desc_ctx *want = test->param_value;
	struct e1k_txd_ctx data = e1k_txd_ctx_build(&want->off, E1K_TXD_CONTEXT_DATA);
	struct e1k_txd_ctx adv = e1k_txd_ctx_build(&want->off, E1K_TXD_ADVANCED);

	KUNIT_EXPECT_EQ(test, data.offsets, want->data_offsets);
	KUNIT_EXPECT_EQ(test, data.cmd, want->data_cmd);
	KUNIT_EXPECT_EQ(test, data.mss_hdr, want->data_last);
	KUNIT_EXPECT_EQ(test, adv.offsets, want->adv_offsets);
	KUNIT_EXPECT_EQ(test, adv.cmd, want->adv_cmd);
	KUNIT_EXPECT_EQ(test, adv.mss_hdr, want->adv_last);
	KUNIT_EXPECT_EQ(test, e1k_txd_uses_ctx(&want->off, E1K_TXD_CONTEXT_DATA),
			want->data_uses);
	KUNIT_EXPECT_EQ(test, e1k_txd_uses_ctx(&want->off, E1K_TXD_ADVANCED), want->adv_uses);
}

/* 82574 datasheet 7.1.4.2, 82576 datasheet 7.1.5.2. */
static void wb32_write_back_is_read(struct kunit *test)
{
	static const u8 bytes[] = {
		0xf7, 0xff, 0xff, 0xff, 0x78, 0xc1, 0xcc, 0x51,
		0x6b, 0x00, 0x00, 0x61, 0xea, 0x05, 0x23, 0xa1,
	};
	struct e1k_rxd rxd;
	u32 status;

	memcpy(&rxd, bytes, sizeof(rxd));
	status = e1k_rxd_status(&rxd, E1K_RXD_WB32);
	KUNIT_EXPECT_EQ(test, status & 0xff, E1K_RXD_STAT_DD | E1K_RXD_STAT_EOP |
			E1K_RXD_STAT_VP | E1K_RXD_STAT_TCPCS | E1K_RXD_STAT_IPCS);
	KUNIT_EXPECT_EQ(test, e1k_rxd_errors(status, E1K_RXD_WB32),
			E1K_RXD_ERR_CE | E1K_RXD_ERR_TCPE | E1K_RXD_ERR_IPE);
	KUNIT_EXPECT_EQ(test, e1k_rxd_length(&rxd, E1K_RXD_WB32), 1514);
	KUNIT_EXPECT_EQ(test, e1k_rxd_vlan(&rxd, E1K_RXD_WB32), 0xa123);
	KUNIT_EXPECT_EQ(test, e1k_rxd_rss_type(&rxd, E1K_RXD_WB32), E1K_RXD_RSS_UDP_IPV4);
	KUNIT_EXPECT_EQ(test, e1k_rxd_rss_hash(&rxd), 0x51ccc178);
}

/* 82576 datasheet 7.1.5.1: the header buffer's address in the second half. */
static void header_buffer_comes_second(struct kunit *test)
{
	static const u8 want[] = {
		0x00, 0x10, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00,
		0x40, 0x67, 0x45, 0x23, 0x02, 0x00, 0x00, 0x00,
	};
	struct e1k_rxd rxd;

	memset(&rxd, 0xff, sizeof(rxd));
	e1k_rxd_write_split(&rxd, 0x100001000ULL, 0x223456740ULL);
	expect_bytes(test, &rxd, want);
	KUNIT_EXPECT_EQ(test, e1k_rxd_status(&rxd, E1K_RXD_WB32) & E1K_RXD_STAT_DD, 0);
}

struct desc_hdr {
	u8 bytes[4];
	u32 len;
	const char *desc;
};

/* SPH is bit 31, the length bits 30 to 21; the buffer has 256 bytes. */
static const struct desc_hdr desc_hdrs[] = {
	{ { 0xff, 0xff, 0x1f, 0x00 }, 0, "nothing found" },
	{ { 0x01, 0x00, 0xc0, 0x06 }, 0, "a length without meaning" },
	{ { 0x01, 0x00, 0xc0, 0x86 }, 54, "the shortest TCP header" },
	{ { 0x00, 0x00, 0x20, 0x80 }, 1, "one byte" },
	{ { 0x00, 0x00, 0x00, 0xa0 }, 256, "the longest that fits" },
	{ { 0x00, 0x00, 0x20, 0xa0 }, 0, "one byte more" },
	{ { 0xff, 0xff, 0xff, 0xff }, 0, "all ones" },
};

E1K_PARAMS(hdr, desc_hdrs);

static void header_length_fits_its_buffer(struct kunit *test)
{
	const struct desc_hdr *hdr = test->param_value;
	struct e1k_rxd rxd;

	memset(&rxd, 0xff, sizeof(rxd));
	memcpy(&rxd, hdr->bytes, sizeof(hdr->bytes));
	KUNIT_EXPECT_EQ(test, e1k_rxd_hdr_length(&rxd, 256), hdr->len);
}

struct desc_csum {
	u32 status; /* bits and errors of a legacy descriptor */
	bool legacy;
	bool wb32;
	const char *desc;
};

static const struct desc_csum desc_csums[] = {
	{ 0, false, false, "not looked at" },
	{ E1K_RXD_STAT_IPCS, false, false, "IP only" },
	{ E1K_RXD_STAT_TCPCS, true, true, "right" },
	{ E1K_RXD_STAT_UDPCS, false, true, "UDP right" },
	{ E1K_RXD_STAT_TCPCS | E1K_RXD_STAT_IXSM, false, false, "to be ignored" },
	{ E1K_RXD_STAT_TCPCS | E1K_RXD_ERR_TCPE, false, false, "wrong" },
	{ E1K_RXD_STAT_UDPCS | E1K_RXD_ERR_TCPE, false, false, "UDP wrong" },
};

E1K_PARAMS(csum, desc_csums);

static void checksum_is_trusted_when_right(struct kunit *test)
{
	const struct desc_csum *csum = test->param_value;
	u32 wb32 = (csum->status & 0xff) | (csum->status & 0xff00) << 16;

	KUNIT_EXPECT_EQ(test, e1k_rxd_csum_ok(csum->status, E1K_RXD_LEGACY), csum->legacy);
	KUNIT_EXPECT_EQ(test, e1k_rxd_csum_ok(wb32, E1K_RXD_WB32), csum->wb32);
}

/* 82574 datasheet 7.1.5: four addresses; lengths of the three later buffers in halfwords. */
static void split_descriptor_has_four_buffers(struct kunit *test)
{
	static const u64 addr[] = { 0x1000, 0x123456789ULL, 0, 0x4000 };
	static const u8 bytes[] = {
		0, 0, 0, 0, 0, 0, 0, 0, 0x03, 0, 0, 0, 0x36, 0, 0, 0,
		0x36, 0x80, 0x00, 0x10, 0xea, 0x05, 0x01, 0x00, 0, 0, 0, 0, 0, 0, 0, 0,
	};
	struct e1k_rxd_ps rxd;
	u32 i;

	memset(&rxd, 0xff, sizeof(rxd));
	e1k_rxd_ps_write(&rxd, addr);
	for (i = 0; i < E1K_RXD_PS_BUFS; i++)
		KUNIT_EXPECT_EQ(test, le64_to_cpu(rxd.addr[i]), addr[i]);
	memcpy(&rxd, bytes, sizeof(rxd));
	KUNIT_EXPECT_EQ(test, e1k_rxd_ps_length(&rxd, 0), 0x36);
	KUNIT_EXPECT_EQ(test, e1k_rxd_ps_length(&rxd, 1), 0x1000);
	KUNIT_EXPECT_EQ(test, e1k_rxd_ps_length(&rxd, 2), 1514);
	KUNIT_EXPECT_EQ(test, e1k_rxd_ps_length(&rxd, 3), 1);
	KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_RXD_PS_HDR_LEN, le16_to_cpu(rxd.wb.header)), 0x36);
	KUNIT_EXPECT_EQ(test, le16_to_cpu(rxd.wb.header) & E1K_RXD_PS_HDR_SPLIT,
			E1K_RXD_PS_HDR_SPLIT);
}

/* The end of a long descriptor becomes the next one's, which is otherwise the same. */
static void end_of_a_descriptor_moves_to_the_next(struct kunit *test)
{
	struct e1k_txd txd[2], whole;

	e1k_txd_write_data(&whole, 0xfffffff0ULL, 1000, E1K_TXD_CMD_IFCS | E1K_TXD_CMD_TSE,
			   E1K_TXD_POPTS_TXSM, E1K_TXD_CONTEXT_DATA);
	txd[0] = whole;
	KUNIT_EXPECT_TRUE(test, e1k_txd_split(&txd[0], &txd[1], 4));
	KUNIT_EXPECT_EQ(test, le64_to_cpu(txd[0].addr), 0xfffffff0ULL);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(txd[1].addr), 0x1000003d4ULL);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(txd[0].cmd), le32_to_cpu(whole.cmd) - 4);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(txd[1].cmd), le32_to_cpu(whole.cmd) - 996);
	KUNIT_EXPECT_EQ(test, txd[0].olinfo, whole.olinfo);
	KUNIT_EXPECT_EQ(test, txd[1].olinfo, whole.olinfo);
}

static void short_descriptor_stays_whole(struct kunit *test)
{
	struct e1k_txd txd[2] = {}, before;

	e1k_txd_write_data(&txd[0], 0x1000, 4, E1K_TXD_CMD_IFCS, 0, E1K_TXD_CONTEXT_DATA);
	before = txd[0];
	KUNIT_EXPECT_FALSE(test, e1k_txd_split(&txd[0], &txd[1], 4));
	KUNIT_EXPECT_EQ(test, memcmp(&txd[0], &before, sizeof(before)), 0);
	KUNIT_EXPECT_EQ(test, txd[1].cmd, 0);
	KUNIT_EXPECT_TRUE(test, e1k_txd_split(&txd[0], &txd[1], 3));
}

static void status_request_is_one_bit(struct kunit *test)
{
	struct e1k_txd txd = { .cmd = cpu_to_le32(0x23100040) };

	e1k_txd_request_status(&txd);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(txd.cmd), 0x2b100040);
}

static void done_is_the_lowest_status_bit(struct kunit *test)
{
	struct e1k_txd txd = { .olinfo = cpu_to_le32(0xfffffffe) };

	KUNIT_EXPECT_FALSE(test, e1k_txd_done(&txd));
	txd.olinfo = cpu_to_le32(1);
	KUNIT_EXPECT_TRUE(test, e1k_txd_done(&txd));
}

static void rx_descriptor_is_given_clean(struct kunit *test)
{
	static const u8 want[] = { 0x78, 0x56, 0x34, 0x12, 0x01 };
	u8 bytes[16] = { 0 };
	struct e1k_rxd rxd;

	memcpy(bytes, want, sizeof(want));
	memset(&rxd, 0xff, sizeof(rxd));
	e1k_rxd_write(&rxd, 0x112345678ULL);
	expect_bytes(test, &rxd, bytes);
	KUNIT_EXPECT_EQ(test, e1k_rxd_status(&rxd, E1K_RXD_LEGACY), 0);
	KUNIT_EXPECT_EQ(test, e1k_rxd_status(&rxd, E1K_RXD_WB32), 0);
}

/* 8254x manual 3.2.3: length, checksum, status, errors, special. */
static void rx_write_back_is_read(struct kunit *test)
{
	static const u8 bytes[] = {
		0, 0, 0, 0, 0, 0, 0, 0, 0xea, 0x05, 0xcd, 0xab, 0x6f, 0x61, 0x23, 0xa1,
	};
	struct e1k_rxd rxd;
	u32 status;

	memcpy(&rxd, bytes, sizeof(rxd));
	status = e1k_rxd_status(&rxd, E1K_RXD_LEGACY);
	KUNIT_EXPECT_EQ(test, e1k_rxd_length(&rxd, E1K_RXD_LEGACY), 1514);
	KUNIT_EXPECT_EQ(test, status & 0xff, E1K_RXD_STAT_DD | E1K_RXD_STAT_EOP |
			E1K_RXD_STAT_IXSM | E1K_RXD_STAT_VP | E1K_RXD_STAT_TCPCS |
			E1K_RXD_STAT_IPCS);
	KUNIT_EXPECT_EQ(test, e1k_rxd_errors(status, E1K_RXD_LEGACY),
			E1K_RXD_ERR_CE | E1K_RXD_ERR_TCPE | E1K_RXD_ERR_IPE);
	KUNIT_EXPECT_EQ(test, e1k_rxd_vlan(&rxd, E1K_RXD_LEGACY), 0xa123);
	KUNIT_EXPECT_EQ(test, e1k_rxd_rss_type(&rxd, E1K_RXD_LEGACY), E1K_RXD_RSS_NONE);
}

/* A tag is no error, any error bit is one, and a frame has its end. */
static void plain_is_whole_and_sound(struct kunit *test)
{
	u32 whole = E1K_RXD_STAT_DD | E1K_RXD_STAT_EOP | E1K_RXD_STAT_TCPCS;
	unsigned int bit;

	KUNIT_EXPECT_TRUE(test, e1k_rxd_is_plain(whole | E1K_RXD_VLAN, E1K_RXD_LEGACY));
	KUNIT_EXPECT_TRUE(test, e1k_rxd_is_plain(whole | E1K_RXD_ERR_ALL, E1K_RXD_WB32));
	KUNIT_EXPECT_FALSE(test, e1k_rxd_is_plain(E1K_RXD_STAT_DD, E1K_RXD_LEGACY));
	KUNIT_EXPECT_FALSE(test, e1k_rxd_is_plain(E1K_RXD_STAT_DD, E1K_RXD_WB32));
	for (bit = 8; bit < 16; bit++) {
		KUNIT_EXPECT_FALSE(test, e1k_rxd_is_plain(whole | BIT(bit), E1K_RXD_LEGACY));
		KUNIT_EXPECT_FALSE(test, e1k_rxd_is_plain(whole | BIT(bit + 16), E1K_RXD_WB32));
	}
}

/* CE, SE, SEQ, CXE and RXE spoil a frame; the checksum errors do not. */
static void frame_errors_are_five(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, E1K_RXD_ERR_FRAME, 0x9700);
	KUNIT_EXPECT_EQ(test, E1K_RXD_ERR_TCPE | E1K_RXD_ERR_IPE, 0x6000);
}

static struct kunit_case desc_cases[] = {
	KUNIT_CASE(data_descriptor_is_little_endian),
	KUNIT_CASE(context_descriptor_is_little_endian),
	KUNIT_CASE(advanced_data_is_little_endian),
	KUNIT_CASE(advanced_context_is_little_endian),
	KUNIT_CASE_PARAM(context_says_what_is_wanted, ctx_gen_params),
	KUNIT_CASE(wb32_write_back_is_read),
	KUNIT_CASE(header_buffer_comes_second),
	KUNIT_CASE_PARAM(header_length_fits_its_buffer, hdr_gen_params),
	KUNIT_CASE_PARAM(checksum_is_trusted_when_right, csum_gen_params),
	KUNIT_CASE(split_descriptor_has_four_buffers),
	KUNIT_CASE(end_of_a_descriptor_moves_to_the_next),
	KUNIT_CASE(short_descriptor_stays_whole),
	KUNIT_CASE(status_request_is_one_bit),
	KUNIT_CASE(done_is_the_lowest_status_bit),
	KUNIT_CASE(rx_descriptor_is_given_clean),
	KUNIT_CASE(rx_write_back_is_read),
	KUNIT_CASE(plain_is_whole_and_sound),
	KUNIT_CASE(frame_errors_are_five),
	{}
};

static struct kunit_suite desc_suite = {
	.name = "e1k_desc",
	.test_cases = desc_cases,
};

kunit_test_suite(desc_suite);
