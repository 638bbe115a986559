/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * AF_XDP sockets in zero-copy mode: the socket's memory takes the place of the
 * page pool in the RX ring of one vector, and its frames go out on the TX ring
 * beside all others (xsktx.h). All of it runs in the vector's poll.
 */
#ifndef E1K_XSK_H
#define E1K_XSK_H

#include <linux/netdevice.h>

#include "net.h"

struct xsk_buff_pool;

/**
 * e1k_xsk_setup - give a queue pair's memory to a socket, or take it back
 * @net: port
 * @index: queue pair
 * @pool: the socket's memory, or NULL
 *
 * Stops no more than the chip makes necessary; the link stays. Config lock
 * held. May sleep.
 *
 * Return: 0 or -errno; after an error nothing has changed. Without memory to
 * take the place of a socket's the interface is closed.
 */
int e1k_xsk_setup(struct e1k_net *net, u16 index, struct xsk_buff_pool *pool);

/**
 * e1k_xsk_all_fit - do frames of an MTU fit into the buffers of all sockets
 * @net: port
 * @mtu: MTU
 *
 * Config lock held. Logs why not.
 *
 * Return: whether they do.
 */
bool e1k_xsk_all_fit(const struct e1k_net *net, u32 mtu);

/**
 * e1k_xsk_wakeup - ndo_xsk_wakeup
 * @netdev: net_device
 * @index: queue pair
 * @flags: XDP_WAKEUP_* bits
 *
 * Return: 0 or -errno.
 */
int e1k_xsk_wakeup(struct net_device *netdev, u32 index, u32 flags);

/**
 * e1k_xsk_mem_init - make an RX ring's memory that of a socket
 * @net: port
 * @index: queue pair
 * @mem: memory, has descriptors but no pool
 *
 * May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_xsk_mem_init(struct e1k_net *net, unsigned int index, struct e1k_rx_mem *mem);

/**
 * e1k_xsk_forget - return all buffers to the socket
 * @rxr: ring of a socket; the device and NAPI are stopped
 *
 * Nobody else takes any from the socket's memory until the ring does.
 */
void e1k_xsk_forget(struct e1k_rx_ring *rxr);

/**
 * e1k_xsk_fill - fill a ring with what buffers the socket has
 * @rxr: ring of a socket
 *
 * NAPI context, or NAPI is stopped. The caller hands them over.
 *
 * Return: whether there was one for every slot but the one that stays empty.
 */
bool e1k_xsk_fill(struct e1k_rx_ring *rxr);

/**
 * e1k_xsk_rx_poll - receive into a socket's memory
 * @rxr: ring of a socket
 * @napi: NAPI instance of its vector
 * @budget: most frames
 *
 * NAPI context.
 *
 * Return: number of frames, or @budget to be called again.
 */
int e1k_xsk_rx_poll(struct e1k_rx_ring *rxr, struct napi_struct *napi, int budget);

#endif
