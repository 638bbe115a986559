/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Header split: the device puts the headers of TCP over IP into buffers of their
 * own, from which they are copied, and the payload into pages, from their start on:
 * full ones can be mapped by who receives them. All other frames are in pages, whole.
 */
#ifndef E1K_SPLIT_H
#define E1K_SPLIT_H

#include <linux/netdevice.h>

#include "net.h"

/*
 * Bytes of a header buffer. A tag, the longest IP header and the longest TCP header
 * have 138; and of a frame that is not split the stack wants to see as many.
 */
#define E1K_SPLIT_HDR 256

/**
 * e1k_split_check - can headers be split off
 * @net: port
 * @extack: where to say why not
 *
 * Config lock held.
 *
 * Return: 0 or -errno.
 */
int e1k_split_check(const struct e1k_net *net, struct netlink_ext_ack *extack);

/**
 * e1k_split_mem_init - make an RX ring's memory one for header split
 * @net: port
 * @mem: memory, without pages
 *
 * May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int e1k_split_mem_init(struct e1k_net *net, struct e1k_rx_mem *mem);

/**
 * e1k_split_discard - drop the frame under construction
 * @rxr: ring
 * @eop: whether the frame ends here; else the rest of it is dropped, too
 */
void e1k_split_discard(struct e1k_rx_ring *rxr, bool eop);

/**
 * e1k_split_poll - pass received frames up and refill a ring that splits
 * @rxr: ring
 * @napi: NAPI instance of its vector
 * @budget: most descriptors
 *
 * NAPI context.
 *
 * Return: number of descriptors taken.
 */
int e1k_split_poll(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget);

#endif
