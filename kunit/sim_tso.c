// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* TCP segmentation by the transmit unit (8254x manual 3.5). */
#include "port.h"
#include "sim.h"

#define SIM_TCP_FIN_PSH 0x09

static void sim_add16(u8 *field, u32 n)
{
	u32 sum = (field[0] << 8 | field[1]) + n;

	sum = (sum & 0xffff) + (sum >> 16);
	field[0] = sum >> 8;
	field[1] = sum;
}

static void sim_put16(u8 *field, u32 n)
{
	field[0] = n >> 8;
	field[1] = n;
}

static void sim_seq(u8 *field, u32 offset)
{
	u32 seq = (u32)field[0] << 24 | field[1] << 16 | field[2] << 8 | field[3];

	sim_put16(field, (seq + offset) >> 16);
	sim_put16(field + 2, seq + offset);
}

static void sim_segment_headers(const struct e1k_sim_context *ctx, u8 *seg, u32 len, u32 offset,
				u32 index, bool last)
{
	u32 ip = ctx->ip, l4 = ctx->l4;

	if (ctx->ipv4) {
		sim_put16(seg + ip + 2, len - ip);
		sim_put16(seg + ip + 4, (seg[ip + 4] << 8 | seg[ip + 5]) + index);
	} else {
		sim_put16(seg + ip + 4, len - ip - 40);
	}
	if (ctx->tcp) {
		sim_seq(seg + l4 + 4, offset);
		if (!last)
			seg[l4 + 13] &= ~SIM_TCP_FIN_PSH;
	} else {
		sim_put16(seg + l4 + 4, len - l4);
	}
	/* Software left the length out of the pseudo-header sum. */
	sim_add16(seg + ctx->l4_csum, len - l4);
}

void e1k_sim_tso(struct e1k_world *w, u32 cmd, u32 olinfo)
{
	const struct e1k_sim_context *ctx = w->tx.use;
	u32 hdr = ctx->hdr, mss = ctx->mss, payload = w->tx.len - hdr, offset, part, index = 0;
	u8 *seg;

	if (!ctx->segment || !mss || w->tx.len <= hdr || payload != w->tx.payload) {
		e1k_sim_complain(w, "segmentation of %u bytes with a wrong context", w->tx.len);
		return;
	}
	seg = kzalloc(hdr + mss + 64, GFP_KERNEL);
	if (!seg)
		return;
	for (offset = 0; offset < payload; offset += part) {
		part = min(mss, payload - offset);
		memcpy(seg, w->tx.data, hdr);
		memcpy(seg + hdr, w->tx.data + hdr + offset, part);
		sim_segment_headers(ctx, seg, hdr + part, offset, index++,
				    offset + part == payload);
		e1k_sim_checksums(w, seg, hdr + part);
		e1k_sim_tx_send(w, seg, hdr + part, cmd, olinfo);
	}
	e1k_sim_count(w, E1K_TSCTC, 1);
	kfree(seg);
}
