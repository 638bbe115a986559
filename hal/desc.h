/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Descriptor formats and their inline encoders and decoders. Everything here
 * speaks in bus addresses, lengths and flags; descriptors are little-endian
 * memory shared with the device.
 *
 * 8254x manual 3.2.3 (legacy RX), 3.3.6 (TX context), 3.3.7 (TX data).
 */
#ifndef E1K_HAL_DESC_H
#define E1K_HAL_DESC_H

#include "osdep.h"

/*
 * A receive descriptor as software writes it and as the device writes it back.
 * The write-back has a status word, which holds DD, and a length word; where
 * they are is the format's.
 */
struct e1k_rxd {
	union {
		struct {
			__le64 addr;
			__le64 rsvd;
		} read;
		__le32 wb[4];
	};
};

static_assert(sizeof(struct e1k_rxd) == 16);

/* Legacy: wb[2] = length | checksum << 16, wb[3] = status | errors | special. */
#define E1K_RXD_LEGACY_LENGTH 2
#define E1K_RXD_LEGACY_STATUS 3
#define E1K_RXD_LEN GENMASK(15, 0)
#define E1K_RXD_VLAN GENMASK(31, 16)

#define E1K_RXD_STAT_DD BIT(0)
#define E1K_RXD_STAT_EOP BIT(1)
#define E1K_RXD_STAT_IXSM BIT(2)
#define E1K_RXD_STAT_VP BIT(3)
#define E1K_RXD_STAT_TCPCS BIT(5)
#define E1K_RXD_STAT_IPCS BIT(6)
/* Legacy errors are the second byte of the status word. */
#define E1K_RXD_ERR_CE BIT(8)
#define E1K_RXD_ERR_SE BIT(9)
#define E1K_RXD_ERR_SEQ BIT(10)
#define E1K_RXD_ERR_CXE BIT(12)
#define E1K_RXD_ERR_TCPE BIT(13)
#define E1K_RXD_ERR_IPE BIT(14)
#define E1K_RXD_ERR_RXE BIT(15)
/* Errors of the frame itself: with RCTL.SBP clear the device drops these. */
#define E1K_RXD_ERR_FRAME (E1K_RXD_ERR_CE | E1K_RXD_ERR_SE | E1K_RXD_ERR_SEQ | \
			   E1K_RXD_ERR_CXE | E1K_RXD_ERR_RXE)

/* Every TX format is an address or context, a command word and a last word. */
struct e1k_txd {
	__le64 addr;
	__le32 cmd;
	__le32 olinfo;
};

static_assert(sizeof(struct e1k_txd) == 16);

#define E1K_TXD_DTALEN GENMASK(19, 0)
#define E1K_TXD_DTYP GENMASK(23, 20)
#define E1K_TXD_DTYP_CONTEXT 0
#define E1K_TXD_DTYP_DATA 1
#define E1K_TXD_CMD_EOP BIT(24)
#define E1K_TXD_CMD_IFCS BIT(25)
#define E1K_TXD_CMD_TSE BIT(26)
#define E1K_TXD_CMD_RS BIT(27)
#define E1K_TXD_CMD_DEXT BIT(29)
#define E1K_TXD_CMD_VLE BIT(30)
#define E1K_TXD_CMD_IDE BIT(31)
#define E1K_TXD_STA_DD BIT(0)
#define E1K_TXD_POPTS GENMASK(15, 8)
#define E1K_TXD_POPTS_IXSM BIT(8)
#define E1K_TXD_POPTS_TXSM BIT(9)
#define E1K_TXD_SPECIAL GENMASK(31, 16)

/* Context: TUCMD shares the command word with PAYLEN and DTYP. */
#define E1K_TXC_PAYLEN GENMASK(19, 0)
#define E1K_TXC_TUCMD_TCP BIT(24)
#define E1K_TXC_TUCMD_IP BIT(25)
#define E1K_TXC_TUCMD_TSE BIT(26)
#define E1K_TXC_HDRLEN GENMASK(15, 8)
#define E1K_TXC_MSS GENMASK(31, 16)

/**
 * struct e1k_txd_ctx - what a context descriptor tells the device
 * @offsets: checksum offsets, as e1k_txd_ctx_offsets() packs them
 * @cmd: command word: TUCMD bits and payload length
 * @mss_hdr: last word: maximum segment size and header length
 *
 * Two packets with equal contexts need one descriptor, not two: the device
 * keeps the last one.
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
 * e1k_txd_write_ctx - write a context descriptor
 * @txd: descriptor owned by software
 * @ctx: context
 */
static inline void e1k_txd_write_ctx(struct e1k_txd *txd, const struct e1k_txd_ctx *ctx)
{
	txd->addr = cpu_to_le64(ctx->offsets);
	txd->cmd = cpu_to_le32(ctx->cmd | E1K_TXD_CMD_DEXT |
			       FIELD_PREP(E1K_TXD_DTYP, E1K_TXD_DTYP_CONTEXT));
	txd->olinfo = cpu_to_le32(ctx->mss_hdr);
}

/**
 * e1k_txd_write_data - write a data descriptor
 * @txd: descriptor owned by software
 * @addr: bus address of the bytes
 * @len: length in bytes, not zero, at most the chip's txd_max_len
 * @cmd: E1K_TXD_CMD_* bits
 * @olinfo: E1K_TXD_POPTS_* bits and the VLAN tag in E1K_TXD_SPECIAL
 */
static inline void e1k_txd_write_data(struct e1k_txd *txd, u64 addr, u32 len,
				      u32 cmd, u32 olinfo)
{
	txd->addr = cpu_to_le64(addr);
	txd->cmd = cpu_to_le32(cmd | len | E1K_TXD_CMD_DEXT |
			       FIELD_PREP(E1K_TXD_DTYP, E1K_TXD_DTYP_DATA));
	txd->olinfo = cpu_to_le32(olinfo);
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
	rxd->read.rsvd = 0;
}

/**
 * e1k_rxd_status - status word of a descriptor
 * @rxd: descriptor
 *
 * When it has E1K_RXD_STAT_DD set, dma_rmb() must come before anything else
 * the device wrote is read.
 *
 * Return: E1K_RXD_STAT_* and E1K_RXD_ERR_* bits, VLAN tag in E1K_RXD_VLAN.
 */
static inline u32 e1k_rxd_status(const struct e1k_rxd *rxd)
{
	return le32_to_cpu(READ_ONCE(rxd->wb[E1K_RXD_LEGACY_STATUS]));
}

/**
 * e1k_rxd_length - bytes the device says it wrote to the buffer
 * @rxd: descriptor that is done
 *
 * Return: 0 to 65535: the caller checks it.
 */
static inline u32 e1k_rxd_length(const struct e1k_rxd *rxd)
{
	return FIELD_GET(E1K_RXD_LEN, le32_to_cpu(rxd->wb[E1K_RXD_LEGACY_LENGTH]));
}

#endif
