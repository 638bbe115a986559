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

/* CE, SE, SEQ, CXE and RXE spoil a frame; the checksum errors do not. */
static void frame_errors_are_five(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, E1K_RXD_ERR_FRAME, 0x9700);
	KUNIT_EXPECT_EQ(test, E1K_RXD_ERR_TCPE | E1K_RXD_ERR_IPE, 0x6000);
}

static struct kunit_case desc_cases[] = {
	KUNIT_CASE(data_descriptor_is_little_endian),
	KUNIT_CASE(context_descriptor_is_little_endian),
	KUNIT_CASE(status_request_is_one_bit),
	KUNIT_CASE(done_is_the_lowest_status_bit),
	KUNIT_CASE(rx_descriptor_is_given_clean),
	KUNIT_CASE(rx_write_back_is_read),
	KUNIT_CASE(frame_errors_are_five),
	{}
};

static struct kunit_suite desc_suite = {
	.name = "e1k_desc",
	.test_cases = desc_cases,
};

kunit_test_suite(desc_suite);
