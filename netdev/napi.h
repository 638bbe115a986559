/* SPDX-License-Identifier: GPL-2.0-only */
/* Interrupts and polling. */
#ifndef E1K_NAPI_H
#define E1K_NAPI_H

#include <linux/interrupt.h>

#include "net.h"

/**
 * e1k_napi_poll - poll callback of a vector
 * @napi: NAPI instance
 * @budget: most frames, 0 from netpoll
 *
 * Return: frames received, or @budget if there is more to do.
 */
int e1k_napi_poll(struct napi_struct *napi, int budget);

/**
 * e1k_napi_request_irqs - install the handlers of all vectors
 * @net: port; the device's interrupts are masked
 *
 * Config lock held.
 *
 * Return: 0 or -errno.
 */
int e1k_napi_request_irqs(struct e1k_net *net);

/**
 * e1k_napi_release_irqs - undo e1k_napi_request_irqs(), if it has succeeded
 * @net: port
 *
 * Config lock held.
 */
void e1k_napi_release_irqs(struct e1k_net *net);

/**
 * e1k_napi_sync_irqs - wait for all handlers to end
 * @net: port; the device's interrupts are masked
 */
void e1k_napi_sync_irqs(struct e1k_net *net);

/**
 * e1k_napi_start - let a vector work
 * @vec: vector, its rings are running; its interrupt is still masked
 *
 * Config lock held.
 */
void e1k_napi_start(struct e1k_vector *vec);

/**
 * e1k_napi_stop - wait for a vector's poll to end and keep new ones off
 * @vec: vector; E1K_VECTOR_DOWN is set; may be stopped already
 *
 * Config lock held. May sleep.
 */
void e1k_napi_stop(struct e1k_vector *vec);

/**
 * e1k_napi_forget - have the kernel forget the NAPI instances that are stopped
 * @net: port
 *
 * The kernel must find none when it gets the config lock: before it ends a thread that
 * polls it waits for the poll's end, and takes a stopped instance for one that is being
 * polled. e1k_napi_start() makes them known again. Config lock held. May sleep.
 */
void e1k_napi_forget(struct e1k_net *net);

/**
 * e1k_napi_schedule - poll soon, without an interrupt
 * @vec: vector
 *
 * A poll under way is followed by another. Not in interrupt context.
 */
void e1k_napi_schedule(struct e1k_vector *vec);

/**
 * e1k_napi_kick - poll soon, as if an interrupt had come
 * @net: port
 *
 * For interrupts that were lost: unmasks them and raises one. Caller holds hw_lock.
 */
void e1k_napi_kick(struct e1k_net *net);

#endif
