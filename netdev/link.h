/* SPDX-License-Identifier: GPL-2.0-only */
/* The service work: link, watchdog, statistics, address filter. */
#ifndef E1K_LINK_H
#define E1K_LINK_H

#include "net.h"

/**
 * e1k_link_init - prepare the service
 * @net: port
 */
void e1k_link_init(struct e1k_net *net);

/**
 * e1k_link_start - let the service run
 * @net: port, up
 */
void e1k_link_start(struct e1k_net *net);

/**
 * e1k_link_stop - stop the service
 * @net: port, E1K_DOWN is set
 *
 * May sleep.
 */
void e1k_link_stop(struct e1k_net *net);

/**
 * e1k_link_forget - the port has no link until the service finds one
 * @net: port, down
 *
 * Config lock held.
 */
void e1k_link_forget(struct e1k_net *net);

/**
 * e1k_link_kick - have the service look now
 * @net: port
 *
 * Any context.
 */
void e1k_link_kick(struct e1k_net *net);

/**
 * e1k_link_apply - program the link as hw.link_cfg says
 * @net: port
 *
 * Takes hw_lock. May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_link_apply(struct e1k_net *net);

/**
 * e1k_link_is_gone - has the device left the bus
 * @net: port
 *
 * Notices once: later calls do not touch the device. hw_lock held.
 *
 * Return: whether it is gone.
 */
bool e1k_link_is_gone(struct e1k_net *net);

#endif
