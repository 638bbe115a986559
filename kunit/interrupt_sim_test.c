// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Interrupts by an exact clock and message by message, and of a device that is gone. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/irq.h"

E1K_FIX_PER_CHIP;
E1K_FIX_PER_PCIE_CHIP;

/* Two vectors for queues and one for the rest, all unmasked. */
static struct e1k_fix *vectors_ready(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_world_set_irq(f->world, E1K_IRQ_MSIX);
	KUNIT_ASSERT_EQ(test, e1k_irq_setup(&f->hw, E1K_IRQ_MSIX, 3), 0);
	e1k_irq_drain(&f->hw);
	e1k_irq_enable(&f->hw);
	e1k_log_clear(f->log);
	return f;
}

static void ack_of_a_gone_device_is_not_ours(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ONES;
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&f->hw), 0);
}

static void other_ack_of_a_gone_device_is_nothing(struct kunit *test)
{
	struct e1k_fix *f = vectors_ready(test);

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ONES;
	KUNIT_EXPECT_EQ(test, e1k_irq_other_ack(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, f->log->count, 1);
}

static void disable_is_seen_when_it_returns(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_irq_unmask(&f->hw, E1K_IRQ_QUEUE | E1K_IRQ_LINK);
	e1k_irq_disable(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_sim_posted(f->world), 0);
}

static void disable_of_vectors_is_seen_when_it_returns(struct kunit *test)
{
	struct e1k_fix *f = vectors_ready(test);

	e1k_irq_disable(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_sim_posted(f->world), 0);
}

static void throttle_spaces_interrupts(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_irq_set_throttle(&f->hw, 0, 100);
	e1k_irq_unmask(&f->hw, E1K_INT_RXT0);
	e1k_irq_trigger(&f->hw, E1K_INT_RXT0);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(f->world));
	e1k_irq_ack(&f->hw);
	e1k_irq_trigger(&f->hw, E1K_INT_RXT0);
	e1k_world_advance(f->world, 99);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(f->world));
	e1k_world_advance(f->world, 2);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(f->world));
	KUNIT_EXPECT_EQ(test, e1k_sim_irq_count(f->world), 2);
}

static void each_vector_has_its_own_throttle(struct kunit *test)
{
	struct e1k_fix *f = vectors_ready(test);
	struct e1k_irq_line line;
	u8 i;

	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 0, 100), 0);
	for (i = 0; i < 4; i++) {
		e1k_irq_kick(&f->hw, i % 2);
		e1k_irq_line(&f->hw, i % 2, &line);
		e1k_irq_line_unmask(&line);
	}
	KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, 0), 1);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, 1), 2);
	e1k_world_advance(f->world, 98);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, 0), 0);
	e1k_world_advance(f->world, 3);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, 0), 1);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, 1), 0);
}

static struct kunit_case interrupt_sim_cases[] = {
	KUNIT_CASE_PARAM(ack_of_a_gone_device_is_not_ours, chip_gen_params),
	KUNIT_CASE_PARAM(other_ack_of_a_gone_device_is_nothing, pcie_gen_params),
	KUNIT_CASE_PARAM(disable_is_seen_when_it_returns, chip_gen_params),
	KUNIT_CASE_PARAM(disable_of_vectors_is_seen_when_it_returns, pcie_gen_params),
	KUNIT_CASE(throttle_spaces_interrupts),
	KUNIT_CASE_PARAM(each_vector_has_its_own_throttle, pcie_gen_params),
	{}
};

static struct kunit_suite interrupt_sim_suite = {
	.name = "e1k_interrupt_sim",
	.exit = e1k_fix_exit,
	.test_cases = interrupt_sim_cases,
};

kunit_test_suite(interrupt_sim_suite);
