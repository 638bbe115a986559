// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The transmit unit: from context and data descriptors to the wire. */
#include "port.h"
#include "sim.h"

#define SIM_PB_KB 64
#define SIM_DESC_MAX 16288

void e1k_sim_tctl_write(struct e1k_world *w, u32 reg, u32 val)
{
	*e1k_sim_reg(w, reg) = val;
	e1k_sim_unit_set(w, &w->tx_unit, val & E1K_TCTL_EN, SIM_TDBAL);
	e1k_sim_tx_run(w);
}

void e1k_sim_tdt_write(struct e1k_world *w, u32 reg, u32 val)
{
	e1k_sim_ring_write(w, reg, val);
	e1k_sim_tx_run(w);
}

static void sim_checksum(struct e1k_world *w, u8 *frame, u32 len, u32 start, u32 field, u32 last)
{
	u32 end = last ? last + 1 : len, sum = 0, i;

	if (field + 2 > len || start >= end || end > len) {
		e1k_sim_complain(w, "checksum of %u to %u into %u, frame of %u", start, end, field,
				 len);
		return;
	}
	for (i = start; i < end; i++)
		sum += (i - start) % 2 ? frame[i] : frame[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	frame[field] = ~sum >> 8;
	frame[field + 1] = ~sum;
}

void e1k_sim_checksums(struct e1k_world *w, u8 *frame, u32 len)
{
	u64 offsets = w->tx.ctx_offsets;

	if (!w->tx.popts)
		return;
	if (!w->tx.has_ctx)
		e1k_sim_complain(w, "checksum wanted before the first context");
	if (w->tx.popts & E1K_TXD_POPTS_IXSM)
		sim_checksum(w, frame, len, offsets & 0xff, offsets >> 8 & 0xff,
			     offsets >> 16 & 0xffff);
	if (w->tx.popts & E1K_TXD_POPTS_TXSM)
		sim_checksum(w, frame, len, offsets >> 32 & 0xff, offsets >> 40 & 0xff,
			     offsets >> 48 & 0xffff);
}

static u32 sim_insert_tag(struct e1k_world *w, u8 *frame, u32 len, u16 tag)
{
	u32 type = *e1k_sim_reg(w, E1K_VET);

	memmove(frame + 16, frame + 12, len - 12);
	frame[12] = type >> 8;
	frame[13] = type;
	frame[14] = tag >> 8;
	frame[15] = tag;
	return len + 4;
}

/* The frame has room for a tag and for padding. */
void e1k_sim_tx_send(struct e1k_world *w, u8 *frame, u32 len, u32 cmd, u32 olinfo)
{
	if (!(cmd & E1K_TXD_CMD_IFCS))
		e1k_sim_complain(w, "frame sent without FCS");
	if (len < 14)
		e1k_sim_complain(w, "frame of %u bytes", len);
	if (cmd & E1K_TXD_CMD_VLE && *e1k_sim_reg(w, E1K_CTRL) & E1K_CTRL_VME)
		len = sim_insert_tag(w, frame, len, FIELD_GET(E1K_TXD_SPECIAL, olinfo));
	if (len < 60 && *e1k_sim_reg(w, E1K_TCTL) & E1K_TCTL_PSP) {
		memset(frame + len, 0, 60 - len);
		len = 60;
	}
	if (len + 4 > min((SIM_PB_KB - w->pb_rx) * 1024, (u32)E1K_WORLD_FRAME_MAX)) {
		e1k_sim_complain(w, "frame of %u does not fit the transmit packet buffer", len);
		return;
	}
	e1k_sim_count_tx(w, frame, len);
	if (e1k_sim_mac_loops(w))
		e1k_sim_rx(w, frame, len, 0);
	else if (e1k_sim_mac_carries(w))
		e1k_sim_wire_put(w, frame, len);
}

static void sim_context(struct e1k_world *w, const struct e1k_txd *txd)
{
	if (w->tx.in_packet)
		e1k_sim_complain(w, "context inside a packet");
	w->tx.has_ctx = true;
	w->tx.ctx_offsets = le64_to_cpu(txd->addr);
	w->tx.ctx_cmd = le32_to_cpu(txd->cmd);
	w->tx.ctx_mss_hdr = le32_to_cpu(txd->olinfo);
}

static void sim_data(struct e1k_world *w, const struct e1k_txd *txd)
{
	u32 cmd = le32_to_cpu(txd->cmd), olinfo = le32_to_cpu(txd->olinfo);
	u32 len = FIELD_GET(E1K_TXD_DTALEN, cmd);
	struct e1k_sim_tx *tx = &w->tx;
	void *data = e1k_sim_dma(w, le64_to_cpu(txd->addr), len);

	if (!len || len > SIM_DESC_MAX)
		e1k_sim_complain(w, "data descriptor of %u bytes", len);
	if (!data || tx->len + len + 64 > SIM_TX_MAX)
		return;
	if (!tx->in_packet) {
		/* Only the first data descriptor's options count. */
		tx->in_packet = true;
		tx->popts = olinfo & E1K_TXD_POPTS;
		tx->tse = cmd & E1K_TXD_CMD_TSE;
		tx->len = 0;
	}
	memcpy(tx->data + tx->len, data, len);
	tx->len += len;
	if (!(cmd & E1K_TXD_CMD_EOP))
		return;
	if (tx->tse) {
		e1k_sim_tso(w, cmd, olinfo);
	} else {
		e1k_sim_checksums(w, tx->data, tx->len);
		e1k_sim_tx_send(w, tx->data, tx->len, cmd, olinfo);
	}
	tx->in_packet = false;
}

static void sim_tx_desc(struct e1k_world *w, struct e1k_txd *txd)
{
	u32 cmd = le32_to_cpu(txd->cmd);

	if (!(cmd & E1K_TXD_CMD_DEXT))
		e1k_sim_complain(w, "legacy TX descriptor");
	else if (FIELD_GET(E1K_TXD_DTYP, cmd) == E1K_TXD_DTYP_CONTEXT)
		sim_context(w, txd);
	else if (FIELD_GET(E1K_TXD_DTYP, cmd) == E1K_TXD_DTYP_DATA)
		sim_data(w, txd);
	else
		e1k_sim_complain(w, "TX descriptor type in %08x", cmd);
	if (!(cmd & E1K_TXD_CMD_RS))
		return;
	txd->olinfo |= cpu_to_le32(E1K_TXD_STA_DD);
	e1k_sim_irq_raise(w, E1K_INT_TXDW);
}

void e1k_sim_tx_run(struct e1k_world *w)
{
	u32 *head = e1k_sim_reg(w, SIM_TDH);
	u32 count = e1k_sim_ring_count(w, SIM_TDBAL);
	struct e1k_txd *txd;

	if (!w->tx_unit.enabled || !count || w->paused_until || !(w->lu || e1k_sim_mac_loops(w)) ||
	    *head == *e1k_sim_reg(w, SIM_TDT))
		return;
	while (*head != *e1k_sim_reg(w, SIM_TDT)) {
		txd = e1k_sim_dma(w, e1k_sim_ring_desc(w, SIM_TDBAL, *head), sizeof(*txd));
		if (!txd)
			return;
		sim_tx_desc(w, txd);
		*head = (*head + 1) % count;
	}
	e1k_sim_irq_raise(w, E1K_INT_TXQE);
}
