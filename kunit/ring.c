// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "port.h"
#include "ring.h"
#include "../hal/mac.h"
#include "../hal/queue.h"

struct e1k_ring *e1k_ring_create(struct kunit *test, struct e1k_fix *f)
{
	u32 bytes = E1K_RING_COUNT * E1K_DESC_SIZE, buffers = E1K_RING_COUNT * E1K_RING_BUF;
	struct e1k_ring *r = kunit_kzalloc(test, sizeof(*r), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, r);
	r->f = f;
	r->first_len = e1k_chip_txd_first_len(&f->hw);
	r->rxd = e1k_world_alloc(f->world, bytes, 1024, &r->rxd_bus);
	r->txd = e1k_world_alloc(f->world, bytes, 1024, &r->txd_bus);
	r->rx_buf = e1k_world_alloc(f->world, buffers, E1K_RING_BUF, &r->rx_bus);
	r->tx_buf = e1k_world_alloc(f->world, E1K_WORLD_FRAME_MAX, 1, &r->tx_bus);
	KUNIT_ASSERT_NOT_NULL(test, r->rxd);
	KUNIT_ASSERT_NOT_NULL(test, r->txd);
	KUNIT_ASSERT_NOT_NULL(test, r->rx_buf);
	KUNIT_ASSERT_NOT_NULL(test, r->tx_buf);
	return r;
}

static void ring_give(struct e1k_ring *r, u32 index)
{
	e1k_rxd_write(&r->rxd[index], r->rx_bus + index * E1K_RING_BUF);
}

void e1k_ring_program(struct kunit *test, struct e1k_ring *r)
{
	struct e1k_queue_mem rx = { r->rxd_bus, E1K_RING_COUNT };
	struct e1k_queue_mem tx = { r->txd_bus, E1K_RING_COUNT };
	struct e1k_hw *hw = &r->f->hw;
	u32 i;

	KUNIT_ASSERT_EQ(test, e1k_queue_rx_start(hw, r->index, &rx), 0);
	KUNIT_ASSERT_EQ(test, e1k_queue_tx_start(hw, r->index, &tx), 0);
	r->rx_next = 0;
	r->tx_next = 0;
	for (i = 0; i < E1K_RING_COUNT; i++)
		ring_give(r, i);
}

void e1k_ring_open(struct e1k_ring *r)
{
	e1k_wr_reg(e1k_queue_rx_tail(&r->f->hw, r->index), E1K_RING_COUNT - 1);
	e1k_log_clear(r->f->log);
}

void e1k_ring_start(struct kunit *test, struct e1k_ring *r)
{
	e1k_ring_program(test, r);
	e1k_mac_start(&r->f->hw);
	e1k_ring_open(r);
}

struct e1k_ring *e1k_ring_ready(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	struct e1k_ring *r = e1k_ring_create(test, f);

	e1k_fix_link_up(test, f);
	e1k_ring_start(test, r);
	return r;
}

void e1k_ring_fill(struct e1k_ring *r, const u8 *dst, u32 len)
{
	u32 i;

	for (i = 0; i < len; i++)
		r->frame[i] = i * 7 + (i >> 8) + 1;
	memcpy(r->frame, dst, E1K_ADDR_LEN);
	r->frame[12] = 0x88;
	r->frame[13] = 0xb5; /* IEEE 802 local experimental */
}

void e1k_ring_fill_ip(struct e1k_ring *r, const u8 *dst, u32 len)
{
	static const u8 head[] = { 0x08, 0x00, 0x45, 0, 0, 0, 0, 0, 0, 0, 64, 253 };

	e1k_ring_fill(r, dst, len);
	memcpy(r->frame + 12, head, sizeof(head));
	r->frame[17] = len - 14;
}

/* The format is a variable here only. */
static void ring_put(struct e1k_ring *r, u32 done, u32 part, u32 cmd,
		     const struct e1k_txd_offload *off)
{
	const enum e1k_txd_format format = r->f->hw.chip->txd_format;
	u32 olinfo = e1k_txd_olinfo(off, r->slot, format);

	e1k_txd_write_data(&r->txd[r->tx_next], r->tx_bus + done, part,
			   cmd | e1k_txd_cmd(off, format), olinfo, format);
	r->tx_next = (r->tx_next + 1) % E1K_RING_COUNT;
}

struct e1k_txd *e1k_ring_queue(struct e1k_ring *r, u32 len, const struct e1k_txd_offload *off)
{
	struct e1k_txd_offload plain = { .len = len };
	u32 done, part, most = r->first_len;
	struct e1k_txd *txd = NULL;

	memcpy(r->tx_buf, r->frame, len);
	for (done = 0; done < len; done += part) {
		part = e1k_queue_tx_split(r->f->hw.chip, r->tx_bus + done, min(len - done, most));
		most = ~0U;
		txd = &r->txd[r->tx_next];
		ring_put(r, done, part, done + part == len ? E1K_TXD_CMD_EOP : 0,
			 off ? off : &plain);
	}
	if (txd)
		e1k_txd_request_status(txd);
	return txd;
}

void e1k_ring_queue_ctx(struct e1k_ring *r, const struct e1k_txd_offload *off)
{
	const enum e1k_txd_format format = r->f->hw.chip->txd_format;
	struct e1k_txd_ctx ctx = e1k_txd_ctx_build(off, format);

	if (!e1k_txd_uses_ctx(off, format))
		return;
	e1k_txd_write_ctx(&r->txd[r->tx_next], &ctx, r->slot, format);
	r->tx_next = (r->tx_next + 1) % E1K_RING_COUNT;
}

void e1k_ring_doorbell(struct e1k_ring *r)
{
	e1k_wr_reg(e1k_queue_tx_tail(&r->f->hw, r->index), r->tx_next);
}

static const struct e1k_rxd *ring_next(struct e1k_ring *r)
{
	return &r->rxd[r->rx_next];
}

u32 e1k_ring_receive(struct kunit *test, struct e1k_ring *r, u32 *status)
{
	const enum e1k_rxd_format format = r->f->hw.chip->rxd_format;
	u32 len = 0, part, tail;

	do {
		*status = e1k_rxd_status(ring_next(r), format);
		if (!(*status & E1K_RXD_STAT_DD))
			break;
		part = e1k_rxd_length(ring_next(r), format);
		r->vlan = e1k_rxd_vlan(ring_next(r), format);
		r->rss_type = e1k_rxd_rss_type(ring_next(r), format);
		r->rss_hash = e1k_rxd_rss_hash(ring_next(r));
		KUNIT_EXPECT_LE(test, part, E1K_RING_BUF);
		memcpy(r->frame + len, r->rx_buf + r->rx_next * E1K_RING_BUF, part);
		len += part;
		tail = r->rx_next;
		ring_give(r, tail);
		r->rx_next = (r->rx_next + 1) % E1K_RING_COUNT;
		e1k_wr_reg(e1k_queue_rx_tail(&r->f->hw, r->index), tail);
	} while (!(*status & E1K_RXD_STAT_EOP));
	return len;
}

bool e1k_ring_hears(struct kunit *test, struct e1k_ring *r, const u8 *dst)
{
	u32 status;

	e1k_ring_fill(r, dst, 60);
	e1k_world_inject(r->f->world, r->frame, 60);
	return e1k_ring_receive(test, r, &status);
}
