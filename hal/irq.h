/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Interrupt causes, masks and throttling. The inlines are for interrupt and
 * NAPI context and need no lock: each is one register access of one bit set
 * that nobody else writes.
 */
#ifndef E1K_HAL_IRQ_H
#define E1K_HAL_IRQ_H

#include "hw.h"

/* Causes served by NAPI, and those served by the link service. */
#define E1K_IRQ_QUEUE (E1K_INT_RXT0 | E1K_INT_RXDMT0 | E1K_INT_RXO | E1K_INT_TXDW)
#define E1K_IRQ_LINK (E1K_INT_LSC | E1K_INT_RXSEQ)

/**
 * e1k_irq_ack - read and clear the causes of a shared interrupt
 * @hw: device
 *
 * Reading ICR acknowledges. A device that has left the bus reads as all ones.
 *
 * Return: E1K_INT_* causes, 0 if the interrupt is not ours.
 */
static inline u32 e1k_irq_ack(struct e1k_hw *hw)
{
	u32 icr = e1k_rd32(hw, E1K_ICR);

	return icr == ~0U ? 0 : icr;
}

/**
 * e1k_irq_mask - mask causes, posted
 * @hw: device
 * @causes: E1K_INT_*
 */
static inline void e1k_irq_mask(struct e1k_hw *hw, u32 causes)
{
	e1k_wr32(hw, E1K_IMC, causes);
}

/**
 * e1k_irq_unmask - unmask causes; a pending one interrupts at once
 * @hw: device
 * @causes: E1K_INT_*
 */
static inline void e1k_irq_unmask(struct e1k_hw *hw, u32 causes)
{
	e1k_wr32(hw, E1K_IMS, causes);
}

/**
 * e1k_irq_disable - mask everything; the device has seen it on return
 * @hw: device
 */
void e1k_irq_disable(struct e1k_hw *hw);

/**
 * e1k_irq_trigger - raise causes by software
 * @hw: device
 * @causes: E1K_INT_*
 */
void e1k_irq_trigger(struct e1k_hw *hw, u32 causes);

/**
 * e1k_irq_set_throttle - set the shortest time between two interrupts
 * @hw: device
 * @usecs: microseconds, 0 for no throttling
 *
 * Return: 0; -EINVAL if it is longer than e1k_irq_max_throttle().
 */
int e1k_irq_set_throttle(struct e1k_hw *hw, u32 usecs);

/**
 * e1k_irq_get_throttle - read the time back
 * @hw: device
 *
 * Return: microseconds, rounded to the nearest.
 */
u32 e1k_irq_get_throttle(struct e1k_hw *hw);

/**
 * e1k_irq_max_throttle - longest time the chip can throttle
 * @chip: chip
 *
 * Return: microseconds.
 */
u32 e1k_irq_max_throttle(const struct e1k_chip *chip);

#endif
