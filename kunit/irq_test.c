// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Interrupt causes, their mask, and what throttling is programmed. */
#include "port.h"
#include "fixture.h"
#include "../hal/irq.h"

E1K_FIX_PER_CHIP;

static void ack_returns_and_clears(struct kunit *test)
{
	const u32 causes = E1K_IRQ_QUEUE | E1K_IRQ_LINK;
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_irq_trigger(&f->hw, E1K_INT_RXT0 | E1K_INT_LSC);
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&f->hw) & causes, E1K_INT_RXT0 | E1K_INT_LSC);
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&f->hw) & causes, 0);
}

static void unmask_lets_pending_causes_through(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_irq_trigger(&f->hw, E1K_INT_TXDW);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(f->world));
	e1k_irq_unmask(&f->hw, E1K_INT_LSC);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(f->world));
	e1k_irq_unmask(&f->hw, E1K_INT_TXDW);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(f->world));
}

static void mask_takes_only_its_causes(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_irq_unmask(&f->hw, E1K_IRQ_QUEUE | E1K_IRQ_LINK);
	e1k_irq_mask(&f->hw, E1K_IRQ_QUEUE);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IMS) & (E1K_IRQ_QUEUE | E1K_INT_LSC),
			E1K_INT_LSC);
	e1k_irq_trigger(&f->hw, E1K_INT_RXT0);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(f->world));
	e1k_irq_trigger(&f->hw, E1K_INT_LSC);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(f->world));
}

static void disable_masks_all(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_irq_unmask(&f->hw, E1K_IRQ_QUEUE | E1K_IRQ_LINK);
	e1k_irq_trigger(&f->hw, E1K_INT_RXT0);
	e1k_irq_disable(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IMS), 0);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(f->world));
}

static void causes_do_not_overlap(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, E1K_IRQ_QUEUE & E1K_IRQ_LINK, 0);
	KUNIT_EXPECT_EQ(test, E1K_IRQ_QUEUE & (E1K_INT_RXT0 | E1K_INT_RXDMT0 | E1K_INT_RXO |
					       E1K_INT_TXDW),
			E1K_INT_RXT0 | E1K_INT_RXDMT0 | E1K_INT_RXO | E1K_INT_TXDW);
	KUNIT_EXPECT_EQ(test, E1K_IRQ_LINK & E1K_INT_LSC, E1K_INT_LSC);
}

struct irq_time {
	u32 us;
	u32 itr;
	const char *desc;
};

static const struct irq_time irq_times[] = {
	{ 0, 0, "off" },
	{ 1, 4, "1 us" },
	{ 3, 12, "3 us" },
	{ 20, 78, "20 us" },
	{ 125, 488, "125 us" },
	{ 128, 500, "the manual's example" },
	{ 16776, 65531, "longest" },
};

E1K_PARAMS(time, irq_times);

static void throttle_is_in_256_ns(struct kunit *test)
{
	const struct irq_time *time = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 0, time->us), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_ITR), time->itr);
	KUNIT_EXPECT_EQ(test, f->hw.throttle_us[0], time->us);
}

static void too_long_a_throttle_is_refused(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	KUNIT_EXPECT_EQ(test, e1k_irq_max_throttle(f->hw.chip), 16776);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 0, 128), 0);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 0, 16777), -EINVAL);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 0, ~0U), -EINVAL);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_ITR), 500);
	KUNIT_EXPECT_EQ(test, f->hw.throttle_us[0], 128);
}

static void chip_without_itr_cannot_throttle(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100c);

	KUNIT_EXPECT_EQ(test, e1k_irq_max_throttle(f->hw.chip), 0);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 0, 0), 0);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 0, 1), -EINVAL);
}

static struct kunit_case irq_cases[] = {
	KUNIT_CASE_PARAM(ack_returns_and_clears, chip_gen_params),
	KUNIT_CASE_PARAM(unmask_lets_pending_causes_through, chip_gen_params),
	KUNIT_CASE_PARAM(mask_takes_only_its_causes, chip_gen_params),
	KUNIT_CASE_PARAM(disable_masks_all, chip_gen_params),
	KUNIT_CASE(causes_do_not_overlap),
	KUNIT_CASE_PARAM(throttle_is_in_256_ns, time_gen_params),
	KUNIT_CASE(too_long_a_throttle_is_refused),
	KUNIT_CASE(chip_without_itr_cannot_throttle),
	{}
};

static struct kunit_suite irq_suite = {
	.name = "e1k_irq",
	.exit = e1k_fix_exit,
	.test_cases = irq_cases,
};

kunit_test_suite(irq_suite);
