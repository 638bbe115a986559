// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The receive unit: from the wire to memory by legacy descriptors. */
#include "port.h"
#include "sim.h"

#define SIM_RX_SHORT 1522 /* longest frame without LPE, FCS included */
#define SIM_RX_LONG 16384

static u32 sim_rctl(struct e1k_world *w)
{
	return *e1k_sim_reg(w, E1K_RCTL);
}

void e1k_sim_rctl_write(struct e1k_world *w, u32 reg, u32 val)
{
	*e1k_sim_reg(w, reg) = val;
	e1k_sim_unit_set(w, &w->rx, val & E1K_RCTL_EN, SIM_RDBAL);
}

static u32 sim_buffer_size(struct e1k_world *w)
{
	u32 size = 2048 >> FIELD_GET(E1K_RCTL_BSIZE, sim_rctl(w));

	return sim_rctl(w) & E1K_RCTL_BSEX ? size * 16 : size;
}

static u32 sim_free_descs(struct e1k_world *w)
{
	u32 count = e1k_sim_ring_count(w, SIM_RDBAL);

	return (*e1k_sim_reg(w, SIM_RDT) + count - *e1k_sim_reg(w, SIM_RDH)) % count;
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
static u32 sim_strip(struct e1k_world *w, u8 *frame, u32 len, u32 *status)
{
	if ((u32)(frame[12] << 8 | frame[13]) != *e1k_sim_reg(w, E1K_VET))
		return len;
	*status |= E1K_RXD_STAT_VP;
	if (!(*e1k_sim_reg(w, E1K_CTRL) & E1K_CTRL_VME))
		return len;
	*status |= FIELD_PREP(E1K_RXD_VLAN, (u32)(frame[14] << 8 | frame[15]));
	memmove(frame + 12, frame + 16, len - 16);
	return len - 4;
}

static void sim_write_back(struct e1k_world *w, const u8 *data, u32 len, u32 status)
{
	u32 head = *e1k_sim_reg(w, SIM_RDH);
	struct e1k_rxd *rxd;
	void *buffer;

	rxd = e1k_sim_dma(w, e1k_sim_ring_desc(w, SIM_RDBAL, head), sizeof(*rxd));
	if (!rxd)
		return;
	if (le32_to_cpu(rxd->wb[3]) & E1K_RXD_STAT_DD)
		e1k_sim_complain(w, "RX descriptor %u handed over with DD set", head);
	buffer = e1k_sim_dma(w, le64_to_cpu(rxd->read.addr), sim_buffer_size(w));
	if (buffer)
		memcpy(buffer, data, len);
	rxd->wb[2] = cpu_to_le32(len);
	rxd->wb[3] = cpu_to_le32(status);
	*e1k_sim_reg(w, SIM_RDH) = (head + 1) % e1k_sim_ring_count(w, SIM_RDBAL);
}

static void sim_store(struct e1k_world *w, const u8 *data, u32 len, u32 status)
{
	u32 size = sim_buffer_size(w), causes = E1K_INT_RXT0, count, part;

	if (*e1k_sim_reg(w, E1K_RDTR))
		e1k_sim_complain(w, "RDTR delays interrupts; throttle by ITR (13.4.30)");
	if (sim_free_descs(w) < DIV_ROUND_UP(len, size)) {
		e1k_sim_count(w, E1K_MPC, 1);
		e1k_sim_count(w, E1K_RNBC, 1);
		e1k_sim_irq_raise(w, E1K_INT_RXO);
		return;
	}
	for (; len; data += part, len -= part) {
		part = min(len, size);
		sim_write_back(w, data, part, part == len ? status | E1K_RXD_STAT_EOP : status);
	}
	count = e1k_sim_ring_count(w, SIM_RDBAL);
	if (sim_free_descs(w) <= count >> (1 + FIELD_GET(E1K_RCTL_RDMTS, sim_rctl(w))))
		causes |= E1K_INT_RXDMT0;
	e1k_sim_irq_raise(w, causes);
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
	u32 most = sim_rctl(w) & E1K_RCTL_LPE ? SIM_RX_LONG : SIM_RX_SHORT;

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

void e1k_sim_rx(struct e1k_world *w, const u8 *frame, u32 len, u32 errors)
{
	u32 status = E1K_RXD_STAT_DD | E1K_RXD_STAT_IXSM | errors;
	u32 fcs;
	u8 *copy;

	if (!w->rx.enabled || sim_refused(w, frame, len, errors) || !e1k_sim_accepts(w, frame))
		return;
	if (len > w->pb_rx * 1024)
		e1k_sim_complain(w, "frame larger than the receive packet buffer");
	e1k_sim_count_rx(w, frame, len);
	copy = kzalloc(len + 4, GFP_KERNEL);
	if (!copy)
		return;
	memcpy(copy, frame, len);
	len = sim_strip(w, copy, len, &status);
	if (!(sim_rctl(w) & E1K_RCTL_SECRC)) {
		fcs = sim_fcs(copy, len);
		copy[len++] = fcs;
		copy[len++] = fcs >> 8;
		copy[len++] = fcs >> 16;
		copy[len++] = fcs >> 24;
	}
	sim_store(w, copy, len, status);
	kfree(copy);
}
