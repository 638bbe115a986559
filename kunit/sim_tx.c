// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The transmit unit: from context and data descriptors to the wire. */
#include "port.h"
#include "sim.h"

#define SIM_DESC_MAX 16288
/* What fits the read buffer in PCI-X mode, if it is a packet's first. */
#define SIM_FIRST_MAX 2015
#define SIM_ADV_TSE BIT(31)
#define SIM_ADV_RESERVED (BIT(26) | BIT(28))

void e1k_sim_tctl_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 changed = val ^ e1k_sim_row(w, reg)->reset;

	if (e1k_sim_is(w, SIM_ON_PCIE) && val & E1K_TCTL_EN && changed & E1K_TCTL_RESERVED)
		e1k_sim_complain(w, "reserved bits of TCTL changed: %08x", val);
	*e1k_sim_reg(w, reg) = val;
	e1k_sim_unit_set(w, false, val & E1K_TCTL_EN);
	e1k_sim_tx_run(w);
}

void e1k_sim_tdt_write(struct e1k_world *w, u32 reg, u32 val)
{
	e1k_sim_ring_write(w, reg, val);
	e1k_sim_tx_run(w);
}

static void sim_checksum(struct e1k_world *w, u8 *frame, u32 len, u32 start, u32 field, u32 last)
{
	u32 end = last ? last + 1 : len, sum;

	if (field + 2 > len || start >= end || end > len) {
		e1k_sim_complain(w, "checksum of %u to %u into %u, frame of %u", start, end, field,
				 len);
		return;
	}
	sum = ~e1k_sim_sum(frame + start, end - start);
	frame[field] = sum >> 8;
	frame[field + 1] = sum;
}

void e1k_sim_checksums(struct e1k_world *w, u8 *frame, u32 len)
{
	const struct e1k_sim_context *ctx = w->tx.use;

	if (!w->tx.popts)
		return;
	if (!ctx->valid)
		e1k_sim_complain(w, "checksum wanted before the first context");
	if (w->tx.popts & E1K_TXD_POPTS_IXSM)
		sim_checksum(w, frame, len, ctx->ip, ctx->ip_csum, ctx->ip_last);
	if (w->tx.popts & E1K_TXD_POPTS_TXSM)
		sim_checksum(w, frame, len, ctx->l4, ctx->l4_csum, ctx->l4_last);
}

/* The 82576 takes the tag from the context and asks no leave of CTRL.VME. */
static u32 sim_insert_tag(struct e1k_world *w, u8 *frame, u32 len, u32 olinfo)
{
	u32 type = *e1k_sim_reg(w, E1K_VET);
	u16 tag = FIELD_GET(E1K_TXD_SPECIAL, olinfo);

	if (e1k_sim_is(w, SIM_ON_82576)) {
		if (!w->tx.use->valid)
			e1k_sim_complain(w, "tag wanted before the first context");
		tag = w->tx.use->tag;
	} else if (!(*e1k_sim_reg(w, E1K_CTRL) & E1K_CTRL_VME)) {
		return len;
	}
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
	u32 most = min_t(u32, (w->model->pb_kb - w->pb_rx) * 1024, E1K_WORLD_FRAME_MAX);

	if (!(cmd & E1K_TXD_CMD_IFCS))
		e1k_sim_complain(w, "frame sent without FCS");
	if (len < 14)
		e1k_sim_complain(w, "frame of %u bytes", len);
	if (cmd & E1K_TXD_CMD_VLE)
		len = sim_insert_tag(w, frame, len, olinfo);
	if (len < 60 && *e1k_sim_reg(w, E1K_TCTL) & E1K_TCTL_PSP) {
		memset(frame + len, 0, 60 - len);
		len = 60;
	}
	if (len + 4 > most) {
		e1k_sim_complain(w, "frame of %u does not fit the transmit packet buffer", len);
		return;
	}
	e1k_sim_count_tx(w, frame, len);
	if (e1k_sim_mac_loops(w))
		e1k_sim_rx(w, frame, len, 0);
	else if (e1k_sim_mac_carries(w))
		e1k_sim_wire_put(w, frame, len);
}

/* Only the first data descriptor's options count. */
static void sim_packet_begin(struct e1k_world *w, u32 queue, u32 cmd, u32 olinfo)
{
	struct e1k_sim_tx *tx = &w->tx;
	bool advanced = e1k_sim_is(w, SIM_ON_82576);

	tx->in_packet = true;
	tx->popts = olinfo & (E1K_TXD_POPTS_IXSM | E1K_TXD_POPTS_TXSM);
	tx->tse = cmd & (advanced ? SIM_ADV_TSE : E1K_TXD_CMD_TSE);
	tx->use = e1k_sim_context_slot(w, queue, advanced ? olinfo >> 4 & 1 : 0);
	tx->len = 0;
	if (advanced)
		tx->payload = olinfo >> 14;
}

static void sim_packet_end(struct e1k_world *w, u32 cmd, u32 olinfo)
{
	struct e1k_sim_tx *tx = &w->tx;

	if (tx->tse) {
		e1k_sim_tso(w, cmd, olinfo);
	} else {
		if (e1k_sim_is(w, SIM_ON_82576) && tx->payload != tx->len)
			e1k_sim_complain(w, "PAYLEN %u of a packet of %u", tx->payload, tx->len);
		e1k_sim_checksums(w, tx->data, tx->len);
		e1k_sim_tx_send(w, tx->data, tx->len, cmd, olinfo);
	}
	tx->in_packet = false;
}

static void sim_data(struct e1k_world *w, u32 queue, const struct e1k_txd *txd)
{
	u32 cmd = le32_to_cpu(txd->cmd), olinfo = le32_to_cpu(txd->olinfo);
	u32 len = FIELD_GET(E1K_TXD_DTALEN, cmd);
	struct e1k_sim_tx *tx = &w->tx;
	void *data;

	if (e1k_sim_is(w, SIM_ON_82576)) {
		len = cmd & 0xffff;
		if (cmd & SIM_ADV_RESERVED)
			e1k_sim_complain(w, "reserved command bits set in %08x", cmd);
	}
	if (!len || len > SIM_DESC_MAX)
		e1k_sim_complain(w, "data descriptor of %u bytes", len);
	if (!tx->in_packet && w->pcix && w->model->short_first && len > SIM_FIRST_MAX)
		e1k_sim_complain(w, "first descriptor of %u bytes in PCI-X mode", len);
	data = e1k_sim_dma(w, le64_to_cpu(txd->addr), len);
	if (!data || tx->len + len + 64 > SIM_TX_MAX)
		return;
	if (!tx->in_packet)
		sim_packet_begin(w, queue, cmd, olinfo);
	memcpy(tx->data + tx->len, data, len);
	tx->len += len;
	if (cmd & E1K_TXD_CMD_EOP)
		sim_packet_end(w, cmd, olinfo);
}

static void sim_tx_desc(struct e1k_world *w, u32 queue, struct e1k_txd *txd)
{
	u32 cmd = le32_to_cpu(txd->cmd), type = FIELD_GET(E1K_TXD_DTYP, cmd);
	u32 context = e1k_sim_is(w, SIM_ON_82576) ? 2 : 0;

	if (!(cmd & E1K_TXD_CMD_DEXT))
		e1k_sim_complain(w, "legacy TX descriptor");
	else if (type == context)
		e1k_sim_context(w, queue, txd);
	else if (type == context + 1)
		sim_data(w, queue, txd);
	else
		e1k_sim_complain(w, "TX descriptor type in %08x", cmd);
	if (!(cmd & E1K_TXD_CMD_RS))
		return;
	txd->olinfo |= cpu_to_le32(E1K_TXD_STA_DD);
	e1k_sim_irq_tx(w, queue);
}

/* 82574 datasheet, TXDCTL: bit 22 is set, both queues' are equal; TARC enables. */
static bool sim_82574_may_send(struct e1k_world *w, u32 ring)
{
	u32 dctl = *e1k_sim_reg(w, ring + SIM_DCTL);

	if (dctl != *e1k_sim_reg(w, w->model->txq + SIM_DCTL) ||
	    dctl != *e1k_sim_reg(w, w->model->txq + w->model->stride + SIM_DCTL))
		e1k_sim_complain(w, "TXDCTL of the queues differ");
	if (!(dctl & E1K_DCTL_MUST_BE_SET))
		e1k_sim_complain(w, "TXDCTL bit 22 is clear");
	return *e1k_sim_reg(w, ring + SIM_TARC) & E1K_TARC_ENABLE;
}

static void sim_tx_queue(struct e1k_world *w, u32 queue)
{
	u32 ring = e1k_sim_ring_base(w, false, queue), count = e1k_sim_ring_count(w, ring);
	u32 *head = e1k_sim_reg(w, ring + SIM_HEAD), *tail = e1k_sim_reg(w, ring + SIM_TAIL);
	struct e1k_txd *txd;

	if (!count || *head == *tail || !e1k_sim_ring_runs(w, false, queue))
		return;
	if (e1k_sim_is(w, SIM_ON_82574) && !sim_82574_may_send(w, ring))
		return;
	while (*head != *tail) {
		txd = e1k_sim_dma(w, e1k_sim_ring_desc(w, ring, *head), sizeof(*txd));
		if (!txd)
			return;
		sim_tx_desc(w, queue, txd);
		*head = (*head + 1) % count;
	}
	if (!e1k_sim_is(w, SIM_ON_82576))
		e1k_sim_irq_raise(w, E1K_INT_TXQE);
}

void e1k_sim_tx_run(struct e1k_world *w)
{
	u32 queue;

	if (w->fault.paused || w->paused_until || !(w->lu || e1k_sim_mac_loops(w)))
		return;
	for (queue = 0; queue < w->model->queues; queue++)
		sim_tx_queue(w, queue);
}
