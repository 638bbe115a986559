/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Interrupt vectors, causes, masks and throttling.
 *
 * In MSI-X mode vector n serves queue pair n and the last vector the rest;
 * between them are vectors of the TX queues alone where there are enough: a
 * received frame then never waits for the throttle that the interrupt of a
 * sent one has started. (QEMU's 82574 throttles by 128 us or more.) A queue
 * vector masks its causes when its message is sent: its handler touches no
 * register, and the end of the poll is the one write of
 * e1k_irq_line_unmask(), for both directions. (QEMU's igb does not mask: its
 * handler may be called while a poll is pending.) The last vector is never
 * masked; its handler calls e1k_irq_other_ack(). In the other modes vector 0
 * serves everything: the handler calls e1k_irq_ack() and e1k_irq_line_mask().
 *
 * The inlines are for interrupt and NAPI context and need no lock: each is
 * one register access of one bit set that nobody else writes.
 */
#ifndef E1K_HAL_IRQ_H
#define E1K_HAL_IRQ_H

#include "hw.h"

/* Causes served by NAPI, and those served by the link service. */
#define E1K_IRQ_QUEUE (E1K_INT_RXT0 | E1K_INT_RXDMT0 | E1K_INT_RXO | E1K_INT_TXDW)
#define E1K_IRQ_LINK (E1K_INT_LSC | E1K_INT_RXSEQ)

/**
 * struct e1k_irq_line - what masks and unmasks the queue causes of one vector
 * @unmask: register
 * @unmask_val: its value; a pending cause interrupts at once
 * @mask: register
 * @mask_val: its value
 */
struct e1k_irq_line {
	struct e1k_os_reg unmask;
	u32 unmask_val;
	struct e1k_os_reg mask;
	u32 mask_val;
};

/**
 * e1k_irq_line_unmask - let the queue causes of one vector interrupt
 * @line: as e1k_irq_line() filled it
 */
static inline void e1k_irq_line_unmask(const struct e1k_irq_line *line)
{
	e1k_wr_reg(line->unmask, line->unmask_val);
}

/**
 * e1k_irq_line_mask - keep the queue causes of one vector from interrupting, posted
 * @line: as e1k_irq_line() filled it
 */
static inline void e1k_irq_line_mask(const struct e1k_irq_line *line)
{
	e1k_wr_reg(line->mask, line->mask_val);
}

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
 * e1k_irq_mask - mask causes of the shared interrupt, posted
 * @hw: device
 * @causes: E1K_INT_*
 */
static inline void e1k_irq_mask(struct e1k_hw *hw, u32 causes)
{
	e1k_wr32(hw, E1K_IMC, causes);
}

/**
 * e1k_irq_unmask - unmask causes of the shared interrupt
 * @hw: device
 * @causes: E1K_INT_*
 */
static inline void e1k_irq_unmask(struct e1k_hw *hw, u32 causes)
{
	e1k_wr32(hw, E1K_IMS, causes);
}

/**
 * e1k_irq_setup - choose how interrupts reach the host
 * @hw: device, interrupts masked
 * @mode: mode
 * @vectors: in MSI-X mode how many there are, from 2 to chip->vectors, otherwise 1
 *
 * Programs the device. Vectors with no use are left out of hw->irq_vectors.
 * The choice is kept: e1k_mac_reset() restores it. PCI configuration space is
 * the caller's.
 *
 * Return: 0; -EINVAL if the chip cannot do that.
 */
int e1k_irq_setup(struct e1k_hw *hw, enum e1k_irq_mode mode, u8 vectors);

/**
 * e1k_irq_restore - program routing and throttling from software state
 * @hw: device, after a reset
 */
void e1k_irq_restore(struct e1k_hw *hw);

/**
 * e1k_irq_pairs - vectors that serve queues
 * @hw: device
 *
 * Return: number of queue pairs that can be served.
 */
static inline u8 e1k_irq_pairs(const struct e1k_hw *hw)
{
	if (hw->irq_mode != E1K_IRQ_MSIX)
		return 1;
	return min_t(u8, hw->irq_vectors - 1, hw->chip->rx_queues);
}

/**
 * e1k_irq_tx_vector - vector of a TX queue
 * @hw: device
 * @queue: below e1k_irq_pairs()
 *
 * Return: @queue if the pair shares a vector, otherwise one that serves nothing else.
 */
static inline u8 e1k_irq_tx_vector(const struct e1k_hw *hw, u8 queue)
{
	u8 pairs = e1k_irq_pairs(hw);

	return hw->irq_vectors > pairs + 1 ? pairs + queue : queue;
}

/**
 * e1k_irq_vectors - how many vectors queue pairs can make use of
 * @vectors: how many there are
 * @pairs: at least 1
 *
 * One for each pair, or two if there are two for every pair, and one for the rest.
 *
 * Return: number of vectors, at most @vectors.
 */
static inline u8 e1k_irq_vectors(u8 vectors, u8 pairs)
{
	return vectors > 2 * pairs ? 2 * pairs + 1 : min_t(u8, vectors, pairs + 1);
}

/**
 * e1k_irq_line - resolve registers and values for one queue vector
 * @hw: device, after e1k_irq_setup()
 * @vector: below e1k_irq_pairs()
 * @line: result
 */
void e1k_irq_line(struct e1k_hw *hw, u8 vector, struct e1k_irq_line *line);

/**
 * e1k_irq_enable - unmask every vector and cause in use
 * @hw: device
 */
void e1k_irq_enable(struct e1k_hw *hw);

/**
 * e1k_irq_disable - mask everything; the device has seen it on return
 * @hw: device
 */
void e1k_irq_disable(struct e1k_hw *hw);

/**
 * e1k_irq_drain - forget causes that are pending
 * @hw: device, everything masked
 */
void e1k_irq_drain(struct e1k_hw *hw);

/**
 * e1k_irq_other_ack - read and clear the causes of the last MSI-X vector
 * @hw: device
 *
 * Interrupt context, no lock. Where the read also clears causes of queues
 * they are raised again: none is lost.
 *
 * Return: E1K_INT_* causes.
 */
u32 e1k_irq_other_ack(struct e1k_hw *hw);

/**
 * e1k_irq_other_disable - mask what is no queue's, posted
 * @hw: device
 *
 * Interrupt context, no lock; e1k_irq_enable() unmasks it.
 */
void e1k_irq_other_disable(struct e1k_hw *hw);

/**
 * e1k_irq_trigger - raise causes of the shared interrupt by software
 * @hw: device
 * @causes: E1K_INT_*
 */
void e1k_irq_trigger(struct e1k_hw *hw, u32 causes);

/**
 * e1k_irq_kick - raise the interrupt of a queue vector, whatever the mode
 * @hw: device
 * @vector: below e1k_irq_pairs()
 *
 * One posted write, no lock.
 */
void e1k_irq_kick(struct e1k_hw *hw, u8 vector);

/**
 * e1k_irq_set_throttle - set the shortest time between two interrupts
 * @hw: device
 * @vector: vector, below e1k_irq_pairs()
 * @usecs: microseconds, 0 for no throttling
 *
 * Kept: e1k_mac_reset() restores it.
 *
 * Return: 0; -EINVAL if it is longer than e1k_irq_max_throttle() or there is
 * no such vector.
 */
int e1k_irq_set_throttle(struct e1k_hw *hw, u8 vector, u32 usecs);

/**
 * e1k_irq_max_throttle - longest time the chip can throttle
 * @chip: chip
 *
 * Return: microseconds.
 */
u32 e1k_irq_max_throttle(const struct e1k_chip *chip);

#endif
