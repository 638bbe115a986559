// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "irq.h"

#include "io.h"

void e1k_irq_disable(struct e1k_hw *hw)
{
	e1k_irq_mask(hw, E1K_INT_ALL);
	e1k_io_flush(hw);
}

void e1k_irq_trigger(struct e1k_hw *hw, u32 causes)
{
	e1k_wr32(hw, E1K_ICS, causes);
}

int e1k_irq_set_throttle(struct e1k_hw *hw, u32 usecs)
{
	u32 unit_ns = hw->chip->itr_unit_ns;

	if (usecs > e1k_irq_max_throttle(hw->chip))
		return -EINVAL;
	hw->throttle_us = usecs;
	if (hw->chip->itr_max)
		e1k_wr32(hw, E1K_ITR, (usecs * 1000 + unit_ns / 2) / unit_ns);
	return 0;
}

u32 e1k_irq_get_throttle(struct e1k_hw *hw)
{
	if (!hw->chip->itr_max)
		return 0;
	return ((e1k_rd32(hw, E1K_ITR) & E1K_ITR_INTERVAL) * hw->chip->itr_unit_ns + 500) / 1000;
}

u32 e1k_irq_max_throttle(const struct e1k_chip *chip)
{
	return chip->itr_max * chip->itr_unit_ns / 1000;
}
