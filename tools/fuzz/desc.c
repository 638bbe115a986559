// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rings whose descriptors the device writes as it likes, and in any order.
 * covers: hal/desc.h
 */
#include "device.h"

#include "../../hal/desc.h"

#define FUZZ_RING 16
#define FUZZ_BUF 2048

struct fuzz_ring {
	struct e1k_rxd desc[FUZZ_RING];
	u8 buf[FUZZ_RING][FUZZ_BUF];
};

static u32 fuzz_desc_word(const struct e1k_rxd *rxd, u32 n)
{
	const u8 *b = (const u8 *)rxd + 4 * n;

	return b[0] | b[1] << 8 | b[2] << 16 | (u32)b[3] << 24;
}

/* What the inlines say is what is there, by the tables of the manuals. */
static __always_inline void fuzz_desc_decode(const struct e1k_rxd *rxd,
					     const enum e1k_rxd_format format)
{
	bool legacy = format == E1K_RXD_LEGACY;
	u32 status = e1k_rxd_status(rxd, format), errors = e1k_rxd_errors(status, format);

	FUZZ_ASSERT(e1k_rxd_length(rxd, format) == (fuzz_desc_word(rxd, 3 - legacy) & 0xffff));
	FUZZ_ASSERT(e1k_rxd_vlan(rxd, format) == fuzz_desc_word(rxd, 3) >> 16);
	FUZZ_ASSERT((errors >> 8) == (legacy ? status >> 8 & 0xff : status >> 24));
	FUZZ_ASSERT(!(e1k_rxd_csum_ok(status, format) && errors & E1K_RXD_ERR_TCPE));
	FUZZ_ASSERT(e1k_rxd_rss_type(rxd, format) < (legacy ? 1 : 16));
	FUZZ_ASSERT(legacy || e1k_rxd_rss_hash(rxd) == fuzz_desc_word(rxd, 1));
}

/* As a driver polls: what it owns, from its place on, up to the first without DD. */
static __always_inline void fuzz_desc_poll(struct e1k_world *w, const enum e1k_rxd_format format)
{
	struct fuzz_ring *ring = calloc(1, sizeof(*ring));
	u32 next = fuzz_u8(w) % FUZZ_RING, owned = fuzz_u8(w) % FUZZ_RING, sum = 0, len, i;

	for (i = 0; i < FUZZ_RING; i++)
		e1k_rxd_write(&ring->desc[i], fuzz_u32(w));
	fuzz_bytes(w, ring->desc, fuzz_u16(w) % (sizeof(ring->desc) + 1));
	for (; owned; owned--, next = (next + 1) % FUZZ_RING) {
		if (!(e1k_rxd_status(&ring->desc[next], format) & E1K_RXD_STAT_DD))
			break;
		dma_rmb();
		fuzz_desc_decode(&ring->desc[next], format);
		len = e1k_rxd_length(&ring->desc[next], format);
		for (i = 0; len <= FUZZ_BUF && i < len; i += 64)
			sum += ring->buf[next][i];
		e1k_rxd_write(&ring->desc[next], sum);
		FUZZ_ASSERT(!(e1k_rxd_status(&ring->desc[next], format) & E1K_RXD_STAT_DD));
	}
	free(ring);
}

static void fuzz_desc_rx(struct e1k_hw *hw, struct e1k_world *w)
{
	if (hw->chip->rxd_format == E1K_RXD_LEGACY)
		fuzz_desc_poll(w, E1K_RXD_LEGACY);
	else
		fuzz_desc_poll(w, E1K_RXD_WB32);
}

/* A header is never longer than its buffer, whatever the device says. */
static void fuzz_desc_header_split(struct e1k_hw *hw, struct e1k_world *w)
{
	struct e1k_rxd *rxd = malloc(sizeof(*rxd));
	u64 addr = fuzz_u64(w), hdr = fuzz_u64(w) & ~63ULL;
	u32 room = fuzz_u16(w) % 1024, len;

	e1k_rxd_write_split(rxd, addr, hdr);
	FUZZ_ASSERT(!(e1k_rxd_status(rxd, E1K_RXD_WB32) & E1K_RXD_STAT_DD));
	FUZZ_ASSERT(le64_to_cpu(rxd->read.addr) == addr && le64_to_cpu(rxd->read.hdr) == hdr);
	fuzz_bytes(w, rxd, sizeof(*rxd));
	len = e1k_rxd_hdr_length(rxd, room);
	FUZZ_ASSERT(len <= room);
	FUZZ_ASSERT(!len || (fuzz_desc_word(rxd, 0) >> 21) == (len | 1024));
	free(rxd);
}

static void fuzz_desc_packet_split(struct e1k_hw *hw, struct e1k_world *w)
{
	struct e1k_rxd_ps *rxd = malloc(sizeof(*rxd));
	u64 addr[E1K_RXD_PS_BUFS];
	u32 i;

	fuzz_bytes(w, addr, sizeof(addr));
	e1k_rxd_ps_write(rxd, addr);
	for (i = 0; i < E1K_RXD_PS_BUFS; i++)
		FUZZ_ASSERT(rxd->addr[i] == cpu_to_le64(addr[i]));
	fuzz_bytes(w, rxd, sizeof(*rxd));
	for (i = 0; i < E1K_RXD_PS_BUFS; i++)
		FUZZ_ASSERT(e1k_rxd_ps_length(rxd, i) <= 0xffff);
	free(rxd);
}

/* A packet as a driver may hand it over: headers within it, offsets within limits. */
static void fuzz_desc_packet(struct e1k_world *w, struct e1k_txd_offload *off)
{
	off->flags = fuzz_u8(w) % 64;
	off->l3 = fuzz_u8(w) % 128;
	off->l4 = off->l3 + fuzz_u8(w) % 64 + 1;
	off->l4_len = fuzz_u8(w) % 61;
	off->csum = off->l4 + fuzz_u8(w) % 32;
	off->len = off->l4 + off->l4_len + fuzz_u16(w);
	off->mss = fuzz_u16(w);
	off->vlan = fuzz_u16(w);
}

static __always_inline void fuzz_desc_send(struct e1k_hw *hw, struct e1k_world *w,
					   const enum e1k_txd_format format)
{
	struct e1k_txd *txd = malloc(2 * sizeof(*txd));
	u32 slot = fuzz_u8(w) % max(hw->chip->tx_contexts, 1), len = fuzz_u16(w) % 8192 + 1;
	u32 tail;
	struct e1k_txd_offload off;
	struct e1k_txd_ctx ctx;

	fuzz_desc_packet(w, &off);
	if (e1k_txd_uses_ctx(&off, format)) {
		ctx = e1k_txd_ctx_build(&off, format);
		e1k_txd_write_ctx(&txd[0], &ctx, slot, format);
		FUZZ_ASSERT(le32_to_cpu(txd[0].cmd) & E1K_TXD_CMD_DEXT);
	}
	e1k_txd_write_data(&txd[1], fuzz_u64(w), len, e1k_txd_cmd(&off, format),
			   e1k_txd_olinfo(&off, slot, format), format);
	e1k_txd_request_status(&txd[1]);
	FUZZ_ASSERT(FIELD_GET(E1K_TXD_DTALEN, le32_to_cpu(txd[1].cmd)) == len);
	/* a descriptor just written is never done, whatever was there before */
	FUZZ_ASSERT(!e1k_txd_done(&txd[1]));
	tail = fuzz_u16(w);
	FUZZ_ASSERT(e1k_txd_split(&txd[1], &txd[0], tail) == (tail < len));
	FUZZ_ASSERT(FIELD_GET(E1K_TXD_DTALEN, le32_to_cpu(txd[1].cmd)) ==
		    (tail < len ? len - tail : len));
	fuzz_bytes(w, &txd[1], sizeof(*txd));
	e1k_txd_done(&txd[1]);
	free(txd);
}

static void fuzz_desc_tx(struct e1k_hw *hw, struct e1k_world *w)
{
	if (hw->chip->txd_format == E1K_TXD_CONTEXT_DATA)
		fuzz_desc_send(hw, w, E1K_TXD_CONTEXT_DATA);
	else
		fuzz_desc_send(hw, w, E1K_TXD_ADVANCED);
}

const fuzz_op fuzz_ops[] = {
	fuzz_desc_rx,
	fuzz_desc_tx,
	fuzz_desc_packet_split,
	fuzz_desc_header_split,
};

const u32 fuzz_ops_cnt = ARRAY_SIZE(fuzz_ops);
