/* SPDX-License-Identifier: GPL-2.0-only */
/* XDP: the program, its verdicts, and what it may ask about a frame. */
#ifndef E1K_XDP_H
#define E1K_XDP_H

#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/netdevice.h>

#include "ring.h"

struct xdp_metadata_ops;

/**
 * struct e1k_xdp_buff - a frame as a program sees it
 * @xdp: where it is
 * @rxd: its last descriptor, written back
 * @status: status word of that
 */
struct e1k_xdp_buff {
	struct xdp_buff xdp;
	const struct e1k_rxd *rxd;
	u32 status;
};

/**
 * struct e1k_xdp_count - verdicts of one poll
 * @drop: dropped
 * @tx: sent back
 * @redirect: redirected
 * @aborted: could not be carried out
 * @too_long: frames of several buffers that met a program for one buffer
 */
struct e1k_xdp_count {
	unsigned int drop;
	unsigned int tx;
	unsigned int redirect;
	unsigned int aborted;
	unsigned int too_long;
};

/**
 * enum e1k_xdp_result - what has become of a frame
 * @E1K_XDP_PASS: it goes up the stack
 * @E1K_XDP_KEPT: it is done with; its pages are still the ring's
 * @E1K_XDP_GONE: it is done with; its pages are somebody else's
 */
enum e1k_xdp_result {
	E1K_XDP_PASS,
	E1K_XDP_KEPT,
	E1K_XDP_GONE,
};

/**
 * e1k_xdp_metadata_ops - what a program may ask the device about a frame
 * @chip: chip
 *
 * Return: operations the chip has.
 */
const struct xdp_metadata_ops *e1k_xdp_metadata_ops(const struct e1k_chip *chip);

/**
 * e1k_xdp_bpf - ndo_bpf
 * @netdev: net_device
 * @bpf: command
 *
 * A program comes and goes while frames do: rings, link and buffers do not
 * notice. Config lock held.
 *
 * Return: 0 or -errno.
 */
int e1k_xdp_bpf(struct net_device *netdev, struct netdev_bpf *bpf);

/**
 * e1k_xdp_change_mtu - ndo_change_mtu
 * @netdev: net_device
 * @mtu: wanted, within the limits
 *
 * The chip receives its longest frames anyway: only a program for single
 * buffers limits the MTU.
 *
 * Return: 0 or -EINVAL.
 */
int e1k_xdp_change_mtu(struct net_device *netdev, int mtu);

/**
 * e1k_xdp_act - carry out a verdict other than pass and drop
 * @rxr: ring
 * @prog: program
 * @xdp: frame
 * @act: verdict
 * @count: verdicts of this poll
 *
 * NAPI context.
 *
 * Return: E1K_XDP_KEPT or E1K_XDP_GONE.
 */
enum e1k_xdp_result e1k_xdp_act(struct e1k_rx_ring *rxr, struct bpf_prog *prog,
				struct xdp_buff *xdp, u32 act, struct e1k_xdp_count *count);

/**
 * e1k_xdp_finish - hand over what a poll has redirected or sent back
 * @rxr: ring
 * @count: verdicts of this poll
 */
void e1k_xdp_finish(struct e1k_rx_ring *rxr, const struct e1k_xdp_count *count);

/**
 * e1k_xdp_run - run a program on a frame of one buffer, and do what it says
 * @rxr: ring
 * @prog: program
 * @frame: frame
 * @count: verdicts of this poll
 *
 * NAPI context.
 *
 * Return: what has become of the frame.
 */
static __always_inline enum e1k_xdp_result
e1k_xdp_run(struct e1k_rx_ring *rxr, struct bpf_prog *prog, struct e1k_xdp_buff *frame,
	    struct e1k_xdp_count *count)
{
	u32 act = bpf_prog_run_xdp(prog, &frame->xdp);

	if (act == XDP_PASS)
		return E1K_XDP_PASS;
	if (act != XDP_DROP)
		return e1k_xdp_act(rxr, prog, &frame->xdp, act, count);
	count->drop++;
	return E1K_XDP_KEPT;
}

/**
 * e1k_xdp_run_chain - the same for a frame of several buffers
 * @rxr: ring
 * @prog: program
 * @frame: frame
 * @count: verdicts of this poll
 *
 * Return: what has become of the frame.
 */
enum e1k_xdp_result e1k_xdp_run_chain(struct e1k_rx_ring *rxr, struct bpf_prog *prog,
				      struct e1k_xdp_buff *frame, struct e1k_xdp_count *count);

/**
 * e1k_xdp_publish - add the verdicts of a poll to the ring's counters
 * @stats: counters; the caller has begun the update
 * @count: verdicts
 */
static inline void e1k_xdp_publish(struct e1k_rx_stats *stats, const struct e1k_xdp_count *count)
{
	u64_stats_add(&stats->xdp_drop, count->drop);
	u64_stats_add(&stats->xdp_tx, count->tx);
	u64_stats_add(&stats->xdp_redirect, count->redirect);
	u64_stats_add(&stats->xdp_aborted, count->aborted);
	u64_stats_add(&stats->xdp_long, count->too_long);
}

#endif
