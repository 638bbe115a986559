// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The receive unit: from the wire to memory by descriptors of three formats. */
#include "port.h"
#include "sim.h"

#define SIM_RX_SHORT 1522 /* longest frame without LPE, FCS included */
#define SIM_SRRCTL_DESCTYPE GENMASK(27, 25)
#define SIM_DESCTYPE_ONE 1
#define SIM_DESCTYPE_SPLIT 2
#define SIM_SRRCTL_KB GENMASK(6, 0)
#define SIM_PSRTYPE 0x5480
#define SIM_SPH BIT(31)
#define SIM_HDR_LEN GENMASK(30, 21)
#define SIM_HBO BIT(16) /* beside the bits of a legacy descriptor */
#define SIM_TCP 6
#define SIM_SRRCTL_HDR GENMASK(11, 8) /* 64 bytes */

/* What a frame's descriptors say of it. */
struct sim_rx_frame {
	u32 queue;
	u32 ring; /* registers of the queue */
	u32 status; /* status and error bits of a legacy descriptor */
	u16 tag;
	u32 rss_type;
	u32 hash;
	u32 hdr_info; /* of the first descriptor, and as it is there: SPH and HDR_LEN */
	u32 hdr; /* bytes of the header that is split off */
};

static u32 sim_desctype(struct e1k_world *w, u32 ring)
{
	return FIELD_GET(SIM_SRRCTL_DESCTYPE, *e1k_sim_reg(w, ring + SIM_SRRCTL));
}

static u32 sim_rctl(struct e1k_world *w)
{
	return *e1k_sim_reg(w, E1K_RCTL);
}

void e1k_sim_rctl_write(struct e1k_world *w, u32 reg, u32 val)
{
	*e1k_sim_reg(w, reg) = val;
	e1k_sim_unit_set(w, true, val & E1K_RCTL_EN);
}

static bool sim_is_legacy(struct e1k_world *w)
{
	if (e1k_sim_is(w, SIM_ON_82574))
		return !(*e1k_sim_reg(w, E1K_RFCTL) & E1K_RFCTL_EXTEN);
	return e1k_sim_is(w, SIM_ON_8254X);
}

/* 82576 datasheet 8.10.2: BSIZEPACKET in KB; 0 leaves it to RCTL. */
static u32 sim_buffer_size(struct e1k_world *w, u32 ring)
{
	u32 size = 2048 >> FIELD_GET(E1K_RCTL_BSIZE, sim_rctl(w)), srrctl;

	if (e1k_sim_is(w, SIM_ON_82576)) {
		srrctl = *e1k_sim_reg(w, ring + SIM_SRRCTL);
		if (sim_desctype(w, ring) != SIM_DESCTYPE_ONE &&
		    sim_desctype(w, ring) != SIM_DESCTYPE_SPLIT)
			e1k_sim_complain(w, "SRRCTL %08x is neither one buffer nor split", srrctl);
		if (FIELD_GET(SIM_SRRCTL_KB, srrctl))
			return FIELD_GET(SIM_SRRCTL_KB, srrctl) * 1024;
	}
	return sim_rctl(w) & E1K_RCTL_BSEX ? size * 16 : size;
}

static u32 sim_free_descs(struct e1k_world *w, u32 ring)
{
	u32 count = e1k_sim_ring_count(w, ring);

	if (!count)
		return 0;
	return (*e1k_sim_reg(w, ring + SIM_TAIL) + count -
		*e1k_sim_reg(w, ring + SIM_HEAD)) % count;
}

static u32 sim_fcs(const u8 *data, u32 len)
{
	u32 crc = ~0U, i, bit;

	for (i = 0; i < len; i++) {
		crc ^= data[i];
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

/* Take a tag out of the frame; returns the new length. */
static u32 sim_strip(struct e1k_world *w, u8 *frame, u32 len, struct sim_rx_frame *rx)
{
	if ((u32)(frame[12] << 8 | frame[13]) != *e1k_sim_reg(w, E1K_VET))
		return len;
	rx->status |= E1K_RXD_STAT_VP;
	if (!(*e1k_sim_reg(w, E1K_CTRL) & E1K_CTRL_VME))
		return len;
	rx->tag = frame[14] << 8 | frame[15];
	memmove(frame + 12, frame + 16, len - 16);
	return len - 4;
}

static void sim_fill_legacy(struct e1k_rxd *rxd, const struct sim_rx_frame *rx, u32 len, u32 status)
{
	rxd->wb[2] = cpu_to_le32(len);
	rxd->wb[3] = cpu_to_le32(status | (u32)rx->tag << 16);
}

/* 82574 datasheet 7.1.4.2, 82576 datasheet 7.1.5.2: errors end at bit 31. */
static void sim_fill_wb32(struct e1k_rxd *rxd, const struct sim_rx_frame *rx, u32 len, u32 status)
{
	rxd->wb[0] = cpu_to_le32(rx->rss_type | rx->hdr_info);
	rxd->wb[1] = cpu_to_le32(rx->hash);
	rxd->wb[2] = cpu_to_le32((status & 0xff) | (status & 0xff00) << 16 |
				 (status & SIM_HBO ? BIT(23) : 0));
	rxd->wb[3] = cpu_to_le32(len | (u32)rx->tag << 16);
}

/* The header, which the first of a frame's descriptors has a place for. */
static void sim_write_header(struct e1k_world *w, const struct sim_rx_frame *rx, const u8 *data)
{
	u64 desc = e1k_sim_ring_desc(w, rx->ring, *e1k_sim_reg(w, rx->ring + SIM_HEAD));
	u32 room = 64 * FIELD_GET(SIM_SRRCTL_HDR, *e1k_sim_reg(w, rx->ring + SIM_SRRCTL));
	struct e1k_rxd *rxd = e1k_sim_dma(w, desc, sizeof(*rxd));
	void *buffer = rxd ? e1k_sim_dma(w, le64_to_cpu(rxd->read.hdr), room) : NULL;

	if (buffer)
		memcpy(buffer, data, rx->hdr);
}

static void sim_write_back(struct e1k_world *w, const struct sim_rx_frame *rx, const u8 *data,
			   u32 len, u32 status)
{
	u32 *head = e1k_sim_reg(w, rx->ring + SIM_HEAD);
	bool legacy = sim_is_legacy(w);
	struct e1k_rxd *rxd;
	void *buffer;

	rxd = e1k_sim_dma(w, e1k_sim_ring_desc(w, rx->ring, *head), sizeof(*rxd));
	if (!rxd)
		return;
	if (le32_to_cpu(rxd->wb[legacy ? 3 : 2]) & E1K_RXD_STAT_DD)
		e1k_sim_complain(w, "RX descriptor %u handed over with DD set", *head);
	buffer = e1k_sim_dma(w, le64_to_cpu(rxd->read.addr), sim_buffer_size(w, rx->ring));
	if (buffer)
		memcpy(buffer, data, len);
	if (legacy)
		sim_fill_legacy(rxd, rx, len, status);
	else
		sim_fill_wb32(rxd, rx, len, status);
	*head = (*head + 1) % e1k_sim_ring_count(w, rx->ring);
}

/* 82576 datasheet 7.1.3.3: with DROP_EN a full queue drops, else it holds up all. */
static void sim_overrun(struct e1k_world *w, const struct sim_rx_frame *rx)
{
	if (e1k_sim_is(w, SIM_ON_82576) &&
	    *e1k_sim_reg(w, rx->ring + SIM_SRRCTL) & E1K_SRRCTL_DROP_EN) {
		e1k_sim_count(w, rx->ring + SIM_RQDPC, 1);
		return;
	}
	e1k_sim_count(w, E1K_MPC, 1);
	e1k_sim_count(w, E1K_RNBC, 1);
	e1k_sim_irq_raise(w, E1K_INT_RXO);
}

/*
 * 82576 datasheet, header splitting: TCP and UDP that are no fragments have types of
 * their own, bit n of PSRTYPE is for type n.
 */
static u32 sim_header(struct e1k_world *w, const struct sim_rx_frame *rx, const u8 *data, u32 len)
{
	u32 psrtype = *e1k_sim_reg(w, SIM_PSRTYPE + 4 * (rx->queue % 8)), type, end;
	struct e1k_sim_parsed p;

	e1k_sim_parse(data, len, &p);
	if (!p.ip)
		return 0;
	type = p.ipv4 ? 1 : 7;
	end = p.l4;
	if (p.proto == SIM_TCP) {
		type += 1;
		end += data[p.l4 + 12] >> 4 << 2;
	} else if (p.proto) {
		type += 2;
		end += 8;
	}
	return psrtype & BIT(type) && end <= len ? end : 0;
}

/* A header that is longer than its buffer is found, and left where it is. */
static void sim_split(struct e1k_world *w, struct sim_rx_frame *rx, const u8 *data, u32 len)
{
	u32 srrctl = *e1k_sim_reg(w, rx->ring + SIM_SRRCTL), hdr;

	if (!e1k_sim_is(w, SIM_ON_82576) || sim_desctype(w, rx->ring) != SIM_DESCTYPE_SPLIT)
		return;
	if (!FIELD_GET(SIM_SRRCTL_HDR, srrctl))
		e1k_sim_complain(w, "SRRCTL %08x splits, and there is no header buffer", srrctl);
	hdr = sim_header(w, rx, data, len);
	if (!hdr)
		return;
	rx->hdr_info = SIM_SPH | FIELD_PREP(SIM_HDR_LEN, hdr);
	if (hdr <= 64 * FIELD_GET(SIM_SRRCTL_HDR, srrctl))
		rx->hdr = hdr;
	else
		rx->status |= SIM_HBO;
}

/* At least one descriptor: all of a frame may be header. */
static void sim_fill(struct e1k_world *w, struct sim_rx_frame *rx, const u8 *data, u32 len)
{
	u32 size = sim_buffer_size(w, rx->ring), part;

	do {
		part = min(len, size);
		sim_write_back(w, rx, data, part,
			       part == len ? rx->status | E1K_RXD_STAT_EOP : E1K_RXD_STAT_DD);
		rx->hdr_info = 0;
		data += part;
		len -= part;
	} while (len);
}

static void sim_store(struct e1k_world *w, struct sim_rx_frame *rx, const u8 *data, u32 len)
{
	u32 size = sim_buffer_size(w, rx->ring), causes = E1K_INT_RXT0, count;

	if (*e1k_sim_reg(w, E1K_RDTR))
		e1k_sim_complain(w, "RDTR delays interrupts; throttle by ITR (13.4.30)");
	sim_split(w, rx, data, len);
	if (sim_free_descs(w, rx->ring) < max(DIV_ROUND_UP(len - rx->hdr, size), 1U)) {
		sim_overrun(w, rx);
		return;
	}
	if (rx->hdr)
		sim_write_header(w, rx, data);
	sim_fill(w, rx, data + rx->hdr, len - rx->hdr);
	count = e1k_sim_ring_count(w, rx->ring);
	if (sim_free_descs(w, rx->ring) <= count >> (1 + FIELD_GET(E1K_RCTL_RDMTS, sim_rctl(w))))
		causes |= E1K_INT_RXDMT0;
	e1k_sim_irq_rx(w, rx->queue, causes);
}

/* Which queue; without an enabled one the frame is lost. */
static bool sim_steer(struct e1k_world *w, struct sim_rx_frame *rx)
{
	rx->queue = e1k_sim_rss_queue(w, rx->rss_type, rx->hash);
	rx->ring = e1k_sim_ring_base(w, true, rx->queue);
	if (!e1k_sim_ring_runs(w, true, rx->queue))
		return false;
	if (!e1k_sim_ring_count(w, rx->ring) && !e1k_sim_is(w, SIM_ON_82576))
		e1k_sim_complain(w, "a frame for queue %u, which has no ring", rx->queue);
	return e1k_sim_ring_count(w, rx->ring);
}

/* MAC control frames are for the MAC: 8254x manual 8.7. */
static void sim_control(struct e1k_world *w, const u8 *frame)
{
	u32 quanta = frame[16] << 8 | frame[17];

	e1k_sim_count(w, quanta ? E1K_XOFFRXC : E1K_XONRXC, 1);
	e1k_sim_mac_pause(w, quanta);
}

/* What never gets as far as the address filter; counted here. */
static bool sim_refused(struct e1k_world *w, const u8 *frame, u32 len, u32 errors)
{
	u32 most = SIM_RX_SHORT;

	if (sim_rctl(w) & E1K_RCTL_LPE)
		most = e1k_sim_is(w, SIM_ON_82576) ? *e1k_sim_reg(w, E1K_RLPML) :
						     w->model->max_frame;
	if (errors) {
		e1k_sim_count(w, errors & E1K_RXD_ERR_CE ? E1K_CRCERRS : E1K_RXERRC, 1);
		return !(sim_rctl(w) & E1K_RCTL_SBP);
	}
	if (len + 4 > most) {
		e1k_sim_count(w, E1K_ROC, 1);
		return true;
	}
	if (frame[12] == 0x88 && frame[13] == 0x08 && !(sim_rctl(w) & E1K_RCTL_PMCF)) {
		sim_control(w, frame);
		return true;
	}
	return false;
}

/* Room for the FCS is behind the frame. */
static u32 sim_append_fcs(u8 *frame, u32 len)
{
	u32 fcs = sim_fcs(frame, len), i;

	for (i = 0; i < 4; i++)
		frame[len++] = fcs >> 8 * i;
	return len;
}

void e1k_sim_rx(struct e1k_world *w, const u8 *frame, u32 len, u32 errors)
{
	struct sim_rx_frame rx = { .status = E1K_RXD_STAT_DD | errors };
	u8 *copy;

	if (!w->rx.enabled || sim_refused(w, frame, len, errors) || !e1k_sim_accepts(w, frame))
		return;
	if (len > w->pb_rx * 1024)
		e1k_sim_complain(w, "frame larger than the receive packet buffer");
	e1k_sim_count_rx(w, frame, len);
	rx.status |= e1k_sim_rx_csum(w, frame, len);
	rx.rss_type = e1k_sim_rss(w, frame, len, &rx.hash);
	if (!sim_steer(w, &rx))
		return;
	copy = kzalloc(len + 4, GFP_KERNEL);
	if (!copy)
		return;
	memcpy(copy, frame, len);
	len = sim_strip(w, copy, len, &rx);
	if (!(sim_rctl(w) & E1K_RCTL_SECRC))
		len = sim_append_fcs(copy, len);
	sim_store(w, &rx, copy, len);
	kfree(copy);
}
