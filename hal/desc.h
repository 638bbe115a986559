/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Descriptor formats and their inline encoders and decoders. Everything here
 * speaks in bus addresses, lengths and flags; descriptors are little-endian
 * memory shared with the device. The format argument is a compile-time
 * constant of the caller's: no choice is made per packet.
 *
 * 8254x manual 3.2.3 (legacy RX), 3.3.6 (TX context), 3.3.7 (TX data); 82574
 * datasheet 7.1.4 (extended RX), 7.1.5 (packet split RX); 82576 datasheet
 * 7.1.5 (advanced RX), 7.2.2 (advanced TX).
 */
#ifndef E1K_HAL_DESC_H
#define E1K_HAL_DESC_H

#include "hw.h"

/*
 * A receive descriptor as software writes it and as the device writes it back.
 * The write-back has a status word, which holds DD, and a length word; where
 * they are is the format's.
 */
struct e1k_rxd {
	union {
		struct {
			__le64 addr;
			__le64 hdr; /* with header split, else 0 */
		} read;
		__le32 wb[4];
	};
};

static_assert(sizeof(struct e1k_rxd) == 16);

/* Legacy: wb[2] = length | checksum << 16, wb[3] = status | errors | VLAN << 16. */
#define E1K_RXD_LEGACY_LENGTH 2
#define E1K_RXD_LEGACY_STATUS 3
/* WB32: wb[0] = RSS type, wb[1] = hash, wb[2] = status | errors, wb[3] = length | VLAN << 16. */
#define E1K_RXD_WB32_RSS_TYPE 0
#define E1K_RXD_WB32_RSS_HASH 1
#define E1K_RXD_WB32_STATUS 2
#define E1K_RXD_WB32_LENGTH 3
/* With header split (82576), where the RSS type is. */
#define E1K_RXD_WB32_HDR 0
#define E1K_RXD_HDR_LEN GENMASK(30, 21)
#define E1K_RXD_SPH BIT(31) /* the header was found */
#define E1K_RXD_LEN GENMASK(15, 0)
#define E1K_RXD_VLAN GENMASK(31, 16)

/* Status: the same bits in every format. */
#define E1K_RXD_STAT_DD BIT(0)
#define E1K_RXD_STAT_EOP BIT(1)
#define E1K_RXD_STAT_IXSM BIT(2)
#define E1K_RXD_STAT_VP BIT(3)
#define E1K_RXD_STAT_UDPCS BIT(4) /* not legacy */
#define E1K_RXD_STAT_TCPCS BIT(5)
#define E1K_RXD_STAT_IPCS BIT(6)
/* Errors as e1k_rxd_errors() returns them. */
#define E1K_RXD_ERR_CE BIT(8)
#define E1K_RXD_ERR_SE BIT(9)
#define E1K_RXD_ERR_SEQ BIT(10)
#define E1K_RXD_ERR_CXE BIT(12)
#define E1K_RXD_ERR_TCPE BIT(13)
#define E1K_RXD_ERR_IPE BIT(14)
#define E1K_RXD_ERR_RXE BIT(15)
#define E1K_RXD_ERR_ALL GENMASK(15, 8)
/* Errors of the frame itself: with RCTL.SBP clear the device drops these. */
#define E1K_RXD_ERR_FRAME (E1K_RXD_ERR_CE | E1K_RXD_ERR_SE | E1K_RXD_ERR_SEQ | \
			   E1K_RXD_ERR_CXE | E1K_RXD_ERR_RXE)

#define E1K_RXD_RSS_TYPE GENMASK(3, 0)
#define E1K_RXD_RSS_NONE 0
#define E1K_RXD_RSS_TCP_IPV4 1
#define E1K_RXD_RSS_IPV4 2
#define E1K_RXD_RSS_TCP_IPV6 3
#define E1K_RXD_RSS_IPV6_EX 4
#define E1K_RXD_RSS_IPV6 5
#define E1K_RXD_RSS_TCP_IPV6_EX 6
#define E1K_RXD_RSS_UDP_IPV4 7
#define E1K_RXD_RSS_UDP_IPV6 8
#define E1K_RXD_RSS_UDP_IPV6_EX 9
/* Types whose hash covers ports. */
#define E1K_RXD_RSS_L4 (BIT(E1K_RXD_RSS_TCP_IPV4) | BIT(E1K_RXD_RSS_TCP_IPV6) | \
			BIT(E1K_RXD_RSS_TCP_IPV6_EX) | BIT(E1K_RXD_RSS_UDP_IPV4) | \
			BIT(E1K_RXD_RSS_UDP_IPV6) | BIT(E1K_RXD_RSS_UDP_IPV6_EX))

/*
 * The packet split descriptor of the 82574 (RCTL.DTYP 1): header and payload go
 * to different buffers. The first four words of the write-back are those of
 * WB32, their length that of the first buffer.
 */
#define E1K_RXD_PS_BUFS 4
struct e1k_rxd_ps {
	union {
		__le64 addr[E1K_RXD_PS_BUFS];
		struct {
			__le32 wb[4];
			__le16 header;
			__le16 length[E1K_RXD_PS_BUFS - 1];
			__le64 rsvd;
		} wb;
	};
};

static_assert(sizeof(struct e1k_rxd_ps) == 32);
#define E1K_RXD_PS_HDR_LEN GENMASK(9, 0)
#define E1K_RXD_PS_HDR_SPLIT BIT(15)

/* Every TX format is an address or context, a command word and a last word. */
struct e1k_txd {
	__le64 addr;
	__le32 cmd;
	__le32 olinfo;
};

static_assert(sizeof(struct e1k_txd) == 16);

/* Data. */
#define E1K_TXD_DTALEN GENMASK(19, 0)
#define E1K_TXD_DTYP GENMASK(23, 20)
#define E1K_TXD_DTYP_CONTEXT 0
#define E1K_TXD_DTYP_DATA 1
#define E1K_TXD_DTYP_ADV_CONTEXT 2
#define E1K_TXD_DTYP_ADV_DATA 3
#define E1K_TXD_CMD_EOP BIT(24)
#define E1K_TXD_CMD_IFCS BIT(25)
#define E1K_TXD_CMD_TSE BIT(26) /* context + data */
#define E1K_TXD_CMD_RS BIT(27)
#define E1K_TXD_CMD_DEXT BIT(29)
#define E1K_TXD_CMD_VLE BIT(30)
#define E1K_TXD_CMD_ADV_TSE BIT(31) /* advanced */
#define E1K_TXD_STA_DD BIT(0)
#define E1K_TXD_POPTS_IXSM BIT(8)
#define E1K_TXD_POPTS_TXSM BIT(9)
#define E1K_TXD_SPECIAL GENMASK(31, 16) /* context + data: VLAN tag */
#define E1K_TXD_ADV_IDX BIT(4) /* advanced: context slot */
#define E1K_TXD_ADV_PAYLEN GENMASK(31, 14) /* advanced */

/* Context of context + data: TUCMD shares the command word with PAYLEN and DTYP. */
#define E1K_TXC_PAYLEN GENMASK(19, 0)
#define E1K_TXC_TUCMD_TCP BIT(24)
#define E1K_TXC_TUCMD_IP BIT(25)
#define E1K_TXC_TUCMD_TSE BIT(26)
#define E1K_TXC_HDRLEN GENMASK(15, 8)
#define E1K_TXC_MSS GENMASK(31, 16)

/* Advanced context: offsets, command word, last word. */
#define E1K_TXC_ADV_IPLEN GENMASK(8, 0)
#define E1K_TXC_ADV_MACLEN GENMASK(15, 9)
#define E1K_TXC_ADV_VLAN GENMASK(31, 16)
#define E1K_TXC_ADV_TUCMD_IPV4 BIT(10)
#define E1K_TXC_ADV_TUCMD_L4T_TCP BIT(11)
#define E1K_TXC_ADV_TUCMD_L4T_SCTP BIT(12)
#define E1K_TXC_ADV_IDX BIT(4)
#define E1K_TXC_ADV_L4LEN GENMASK(15, 8)
#define E1K_TXC_ADV_MSS GENMASK(31, 16)

#define E1K_TXC_IPV4_CSUM_OFFSET 10 /* RFC 791 3.1 */

/* What a packet asks for. TSO includes the checksums. */
#define E1K_TXO_CSUM BIT(0) /* L4 checksum */
#define E1K_TXO_TSO BIT(1) /* TCP segmentation */
#define E1K_TXO_VLAN BIT(2) /* insert a tag */
/* What the packet is: TSO wants to know IPv4, the advanced format all. */
#define E1K_TXO_IPV4 BIT(3)
#define E1K_TXO_TCP BIT(4) /* neither TCP nor SCTP: UDP */
#define E1K_TXO_SCTP BIT(5)

/**
 * struct e1k_txd_offload - a packet, and what the device shall do to it
 * @flags: E1K_TXO_* bits
 * @len: length without FCS
 * @mss: TCP payload of one segment; TSO
 * @vlan: tag to insert
 * @l4: byte offset where the L4 checksum starts, at most 255
 * @csum: byte offset of the L4 checksum field, at most 255
 * @l3: byte offset of the IP header, at most 127
 * @l4_len: length of the TCP header; TSO
 *
 * Context + data takes any checksum that lies within the limits of @l4 and
 * @csum; advanced takes that of TCP, UDP and SCTP over IP.
 */
struct e1k_txd_offload {
	u32 flags;
	u32 len;
	u16 mss;
	u16 vlan;
	u8 l4;
	u8 csum;
	u8 l3;
	u8 l4_len;
};

/**
 * struct e1k_txd_ctx - what a context descriptor tells the device
 * @offsets: first eight bytes: checksum offsets; advanced: lengths and VLAN tag
 * @cmd: command word: TUCMD bits and payload length
 * @mss_hdr: last word: maximum segment size and header length
 *
 * Two packets with equal contexts need one descriptor, not two, as long as the
 * device keeps the context: see chip->tx_contexts.
 */
struct e1k_txd_ctx {
	u64 offsets;
	u32 cmd;
	u32 mss_hdr;
};

/**
 * e1k_txd_ctx_offsets - pack the checksum offsets of a context
 * @ipcss: byte offset of the IP header
 * @ipcso: byte offset of the IP checksum field
 * @ipcse: last byte of the IP header, 0 for the end of the packet
 * @tucss: byte offset where the L4 checksum starts
 * @tucso: byte offset of the L4 checksum field
 * @tucse: last byte the L4 checksum covers, 0 for the end of the packet
 *
 * 8254x manual 3.3.6.
 *
 * Return: the first eight bytes of the descriptor, host order.
 */
static inline u64 e1k_txd_ctx_offsets(u8 ipcss, u8 ipcso, u16 ipcse,
				      u8 tucss, u8 tucso, u16 tucse)
{
	return (u64)ipcss | (u64)ipcso << 8 | (u64)ipcse << 16 |
	       (u64)tucss << 32 | (u64)tucso << 40 | (u64)tucse << 48;
}

/**
 * e1k_txd_uses_ctx - does a packet need a context
 * @off: packet
 * @format: descriptor format
 *
 * Return: whether it does.
 */
static __always_inline bool e1k_txd_uses_ctx(const struct e1k_txd_offload *off,
					     const enum e1k_txd_format format)
{
	u32 flags = E1K_TXO_CSUM | E1K_TXO_TSO;

	if (format == E1K_TXD_ADVANCED)
		flags |= E1K_TXO_VLAN;
	return off->flags & flags;
}

static inline struct e1k_txd_ctx e1k_txd_ctx_build_data(const struct e1k_txd_offload *off)
{
	u32 hdr_len = off->l4 + off->l4_len;
	u8 ipcso = off->l3 + E1K_TXC_IPV4_CSUM_OFFSET;
	struct e1k_txd_ctx ctx = {};

	if (!(off->flags & E1K_TXO_TSO)) {
		ctx.offsets = e1k_txd_ctx_offsets(0, 0, 0, off->l4, off->csum, 0);
		return ctx;
	}
	ctx.cmd = E1K_TXC_TUCMD_TSE | E1K_TXC_TUCMD_TCP | (off->len - hdr_len);
	if (off->flags & E1K_TXO_IPV4)
		ctx.cmd |= E1K_TXC_TUCMD_IP;
	ctx.offsets = e1k_txd_ctx_offsets(off->l3, ipcso, off->l4 - 1, off->l4, off->csum, 0);
	ctx.mss_hdr = FIELD_PREP(E1K_TXC_MSS, off->mss) | FIELD_PREP(E1K_TXC_HDRLEN, hdr_len);
	return ctx;
}

static inline struct e1k_txd_ctx e1k_txd_ctx_build_advanced(const struct e1k_txd_offload *off)
{
	struct e1k_txd_ctx ctx = {};

	ctx.offsets = FIELD_PREP(E1K_TXC_ADV_MACLEN, off->l3);
	if (off->flags & E1K_TXO_VLAN)
		ctx.offsets |= FIELD_PREP(E1K_TXC_ADV_VLAN, (u32)off->vlan);
	if (!(off->flags & (E1K_TXO_CSUM | E1K_TXO_TSO)))
		return ctx;
	ctx.offsets |= FIELD_PREP(E1K_TXC_ADV_IPLEN, (u32)(off->l4 - off->l3));
	if (off->flags & E1K_TXO_IPV4)
		ctx.cmd |= E1K_TXC_ADV_TUCMD_IPV4;
	if (off->flags & E1K_TXO_TCP)
		ctx.cmd |= E1K_TXC_ADV_TUCMD_L4T_TCP;
	if (off->flags & E1K_TXO_SCTP)
		ctx.cmd |= E1K_TXC_ADV_TUCMD_L4T_SCTP;
	if (off->flags & E1K_TXO_TSO)
		ctx.mss_hdr = FIELD_PREP(E1K_TXC_ADV_MSS, (u32)off->mss) |
			      FIELD_PREP(E1K_TXC_ADV_L4LEN, (u32)off->l4_len);
	return ctx;
}

/**
 * e1k_txd_ctx_build - the context of a packet
 * @off: packet
 * @format: descriptor format
 *
 * Return: context, comparable member by member.
 */
static __always_inline struct e1k_txd_ctx
e1k_txd_ctx_build(const struct e1k_txd_offload *off, const enum e1k_txd_format format)
{
	return format == E1K_TXD_ADVANCED ? e1k_txd_ctx_build_advanced(off) :
					    e1k_txd_ctx_build_data(off);
}

/**
 * e1k_txd_write_ctx - write a context descriptor
 * @txd: descriptor owned by software
 * @ctx: context
 * @slot: where the device keeps it, below chip->tx_contexts or 0
 * @format: descriptor format
 */
static __always_inline void e1k_txd_write_ctx(struct e1k_txd *txd, const struct e1k_txd_ctx *ctx,
					      u32 slot, const enum e1k_txd_format format)
{
	u32 dtyp = E1K_TXD_DTYP_CONTEXT, last = ctx->mss_hdr;

	if (format == E1K_TXD_ADVANCED) {
		dtyp = E1K_TXD_DTYP_ADV_CONTEXT;
		last |= FIELD_PREP(E1K_TXC_ADV_IDX, slot);
	}
	txd->addr = cpu_to_le64(ctx->offsets);
	txd->cmd = cpu_to_le32(ctx->cmd | E1K_TXD_CMD_DEXT | FIELD_PREP(E1K_TXD_DTYP, dtyp));
	txd->olinfo = cpu_to_le32(last);
}

/**
 * e1k_txd_cmd - command bits that all data descriptors of a packet share
 * @off: packet
 * @format: descriptor format
 *
 * Return: E1K_TXD_CMD_* bits.
 */
static __always_inline u32 e1k_txd_cmd(const struct e1k_txd_offload *off,
				       const enum e1k_txd_format format)
{
	u32 cmd = E1K_TXD_CMD_IFCS;

	if (off->flags & E1K_TXO_TSO)
		cmd |= format == E1K_TXD_ADVANCED ? E1K_TXD_CMD_ADV_TSE : E1K_TXD_CMD_TSE;
	if (off->flags & E1K_TXO_VLAN)
		cmd |= E1K_TXD_CMD_VLE;
	return cmd;
}

/**
 * e1k_txd_olinfo - last word that all data descriptors of a packet share
 * @off: packet
 * @slot: slot of its context, 0 if it needs none
 * @format: descriptor format
 *
 * Return: E1K_TXD_POPTS_* bits, and the VLAN tag or payload length and slot.
 */
static __always_inline u32 e1k_txd_olinfo(const struct e1k_txd_offload *off, u32 slot,
					  const enum e1k_txd_format format)
{
	u32 olinfo = 0, payload = off->len;

	if (off->flags & (E1K_TXO_CSUM | E1K_TXO_TSO))
		olinfo |= E1K_TXD_POPTS_TXSM;
	if (off->flags & E1K_TXO_TSO) {
		payload -= off->l4 + off->l4_len;
		if (off->flags & E1K_TXO_IPV4)
			olinfo |= E1K_TXD_POPTS_IXSM;
	}
	if (format == E1K_TXD_ADVANCED)
		return olinfo | FIELD_PREP(E1K_TXD_ADV_PAYLEN, payload) |
		       FIELD_PREP(E1K_TXD_ADV_IDX, slot);
	if (off->flags & E1K_TXO_VLAN)
		olinfo |= FIELD_PREP(E1K_TXD_SPECIAL, (u32)off->vlan);
	return olinfo;
}

/**
 * e1k_txd_write_data - write a data descriptor
 * @txd: descriptor owned by software
 * @addr: bus address of the bytes
 * @len: length in bytes, not zero, at most the chip's txd_max_len
 * @cmd: E1K_TXD_CMD_* bits, those of e1k_txd_cmd() at least
 * @olinfo: as e1k_txd_olinfo() returns it
 * @format: descriptor format
 */
static __always_inline void e1k_txd_write_data(struct e1k_txd *txd, u64 addr, u32 len,
					       u32 cmd, u32 olinfo,
					       const enum e1k_txd_format format)
{
	u32 dtyp = format == E1K_TXD_ADVANCED ? E1K_TXD_DTYP_ADV_DATA : E1K_TXD_DTYP_DATA;

	txd->addr = cpu_to_le64(addr);
	txd->cmd = cpu_to_le32(cmd | len | E1K_TXD_CMD_DEXT | FIELD_PREP(E1K_TXD_DTYP, dtyp));
	txd->olinfo = cpu_to_le32(olinfo);
}

/**
 * e1k_txd_split - move the end of a data descriptor to the next one
 * @txd: data descriptor, any format, without EOP and RS
 * @next: the next descriptor, owned by software
 * @tail: bytes to move
 *
 * Return: false if @txd has no more than @tail bytes; nothing has changed then.
 */
static inline bool e1k_txd_split(struct e1k_txd *txd, struct e1k_txd *next, u32 tail)
{
	u32 cmd = le32_to_cpu(txd->cmd), len = FIELD_GET(E1K_TXD_DTALEN, cmd);

	if (len <= tail)
		return false;
	next->addr = cpu_to_le64(le64_to_cpu(txd->addr) + len - tail);
	next->cmd = cpu_to_le32(cmd - len + tail);
	next->olinfo = txd->olinfo;
	txd->cmd = cpu_to_le32(cmd - tail);
	return true;
}

/**
 * e1k_txd_request_status - have the device report a written descriptor
 * @txd: last descriptor of a packet, not yet handed over by the tail register
 */
static inline void e1k_txd_request_status(struct e1k_txd *txd)
{
	txd->cmd |= cpu_to_le32(E1K_TXD_CMD_RS);
}

/**
 * e1k_txd_done - has the device finished with a descriptor that has RS set
 * @txd: descriptor
 *
 * A true result must be followed by dma_rmb() before other memory the device
 * wrote is read.
 *
 * Return: whether DD is set.
 */
static inline bool e1k_txd_done(const struct e1k_txd *txd)
{
	return READ_ONCE(txd->olinfo) & cpu_to_le32(E1K_TXD_STA_DD);
}

/**
 * e1k_rxd_write - give a buffer to the device
 * @rxd: descriptor owned by software
 * @addr: bus address of the buffer
 *
 * Clears the status, so that a stale DD is never seen.
 */
static inline void e1k_rxd_write(struct e1k_rxd *rxd, u64 addr)
{
	rxd->read.addr = cpu_to_le64(addr);
	rxd->read.hdr = 0;
}

/**
 * e1k_rxd_write_split - give a buffer and a header buffer to the device
 * @rxd: descriptor owned by software, of a queue that splits headers off
 * @addr: bus address of the buffer
 * @hdr: bus address of the header buffer, even: its lowest bit is where DD is
 */
static inline void e1k_rxd_write_split(struct e1k_rxd *rxd, u64 addr, u64 hdr)
{
	rxd->read.addr = cpu_to_le64(addr);
	rxd->read.hdr = cpu_to_le64(hdr);
}

/**
 * e1k_rxd_status - status word of a descriptor
 * @rxd: descriptor
 * @format: descriptor format
 *
 * When it has E1K_RXD_STAT_DD set, dma_rmb() must come before anything else
 * the device wrote is read.
 *
 * Return: E1K_RXD_STAT_* bits, and what e1k_rxd_errors() takes.
 */
static __always_inline u32 e1k_rxd_status(const struct e1k_rxd *rxd,
					  const enum e1k_rxd_format format)
{
	u32 word = format == E1K_RXD_LEGACY ? E1K_RXD_LEGACY_STATUS : E1K_RXD_WB32_STATUS;

	return le32_to_cpu(READ_ONCE(rxd->wb[word]));
}

/**
 * e1k_rxd_errors - errors of a frame
 * @status: status word of its last descriptor
 * @format: descriptor format
 *
 * Return: E1K_RXD_ERR_* bits.
 */
static __always_inline u32 e1k_rxd_errors(u32 status, const enum e1k_rxd_format format)
{
	return (format == E1K_RXD_LEGACY ? status : status >> 16) & E1K_RXD_ERR_ALL;
}

/**
 * e1k_rxd_is_plain - is the last descriptor of a frame without errors
 * @status: status word
 * @format: descriptor format
 *
 * Return: whether E1K_RXD_STAT_EOP is set and e1k_rxd_errors() is 0, by one test.
 */
static __always_inline bool e1k_rxd_is_plain(u32 status, const enum e1k_rxd_format format)
{
	u32 errors = E1K_RXD_ERR_ALL << (format == E1K_RXD_LEGACY ? 0 : 16);

	return (status & (E1K_RXD_STAT_EOP | errors)) == E1K_RXD_STAT_EOP;
}

/**
 * e1k_rxd_length - bytes the device says it wrote to the buffer
 * @rxd: descriptor that is done
 * @format: descriptor format
 *
 * Return: 0 to 65535: the caller checks it.
 */
static __always_inline u32 e1k_rxd_length(const struct e1k_rxd *rxd,
					  const enum e1k_rxd_format format)
{
	u32 word = format == E1K_RXD_LEGACY ? E1K_RXD_LEGACY_LENGTH : E1K_RXD_WB32_LENGTH;

	return FIELD_GET(E1K_RXD_LEN, le32_to_cpu(rxd->wb[word]));
}

/**
 * e1k_rxd_vlan - tag the device has taken out of a frame
 * @rxd: last descriptor of the frame, E1K_RXD_STAT_VP is set
 * @format: descriptor format
 *
 * Return: tag control information.
 */
static __always_inline u16 e1k_rxd_vlan(const struct e1k_rxd *rxd,
					const enum e1k_rxd_format format)
{
	/* the word that is not the one with the checksum */
	static_assert(E1K_RXD_LEGACY_STATUS == E1K_RXD_WB32_LENGTH);
	return FIELD_GET(E1K_RXD_VLAN, le32_to_cpu(rxd->wb[E1K_RXD_WB32_LENGTH]));
}

/**
 * e1k_rxd_csum_ok - has the device found the L4 checksum right
 * @status: status word of the last descriptor
 * @format: descriptor format
 *
 * Return: false also if it has not looked.
 */
static __always_inline bool e1k_rxd_csum_ok(u32 status, const enum e1k_rxd_format format)
{
	u32 checked = E1K_RXD_STAT_TCPCS;

	if (format == E1K_RXD_WB32)
		checked |= E1K_RXD_STAT_UDPCS;
	return (status & checked) && !(status & E1K_RXD_STAT_IXSM) &&
	       !(e1k_rxd_errors(status, format) & E1K_RXD_ERR_TCPE);
}

/**
 * e1k_rxd_rss_type - what the hash of a frame covers
 * @rxd: last descriptor of the frame
 * @format: descriptor format
 *
 * Return: E1K_RXD_RSS_*; bit n of E1K_RXD_RSS_L4 tells whether ports are in it.
 */
static __always_inline u32 e1k_rxd_rss_type(const struct e1k_rxd *rxd,
					    const enum e1k_rxd_format format)
{
	if (format == E1K_RXD_LEGACY)
		return E1K_RXD_RSS_NONE;
	return FIELD_GET(E1K_RXD_RSS_TYPE, le32_to_cpu(rxd->wb[E1K_RXD_WB32_RSS_TYPE]));
}

/**
 * e1k_rxd_rss_hash - hash of a frame
 * @rxd: last descriptor of a frame that has an RSS type
 *
 * Return: Toeplitz hash.
 */
static __always_inline u32 e1k_rxd_rss_hash(const struct e1k_rxd *rxd)
{
	return le32_to_cpu(rxd->wb[E1K_RXD_WB32_RSS_HASH]);
}

/**
 * e1k_rxd_hdr_length - bytes the device says are in the header buffer
 * @rxd: first descriptor of a frame, done, of a queue that splits headers off
 * @room: size of the header buffer
 *
 * e1k_rxd_length() is that of the rest. A header longer than @room was found, but
 * not split off (82576 datasheet, header splitting).
 *
 * Return: at most @room; 0: the frame is whole, in the other buffer.
 */
static inline u32 e1k_rxd_hdr_length(const struct e1k_rxd *rxd, u32 room)
{
	u32 word = le32_to_cpu(rxd->wb[E1K_RXD_WB32_HDR]), len = FIELD_GET(E1K_RXD_HDR_LEN, word);

	return word & E1K_RXD_SPH && len <= room ? len : 0;
}

/**
 * e1k_rxd_ps_write - give a header buffer and payload buffers to the device
 * @rxd: descriptor owned by software
 * @addr: bus addresses; one that is 0 is skipped, the header's is not 0
 */
static inline void e1k_rxd_ps_write(struct e1k_rxd_ps *rxd, const u64 addr[E1K_RXD_PS_BUFS])
{
	unsigned int i;

	for (i = 0; i < E1K_RXD_PS_BUFS; i++)
		rxd->addr[i] = cpu_to_le64(addr[i]);
}

/**
 * e1k_rxd_ps_length - bytes the device says it wrote to one buffer
 * @rxd: descriptor that is done
 * @buf: 0 for the header's, up to E1K_RXD_PS_BUFS - 1
 *
 * Return: 0 to 65535: the caller checks it.
 */
static inline u32 e1k_rxd_ps_length(const struct e1k_rxd_ps *rxd, unsigned int buf)
{
	if (buf)
		return le16_to_cpu(rxd->wb.length[buf - 1]);
	return FIELD_GET(E1K_RXD_LEN, le32_to_cpu(rxd->wb.wb[E1K_RXD_WB32_LENGTH]));
}

#endif
