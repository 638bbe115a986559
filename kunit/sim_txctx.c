// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Transmit contexts: context + data (8254x manual 3.3.6), advanced (82576 datasheet 7.2.2.2). */
#include "port.h"
#include "sim.h"

#define SIM_TCP_CSUM 16
#define SIM_UDP_CSUM 6
#define SIM_SCTP_CSUM 8

static void sim_context_plain(struct e1k_sim_context *ctx, const struct e1k_txd *txd)
{
	u32 cmd = le32_to_cpu(txd->cmd), last = le32_to_cpu(txd->olinfo);
	u64 offsets = le64_to_cpu(txd->addr);

	*ctx = (struct e1k_sim_context){
		.ip = offsets & 0xff,
		.ip_csum = offsets >> 8 & 0xff,
		.ip_last = offsets >> 16 & 0xffff,
		.l4 = offsets >> 32 & 0xff,
		.l4_csum = offsets >> 40 & 0xff,
		.l4_last = offsets >> 48 & 0xffff,
		.hdr = FIELD_GET(E1K_TXC_HDRLEN, last),
		.mss = FIELD_GET(E1K_TXC_MSS, last),
		.segment = cmd & E1K_TXC_TUCMD_TSE,
		.ipv4 = cmd & E1K_TXC_TUCMD_IP,
		.tcp = cmd & E1K_TXC_TUCMD_TCP,
	};
}

/* The device knows where in each header the checksum is; TUCMD.L4T says which header. */
static void sim_context_advanced(struct e1k_sim_context *ctx, const struct e1k_txd *txd)
{
	u32 cmd = le32_to_cpu(txd->cmd), last = le32_to_cpu(txd->olinfo);
	u32 lens = le64_to_cpu(txd->addr), ip = lens >> 9 & 0x7f, l4 = ip + (lens & 0x1ff);
	bool tcp = cmd & BIT(11), sctp = cmd & BIT(12);

	*ctx = (struct e1k_sim_context){
		.ip = ip,
		.ip_csum = ip + 10,
		.ip_last = l4 - 1,
		.l4 = l4,
		.l4_csum = l4 + (tcp ? SIM_TCP_CSUM : sctp ? SIM_SCTP_CSUM : SIM_UDP_CSUM),
		.hdr = l4 + (last >> 8 & 0xff),
		.mss = last >> 16,
		.segment = last >> 16,
		.ipv4 = cmd & BIT(10),
		.tcp = tcp,
		.tag = lens >> 16,
	};
}

/* 82574 datasheet 7.2.6: there is one, the last of whichever queue. */
struct e1k_sim_context *e1k_sim_context_slot(struct e1k_world *w, u32 queue, u32 slot)
{
	return &w->tx.ctx[e1k_sim_is(w, SIM_ON_82576) ? queue : 0][slot];
}

void e1k_sim_context(struct e1k_world *w, u32 queue, const struct e1k_txd *txd)
{
	struct e1k_sim_context *ctx = e1k_sim_context_slot(w, queue, 0);

	if (w->tx.in_packet)
		e1k_sim_complain(w, "context inside a packet");
	if (e1k_sim_is(w, SIM_ON_82576)) {
		ctx = e1k_sim_context_slot(w, queue, le32_to_cpu(txd->olinfo) >> 4 & 1);
		sim_context_advanced(ctx, txd);
	} else {
		sim_context_plain(ctx, txd);
		w->tx.payload = FIELD_GET(E1K_TXC_PAYLEN, le32_to_cpu(txd->cmd));
	}
	ctx->valid = true;
}
