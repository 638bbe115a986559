/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A small driver: rings in memory, frames in and out through the HAL's inlines. */
#ifndef E1K_KUNIT_RING_H
#define E1K_KUNIT_RING_H

#include "fixture.h"
#include "../hal/desc.h"

#define E1K_RING_COUNT 64
#define E1K_RING_BUF 2048

struct e1k_ring {
	struct e1k_fix *f;
	struct e1k_rxd *rxd;
	struct e1k_txd *txd;
	u8 *rx_buf; /* E1K_RING_COUNT buffers */
	u8 *tx_buf;
	u64 rxd_bus;
	u64 txd_bus;
	u64 rx_bus;
	u64 tx_bus;
	u32 rx_next; /* next descriptor to be done */
	u32 tx_next; /* next descriptor to be written */
	u16 first_len; /* most bytes in a packet's first data descriptor */
	u8 index; /* queue */
	u8 slot; /* of the context, advanced format */
	/* Of the last frame received. */
	u16 vlan;
	u32 rss_type;
	u32 rss_hash;
	u8 frame[E1K_WORLD_FRAME_MAX];
};

/* Allocate rings and buffers of queue 0; change r->index for another. */
struct e1k_ring *e1k_ring_create(struct kunit *test, struct e1k_fix *f);

/* Program the rings; hand over every RX buffer. */
void e1k_ring_program(struct kunit *test, struct e1k_ring *r);
void e1k_ring_open(struct e1k_ring *r);

/* Program the rings after a MAC reset, start both units, hand over every RX buffer. */
void e1k_ring_start(struct kunit *test, struct e1k_ring *r);

/* All of it: a NIC with a link that receives and sends. */
struct e1k_ring *e1k_ring_ready(struct kunit *test);

/* A frame of a length in r->frame; the same as an IPv4 packet, which has a hash. */
void e1k_ring_fill(struct e1k_ring *r, const u8 *dst, u32 len);
void e1k_ring_fill_ip(struct e1k_ring *r, const u8 *dst, u32 len);

/*
 * Write data descriptors for the first len bytes of r->frame, RS and EOP on the
 * last; no offload if off is NULL. Write the context it needs, if any.
 */
struct e1k_txd *e1k_ring_queue(struct e1k_ring *r, u32 len, const struct e1k_txd_offload *off);
void e1k_ring_queue_ctx(struct e1k_ring *r, const struct e1k_txd_offload *off);
void e1k_ring_doorbell(struct e1k_ring *r);

/* Next received frame into r->frame: its length and its last status word; 0 if there is none. */
u32 e1k_ring_receive(struct kunit *test, struct e1k_ring *r, u32 *status);

/* Whether a frame for an address, with nothing special about it, is received. */
bool e1k_ring_hears(struct kunit *test, struct e1k_ring *r, const u8 *dst);

#endif
