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
 * e1k_napi_irq - handler of a shared interrupt line
 * @irq: line
 * @data: struct e1k_net
 *
 * Return: IRQ_NONE if the interrupt is not ours.
 */
irqreturn_t e1k_napi_irq(int irq, void *data);

/**
 * e1k_napi_enable - let vectors work
 * @net: port; interrupts are still masked
 */
void e1k_napi_enable(struct e1k_net *net);

/**
 * e1k_napi_disable - wait for polls to end and keep new ones off
 * @net: port; interrupts are masked, E1K_DOWN is set
 */
void e1k_napi_disable(struct e1k_net *net);

/**
 * e1k_napi_kick - poll soon, as if an interrupt had come
 * @net: port
 *
 * For interrupts that were lost: unmasks them and raises one. Caller holds hw_lock.
 */
void e1k_napi_kick(struct e1k_net *net);

#endif
