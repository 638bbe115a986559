/* SPDX-License-Identifier: GPL-2.0-only */
/* Receive path. */
#ifndef E1K_RX_H
#define E1K_RX_H

#include <linux/if_ether.h>
#include <linux/netdevice.h>

#include "ring.h"
#include "xdp.h"

/**
 * struct e1k_rx_count - counters of one poll
 * @packets: frames received
 * @bytes: their bytes
 * @bad_length: impossible lengths
 * @bad_frame: damaged frames
 * @alloc_fail: failed allocations
 * @csum_bad: wrong checksums
 * @xdp: verdicts
 */
struct e1k_rx_count {
	unsigned int packets;
	unsigned int bytes;
	unsigned int bad_length;
	unsigned int bad_frame;
	unsigned int alloc_fail;
	unsigned int csum_bad;
	struct e1k_xdp_count xdp;
};

/**
 * e1k_rx_poll_legacy - pass received frames up and refill the ring
 * @rxr: ring
 * @napi: NAPI instance of its vector
 * @budget: most descriptors
 *
 * NAPI context.
 *
 * Return: number of descriptors taken.
 */
int e1k_rx_poll_legacy(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget);

/**
 * e1k_rx_poll_wb32 - the same for extended and advanced descriptors
 * @rxr: ring
 * @napi: NAPI instance of its vector
 * @budget: most descriptors
 *
 * Return: as e1k_rx_poll_legacy().
 */
int e1k_rx_poll_wb32(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget);

/**
 * e1k_rx_is_sound - check what the device wrote to a descriptor
 * @rxr: ring
 * @errors: E1K_RXD_ERR_* bits
 * @len: length
 * @max_len: what it may write to the buffer
 * @first: whether a frame begins here
 * @last: whether it ends here
 * @count: counters of this poll
 *
 * Return: false if the frame must be dropped.
 */
bool e1k_rx_is_sound(const struct e1k_rx_ring *rxr, u32 errors, u32 len, u32 max_len,
		     bool first, bool last, struct e1k_rx_count *count);

/**
 * e1k_rx_pass - pass a frame up the stack
 * @rxr: ring
 * @napi: NAPI instance of its vector
 * @skb: frame
 * @rxd: its last descriptor, written back
 * @status: status word of that
 */
void e1k_rx_pass(struct e1k_rx_ring *rxr, struct napi_struct *napi, struct sk_buff *skb,
		 const struct e1k_rxd *rxd, u32 status);

/**
 * e1k_rx_publish_all - add the counters of a poll to the ring's, verdicts included
 * @rxr: ring
 * @count: counters
 */
void e1k_rx_publish_all(struct e1k_rx_ring *rxr, const struct e1k_rx_count *count);

/**
 * e1k_rx_forget - drop a frame under construction
 * @rxr: ring; the device and NAPI are stopped
 *
 * Its pages belong to the ring's memory: before that is exchanged or freed. A
 * socket gets all its buffers back.
 */
void e1k_rx_forget(struct e1k_rx_ring *rxr);

/**
 * e1k_rx_assign - take over the ring's memory
 * @rxr: ring, stopped
 */
void e1k_rx_assign(struct e1k_rx_ring *rxr);

/**
 * e1k_rx_reset - make a ring full of empty buffers
 * @rxr: ring; the device and NAPI are stopped
 *
 * Drops a frame under construction. The buffers are written to the
 * descriptors; e1k_rx_kick() hands them over.
 */
void e1k_rx_reset(struct e1k_rx_ring *rxr);

/**
 * e1k_rx_kick - hand a reset ring to the device
 * @rxr: ring; the receive unit runs
 */
void e1k_rx_kick(struct e1k_rx_ring *rxr);

/**
 * e1k_rx_waits - is there a received frame
 * @rxr: ring whose memory stays
 * @ntc: next descriptor to clean
 *
 * Any context; a hint while the ring runs.
 *
 * Return: whether a poll would find one.
 */
static inline bool e1k_rx_waits(const struct e1k_rx_ring *rxr, u16 ntc)
{
	return READ_ONCE(rxr->ntu) != ntc &&
	       e1k_rxd_status(&rxr->desc[ntc], rxr->format) & E1K_RXD_STAT_DD;
}

/**
 * e1k_rx_owned - how many descriptors belong to the device
 * @rxr: ring
 *
 * Any context; a hint outside of the ring's poll while the ring runs.
 *
 * Return: number of descriptors, those it has filled included.
 */
static inline unsigned int e1k_rx_owned(const struct e1k_rx_ring *rxr)
{
	return (READ_ONCE(rxr->ntu) - READ_ONCE(rxr->ntc)) & rxr->mask;
}

/**
 * e1k_rx_most - how many descriptors a poll may take
 * @rxr: ring
 * @budget: most the poll is allowed
 *
 * A DD outside of what the device owns is stale, or a lie.
 *
 * Return: number of descriptors.
 */
static inline unsigned int e1k_rx_most(const struct e1k_rx_ring *rxr, int budget)
{
	return min_t(unsigned int, e1k_rx_owned(rxr), budget);
}

/**
 * e1k_rx_is_done - has the device filled a descriptor
 * @rxd: descriptor
 * @status: result: its status word
 * @format: descriptor format
 *
 * Return: whether it has; lengths and data may be read then.
 */
static __always_inline bool e1k_rx_is_done(const struct e1k_rxd *rxd, u32 *status,
					   const enum e1k_rxd_format format)
{
	*status = e1k_rxd_status(rxd, format);
	if (!(*status & E1K_RXD_STAT_DD))
		return false;
	/* lengths and data after DD */
	dma_rmb();
	return true;
}

/**
 * e1k_rx_starves - do buffers fail that the last poll could not have
 * @rxr: ring
 *
 * Any context; a hint while the ring runs.
 *
 * Return: whether a poll would try to refill the ring.
 */
static inline bool e1k_rx_starves(const struct e1k_rx_ring *rxr)
{
	return rxr->mask - e1k_rx_owned(rxr) >= E1K_RX_BATCH;
}

#endif
