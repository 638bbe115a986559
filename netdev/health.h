/* SPDX-License-Identifier: GPL-2.0-only */
/* The port's devlink instance: what it is, how it is, what it was like when it failed. */
#ifndef E1K_HEALTH_H
#define E1K_HEALTH_H

#include "net.h"

enum e1k_health_part {
	E1K_HEALTH_TX,
	E1K_HEALTH_RX,
	E1K_HEALTH_DEVICE,
	E1K_HEALTH_CNT,
};

/**
 * e1k_health_create - create and register the devlink instance
 * @net: port whose net_device is not registered yet
 *
 * May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_health_create(struct e1k_net *net);

/**
 * e1k_health_destroy - undo e1k_health_create()
 * @net: port, unregistered; no recovery is under way
 */
void e1k_health_destroy(struct e1k_net *net);

/**
 * e1k_health_report - report a fault, and recover unless the user wants to
 * @net: port
 * @part: what has failed
 * @msg: how
 *
 * Takes a dump, then the config lock by way of e1k_recover_now(). May sleep.
 */
void e1k_health_report(struct e1k_net *net, enum e1k_health_part part, const char *msg);

/**
 * e1k_health_read_regs - dump the device's registers
 * @net: port
 * @regs: pairs of offset and value, e1k_io_dump_len() words; untouched if the
 *	device has gone, is asleep or being reset
 *
 * Takes hw_lock. May sleep.
 *
 * Return: whether it answers.
 */
bool e1k_health_read_regs(struct e1k_net *net, u32 *regs);

/**
 * e1k_health_is_back - the device works again
 * @net: port
 */
void e1k_health_is_back(struct e1k_net *net);

#endif
