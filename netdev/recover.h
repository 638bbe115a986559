/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding what stands still, and making it go again: by stages, each one proven. */
#ifndef E1K_RECOVER_H
#define E1K_RECOVER_H

#include "net.h"

/**
 * e1k_recover_init - prepare the recovery work
 * @net: port
 */
void e1k_recover_init(struct e1k_net *net);

/**
 * e1k_recover_fini - wait for the recovery work to end
 * @net: port, unregistered
 */
void e1k_recover_fini(struct e1k_net *net);

/**
 * e1k_recover_now - do what recovery is wanted
 * @net: port
 *
 * Takes the config lock. May sleep.
 *
 * Return: 0; -EIO if the port does not run. It is tried again later, unless
 * the device has gone.
 */
int e1k_recover_now(struct e1k_net *net);

/**
 * e1k_recover_event_name - name of a counter, as users see it
 * @event: event
 *
 * Return: name.
 */
const char *e1k_recover_event_name(enum e1k_event event);

/**
 * e1k_recover_watch - look for queues that stand still
 * @net: port, up
 *
 * Called by the service, hw_lock held. Acts on what has been proven: kicks a
 * queue, then has it restarted, then has the port reset.
 *
 * Return: whether there is a suspicion, so that the next look must come soon.
 */
bool e1k_recover_watch(struct e1k_net *net);

/**
 * e1k_recover_port - have the port restarted
 * @net: port
 *
 * Any context. The restart happens in process context, unless the port is down.
 * The port of a device that has gone is taken down.
 */
void e1k_recover_port(struct e1k_net *net);

/**
 * e1k_recover_flush - have the port restarted to empty its rings
 * @net: port
 *
 * As e1k_recover_port(), but that is no fault to report.
 */
void e1k_recover_flush(struct e1k_net *net);

/**
 * e1k_recover_timeout - the core has waited too long for a TX queue
 * @net: port
 * @queue: queue
 *
 * Any context. What the core cannot know, such as a partner that pauses us,
 * is looked at before anything is done.
 */
void e1k_recover_timeout(struct e1k_net *net, unsigned int queue);

/**
 * e1k_recover_storm - too many interrupts came that are nobody's work
 * @net: port
 *
 * Hard interrupt context. Masks them until the service has run.
 */
void e1k_recover_storm(struct e1k_net *net);

/**
 * e1k_recover_count - count an event
 * @net: port
 * @event: event
 *
 * Any context.
 */
static inline void e1k_recover_count(struct e1k_net *net, enum e1k_event event)
{
	atomic_long_inc(&net->events[event]);
}

#endif
