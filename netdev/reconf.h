/* SPDX-License-Identifier: GPL-2.0-only */
/* Changing the rings of a running port. */
#ifndef E1K_RECONF_H
#define E1K_RECONF_H

#include "net.h"

struct netdev_queue_mgmt_ops;

/* For chips whose stop domain is the queue. */
extern const struct netdev_queue_mgmt_ops e1k_reconf_queue_ops;

/**
 * e1k_reconf_rings - change number and size of the rings
 * @net: port
 * @cfg: wanted, checked by the caller
 *
 * Stops no more than the chip makes necessary: single queues, or all of them
 * across a silent MAC reset. The link stays. A failed allocation leaves the
 * traffic untouched. Config lock held. May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_reconf_rings(struct e1k_net *net, const struct e1k_ring_cfg *cfg);

/**
 * e1k_reconf_restart_queue - stop and start a queue pair, the others go on
 * @net: port, up
 * @i: queue pair in use
 *
 * Packets in its rings are dropped. Config lock held. May sleep.
 *
 * Return: 0; -errno: the queue pair is stopped, only a restart of the port helps;
 * -EOPNOTSUPP if the chip cannot do that, nothing was done.
 */
int e1k_reconf_restart_queue(struct e1k_net *net, unsigned int i);

/**
 * e1k_reconf_refill - exchange the memory of one queue pair for new
 * @net: port
 * @i: queue pair in use; net->xsk tells what memory it gets
 *
 * Stops no more than the chip makes necessary; the link stays. Config lock
 * held. May sleep.
 *
 * Return: 0, or -ENOMEM: nothing was touched.
 */
int e1k_reconf_refill(struct e1k_net *net, unsigned int i);

#endif
