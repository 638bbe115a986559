// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "irq.h"

#include "io.h"

static bool e1k_irq_mode_fits(const struct e1k_chip *chip, enum e1k_irq_mode mode, u8 vectors)
{
	switch (mode) {
	case E1K_IRQ_INTX:
		return vectors == 1;
	case E1K_IRQ_MSI:
		return vectors == 1 && chip->vectors;
	case E1K_IRQ_MSIX:
		return vectors >= 2 && vectors <= chip->vectors;
	default:
		return false;
	}
}

int e1k_irq_setup(struct e1k_hw *hw, enum e1k_irq_mode mode, u8 vectors)
{
	if (!e1k_irq_mode_fits(hw->chip, mode, vectors))
		return -EINVAL;
	hw->irq_mode = mode;
	hw->irq_vectors = e1k_irq_vectors(vectors, hw->chip->rx_queues);
	e1k_irq_restore(hw);
	return 0;
}

static u32 e1k_irq_throttle_reg(const struct e1k_hw *hw, u8 vector)
{
	if (hw->irq_mode == E1K_IRQ_MSIX)
		return hw->chip->eitr + 4 * vector;
	return hw->chip->itr;
}

static void e1k_irq_write_throttle(struct e1k_hw *hw, u8 vector)
{
	u32 unit_ns = hw->chip->itr_unit_ns;
	u32 interval = (hw->throttle_us[vector] * 1000 + unit_ns / 2) / unit_ns;
	u8 tx = e1k_irq_tx_vector(hw, vector);

	interval <<= hw->chip->itr_shift;
	e1k_wr32(hw, e1k_irq_throttle_reg(hw, vector), interval);
	if (tx != vector)
		e1k_wr32(hw, e1k_irq_throttle_reg(hw, tx), interval);
}

void e1k_irq_restore(struct e1k_hw *hw)
{
	u8 vector;

	if (hw->chip->vectors)
		hw->chip->ops->irq_init(hw);
	if (!hw->chip->itr_max)
		return;
	for (vector = 0; vector < e1k_irq_pairs(hw); vector++)
		e1k_irq_write_throttle(hw, vector);
}

static u32 e1k_irq_other_bits(const struct e1k_hw *hw)
{
	const struct e1k_irq_regs *regs = &hw->chip->irq;

	return regs->other ? regs->other : regs->vector0 << (hw->irq_vectors - 1);
}

void e1k_irq_line(struct e1k_hw *hw, u8 vector, struct e1k_irq_line *line)
{
	const struct e1k_irq_regs *regs = &hw->chip->irq;

	if (hw->irq_mode == E1K_IRQ_MSIX) {
		line->unmask = e1k_os_reg(hw, regs->set);
		line->mask = e1k_os_reg(hw, regs->clear);
		line->unmask_val = regs->vector0 << vector;
	} else {
		line->unmask = e1k_os_reg(hw, E1K_IMS);
		line->mask = e1k_os_reg(hw, E1K_IMC);
		line->unmask_val = E1K_IRQ_QUEUE;
	}
	line->mask_val = line->unmask_val;
}

void e1k_irq_enable(struct e1k_hw *hw)
{
	u32 bits = 0;
	u8 vector;

	if (hw->irq_mode != E1K_IRQ_MSIX) {
		e1k_irq_unmask(hw, E1K_IRQ_QUEUE | E1K_IRQ_LINK);
		return;
	}
	for (vector = 0; vector < e1k_irq_pairs(hw); vector++)
		bits |= hw->chip->irq.vector0 << vector;
	e1k_wr32(hw, hw->chip->irq.set, bits | e1k_irq_other_bits(hw));
	e1k_irq_unmask(hw, E1K_INT_LSC);
}

void e1k_irq_disable(struct e1k_hw *hw)
{
	const struct e1k_irq_regs *regs = &hw->chip->irq;

	e1k_irq_mask(hw, E1K_INT_ALL);
	if (hw->chip->vectors && regs->clear != E1K_IMC)
		e1k_wr32(hw, regs->clear, E1K_INT_ALL);
	e1k_io_flush(hw);
}

void e1k_irq_drain(struct e1k_hw *hw)
{
	const struct e1k_irq_regs *regs = &hw->chip->irq;

	if (hw->chip->vectors && regs->pending != E1K_ICR)
		e1k_wr32(hw, regs->pending, E1K_INT_ALL);
	/* The read comes last: it makes the write reach the device. */
	e1k_irq_ack(hw);
}

u32 e1k_irq_other_ack(struct e1k_hw *hw)
{
	u32 icr = e1k_irq_ack(hw);
	u32 lost = icr & hw->chip->irq.in_icr;

	if (lost)
		e1k_irq_trigger(hw, lost);
	return icr;
}

void e1k_irq_other_disable(struct e1k_hw *hw)
{
	e1k_irq_mask(hw, E1K_IRQ_LINK);
	if (hw->irq_mode == E1K_IRQ_MSIX)
		e1k_wr32(hw, hw->chip->irq.clear, e1k_irq_other_bits(hw));
}

void e1k_irq_trigger(struct e1k_hw *hw, u32 causes)
{
	e1k_wr32(hw, E1K_ICS, causes);
}

void e1k_irq_kick(struct e1k_hw *hw, u8 vector)
{
	if (hw->irq_mode == E1K_IRQ_MSIX)
		e1k_wr32(hw, hw->chip->irq.trigger, hw->chip->irq.vector0 << vector);
	else
		e1k_irq_trigger(hw, E1K_INT_RXDMT0);
}

int e1k_irq_set_throttle(struct e1k_hw *hw, u8 vector, u32 usecs)
{
	if (vector >= e1k_irq_pairs(hw) || usecs > e1k_irq_max_throttle(hw->chip))
		return -EINVAL;
	hw->throttle_us[vector] = usecs;
	if (hw->chip->itr_max)
		e1k_irq_write_throttle(hw, vector);
	return 0;
}

u32 e1k_irq_max_throttle(const struct e1k_chip *chip)
{
	return chip->itr_max * chip->itr_unit_ns / 1000;
}
