// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* MSI and MSI-X: which vector, how often, and what masks it meanwhile. */
#include "port.h"
#include "ring.h"
#include "../hal/io.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/rss.h"

static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

E1K_FIX_PER_PCIE_CHIP;
E1K_FIX_PER_CHIP;

/* Two queue pairs, and vectors for them and for the rest; everything unmasked. */
struct msix {
	struct e1k_fix *f;
	struct e1k_ring *ring[2];
	u8 other;
};

static struct msix *msix_start(struct kunit *test, struct e1k_fix *f, u8 vectors)
{
	struct msix *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	u8 i;

	KUNIT_ASSERT_NOT_NULL(test, m);
	m->f = f;
	m->other = vectors - 1;
	e1k_world_set_irq(m->f->world, E1K_IRQ_MSIX);
	KUNIT_ASSERT_EQ(test, e1k_irq_setup(&m->f->hw, E1K_IRQ_MSIX, vectors), 0);
	e1k_fix_link_up(test, m->f);
	for (i = 0; i < 2; i++) {
		m->ring[i] = e1k_ring_create(test, m->f);
		m->ring[i]->index = i;
		e1k_ring_program(test, m->ring[i]);
	}
	e1k_mac_start(&m->f->hw);
	e1k_ring_open(m->ring[0]);
	e1k_ring_open(m->ring[1]);
	e1k_irq_drain(&m->f->hw);
	e1k_irq_enable(&m->f->hw);
	return m;
}

/* A vector for each pair and one for the rest. */
static struct msix *msix_ready(struct kunit *test)
{
	return msix_start(test, e1k_fix_ready(test), 3);
}

static void msix_send(struct msix *m, u8 queue)
{
	struct e1k_ring *r = m->ring[queue];

	e1k_ring_fill(r, everyone, 60);
	e1k_ring_queue(r, 60, NULL);
	e1k_ring_doorbell(r);
}

static void msix_inject(struct msix *m)
{
	e1k_ring_fill_ip(m->ring[0], everyone, 60);
	e1k_world_inject(m->f->world, m->ring[0]->frame, 60);
}

static void msix_unmask(struct msix *m, u8 vector)
{
	struct e1k_irq_line line;

	e1k_irq_line(&m->f->hw, vector, &line);
	e1k_irq_line_unmask(&line);
}

/* Every hash leads to the queue. */
static void msix_steer(struct kunit *test, struct msix *m, u8 queue)
{
	u8 table[E1K_RSS_TABLE_LEN];

	memset(table, queue, sizeof(table));
	KUNIT_ASSERT_EQ(test, e1k_rss_set_table(&m->f->hw, table), 0);
}

static void expect_messages(struct kunit *test, struct msix *m, u32 first, u32 second, u32 other)
{
	KUNIT_EXPECT_EQ(test, e1k_world_messages(m->f->world, 0), first);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(m->f->world, 1), second);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(m->f->world, m->other), other);
}

static void sending_calls_the_vector_of_its_queue(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	msix_send(m, 0);
	expect_messages(test, m, 1, 0, 0);
	msix_send(m, 1);
	expect_messages(test, m, 0, 1, 0);
}

static void receiving_calls_the_vector_of_its_queue(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	msix_inject(m);
	expect_messages(test, m, 1, 0, 0);
	msix_steer(test, m, 1);
	msix_inject(m);
	expect_messages(test, m, 0, 1, 0);
}

/* The handler touches no register, and the poll ends with one write. */
static void message_masks_its_vector_until_the_poll_ends(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	msix_inject(m);
	msix_inject(m);
	msix_send(m, 0);
	expect_messages(test, m, 1, 0, 0);
	msix_send(m, 1);
	expect_messages(test, m, 0, 1, 0);
	e1k_log_clear(m->f->log);
	msix_unmask(m, 0);
	KUNIT_EXPECT_EQ(test, m->f->log->count, 1);
	expect_messages(test, m, 1, 0, 0); /* what came during the poll */
	msix_unmask(m, 0);
	expect_messages(test, m, 0, 0, 0);
	msix_inject(m);
	expect_messages(test, m, 1, 0, 0);
}

/* With every vector there is the 82574 has two for a pair: one write unmasks both. */
static void sending_has_its_own_vector_if_there_are_enough(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	struct msix *m = msix_start(test, f, f->hw.chip->vectors);
	u8 apart = f->hw.chip->device_id == 0x10c9 ? 0 : 2, i;

	for (i = 0; i < 2; i++) {
		KUNIT_ASSERT_EQ(test, e1k_irq_tx_vector(&f->hw, i), i + apart);
		msix_send(m, i);
		msix_send(m, i);
		expect_messages(test, m, !apart && !i, !apart && i, 0);
		KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, i + 2), !!apart);
	}
	msix_unmask(m, 1);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, 1 + apart), 1);
	msix_unmask(m, 0);
	KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, apart), 1);
	msix_unmask(m, 0);
	msix_inject(m);
	expect_messages(test, m, 1, 0, 0);
}

static void mask_holds_a_vector_back(struct kunit *test)
{
	struct msix *m = msix_ready(test);
	struct e1k_irq_line line;

	e1k_irq_line(&m->f->hw, 1, &line);
	e1k_irq_line_mask(&line);
	msix_send(m, 1);
	msix_send(m, 0);
	expect_messages(test, m, 1, 0, 0);
	e1k_irq_line_unmask(&line);
	expect_messages(test, m, 0, 1, 0);
}

static void link_calls_the_last_vector_every_time(struct kunit *test)
{
	struct msix *m = msix_ready(test);
	u32 i;

	for (i = 0; i < 3; i++) {
		e1k_world_set_link(m->f->world, i % 2);
		e1k_world_advance(m->f->world, 3000000);
		expect_messages(test, m, 0, 0, 1);
		KUNIT_EXPECT_EQ(test, e1k_irq_other_ack(&m->f->hw) & E1K_INT_LSC, E1K_INT_LSC);
		KUNIT_EXPECT_EQ(test, e1k_irq_other_ack(&m->f->hw) & E1K_INT_LSC, 0);
	}
}

/* On the 82574 the read that acknowledges the link takes causes of queues away. */
static void other_ack_loses_no_cause_of_a_queue(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	msix_inject(m);
	msix_send(m, 1);
	expect_messages(test, m, 1, 1, 0);
	msix_inject(m);
	msix_send(m, 1);
	e1k_world_set_link(m->f->world, false);
	expect_messages(test, m, 0, 0, 1);
	KUNIT_EXPECT_EQ(test, e1k_irq_other_ack(&m->f->hw) & E1K_INT_LSC, E1K_INT_LSC);
	expect_messages(test, m, 0, 0, 0);
	msix_unmask(m, 0);
	msix_unmask(m, 1);
	expect_messages(test, m, 1, 1, 0);
}

static void kick_calls_its_vector(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	e1k_irq_kick(&m->f->hw, 1);
	expect_messages(test, m, 0, 1, 0);
	e1k_irq_kick(&m->f->hw, 0);
	expect_messages(test, m, 1, 0, 0);
}

static void disable_masks_every_vector(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	e1k_irq_disable(&m->f->hw);
	msix_inject(m);
	msix_send(m, 1);
	e1k_world_set_link(m->f->world, false);
	expect_messages(test, m, 0, 0, 0);
	e1k_irq_enable(&m->f->hw);
	expect_messages(test, m, 1, 1, 1);
}

static void other_disable_masks_the_last_vector_only(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	e1k_irq_other_disable(&m->f->hw);
	msix_inject(m);
	msix_send(m, 1);
	e1k_world_set_link(m->f->world, false);
	expect_messages(test, m, 1, 1, 0);
	e1k_irq_enable(&m->f->hw);
	expect_messages(test, m, 0, 0, 1);
}

static void drain_forgets_what_is_pending(struct kunit *test)
{
	struct msix *m = msix_ready(test);

	e1k_irq_disable(&m->f->hw);
	msix_inject(m);
	msix_send(m, 1);
	e1k_world_set_link(m->f->world, false);
	e1k_irq_drain(&m->f->hw);
	e1k_irq_enable(&m->f->hw);
	expect_messages(test, m, 0, 0, 0);
}

/* In microseconds, as the register says. */
static u32 msix_throttle(struct msix *m, u8 vector)
{
	const struct e1k_chip *chip = m->f->hw.chip;
	u32 eitr = e1k_world_peek(m->f->world, chip->eitr + 4 * vector);

	return ((eitr >> chip->itr_shift) * chip->itr_unit_ns + 500) / 1000;
}

static void throttle_is_the_pairs(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	struct msix *m = msix_start(test, f, f->hw.chip->vectors);

	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&f->hw, 1, 200), 0);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, 0), 0);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, 1), 200);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, e1k_irq_tx_vector(&f->hw, 1)), 200);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, m->other), 0);
}

static void throttle_has_its_limits(struct kunit *test)
{
	struct msix *m = msix_ready(test);
	u32 most = e1k_irq_max_throttle(m->f->hw.chip);

	KUNIT_EXPECT_EQ(test, most, m->f->hw.chip->device_id == 0x10c9 ? 8191 : 16776);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&m->f->hw, 1, most), 0);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, 1), most);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, 0), 0);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&m->f->hw, 1, most + 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&m->f->hw, m->other, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, 1), most);
}

static void reset_restores_vectors_and_throttle(struct kunit *test)
{
	struct msix *m = msix_ready(test);
	u8 i;

	KUNIT_EXPECT_EQ(test, e1k_irq_set_throttle(&m->f->hw, 1, 100), 0);
	e1k_mac_stop(&m->f->hw);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&m->f->hw), 0);
	KUNIT_EXPECT_EQ(test, msix_throttle(m, 1), 100);
	for (i = 0; i < 2; i++)
		e1k_ring_program(test, m->ring[i]);
	e1k_mac_start(&m->f->hw);
	e1k_ring_open(m->ring[0]);
	e1k_ring_open(m->ring[1]);
	e1k_irq_drain(&m->f->hw);
	e1k_irq_enable(&m->f->hw);
	e1k_world_messages(m->f->world, m->other);
	e1k_irq_other_ack(&m->f->hw); /* QEMU's igb lost the link */
	msix_inject(m);
	msix_send(m, 1);
	expect_messages(test, m, 1, 1, 0);
	e1k_world_set_link(m->f->world, false);
	expect_messages(test, m, 0, 0, 1);
}

/* Every vector the chip has, each with the queues of its number. */
static void all_vectors_are_routed(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u8 pairs = min(f->hw.chip->vectors - 1, (int)f->hw.chip->rx_queues), i, n;
	struct e1k_ring *r = e1k_ring_create(test, f);

	e1k_world_set_irq(f->world, E1K_IRQ_MSIX);
	KUNIT_ASSERT_EQ(test, e1k_irq_setup(&f->hw, E1K_IRQ_MSIX, pairs + 1), 0);
	KUNIT_EXPECT_EQ(test, e1k_irq_pairs(&f->hw), pairs);
	e1k_fix_link_up(test, f);
	for (i = 0; i < pairs; i++) {
		KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
		/* Without a ring of its own, queue 0 of an 82574 cannot run. */
		r->index = 0;
		e1k_ring_program(test, r);
		r->index = i;
		e1k_ring_program(test, r);
		e1k_mac_start(&f->hw);
		e1k_ring_open(r);
		e1k_irq_drain(&f->hw);
		e1k_irq_enable(&f->hw);
		e1k_ring_fill(r, everyone, 60);
		e1k_ring_queue(r, 60, NULL);
		e1k_ring_doorbell(r);
		for (n = 0; n <= pairs; n++)
			KUNIT_EXPECT_EQ(test, e1k_world_messages(f->world, n), n == i);
		e1k_mac_stop(&f->hw);
	}
}

struct irq_choice {
	enum e1k_irq_mode mode;
	u8 vectors;
	int on_8254x;
	int on_82574;
	int on_82576;
	const char *desc;
	u8 used; /* on the 82574, if not all */
};

static const struct irq_choice irq_choices[] = {
	{ E1K_IRQ_INTX, 1, 0, 0, 0, "INTx" },
	{ E1K_IRQ_INTX, 2, -EINVAL, -EINVAL, -EINVAL, "INTx with two vectors" },
	{ E1K_IRQ_MSI, 1, -EINVAL, 0, 0, "MSI" },
	{ E1K_IRQ_MSI, 2, -EINVAL, -EINVAL, -EINVAL, "MSI with two vectors" },
	{ E1K_IRQ_MSIX, 1, -EINVAL, -EINVAL, -EINVAL, "MSI-X with one vector" },
	{ E1K_IRQ_MSIX, 2, -EINVAL, 0, 0, "MSI-X with two" },
	{ E1K_IRQ_MSIX, 3, -EINVAL, 0, 0, "MSI-X with three" },
	{ E1K_IRQ_MSIX, 4, -EINVAL, 0, 0, "MSI-X with four", .used = 3 },
	{ E1K_IRQ_MSIX, 5, -EINVAL, 0, 0, "MSI-X with five" },
	{ E1K_IRQ_MSIX, 6, -EINVAL, -EINVAL, 0, "MSI-X with six" },
	{ E1K_IRQ_MSIX, 10, -EINVAL, -EINVAL, 0, "MSI-X with ten" },
	{ E1K_IRQ_MSIX, 11, -EINVAL, -EINVAL, -EINVAL, "MSI-X with eleven" },
	{ (enum e1k_irq_mode)3, 1, -EINVAL, -EINVAL, -EINVAL, "unknown mode" },
};

E1K_PARAMS(choice, irq_choices);

static void mode_is_taken_if_the_chip_can(struct kunit *test)
{
	const struct irq_choice *choice = test->param_value;
	int want[] = { choice->on_8254x, choice->on_82574, choice->on_82576 };
	u16 ids[] = { 0x100e, 0x10d3, 0x10c9 };
	struct e1k_fix *f;
	u8 used;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		f = e1k_fix_create(test, ids[i]);
		used = ids[i] == 0x10d3 && choice->used ? choice->used : choice->vectors;
		KUNIT_EXPECT_EQ(test, e1k_irq_setup(&f->hw, choice->mode, choice->vectors),
				want[i]);
		KUNIT_EXPECT_EQ(test, f->hw.irq_vectors, want[i] ? 1 : used);
		if (i + 1 < ARRAY_SIZE(ids))
			e1k_fix_exit(test);
	}
}

static bool shared_called(struct e1k_fix *f, enum e1k_irq_mode mode)
{
	return mode == E1K_IRQ_MSI ? e1k_world_messages(f->world, 0) == 1 :
				     e1k_world_irq(f->world);
}

/* The shared line: acknowledge, mask, poll, one write to unmask. */
static void shared_interrupt_serves_everything(struct kunit *test, enum e1k_irq_mode mode)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_hw *hw = &r->f->hw;
	struct e1k_irq_line line;
	u32 status;

	e1k_world_set_irq(r->f->world, mode);
	KUNIT_ASSERT_EQ(test, e1k_irq_setup(hw, mode, 1), 0);
	e1k_irq_line(hw, 0, &line);
	e1k_irq_drain(hw);
	e1k_irq_enable(hw);
	e1k_ring_fill(r, everyone, 60);
	e1k_world_inject(r->f->world, r->frame, 60);
	KUNIT_EXPECT_TRUE(test, shared_called(r->f, mode));
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(hw) & E1K_IRQ_QUEUE, E1K_INT_RXT0);
	e1k_irq_line_mask(&line);
	e1k_world_inject(r->f->world, r->frame, 60);
	KUNIT_EXPECT_FALSE(test, shared_called(r->f, mode));
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 60);
	e1k_irq_line_unmask(&line);
	KUNIT_EXPECT_TRUE(test, shared_called(r->f, mode));
	e1k_irq_ack(hw);
	e1k_irq_kick(hw, 0);
	KUNIT_EXPECT_TRUE(test, shared_called(r->f, mode));
	e1k_irq_ack(hw);
	e1k_world_set_link(r->f->world, false);
	KUNIT_EXPECT_TRUE(test, shared_called(r->f, mode));
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(hw) & E1K_IRQ_LINK, E1K_INT_LSC);
}

static void intx_serves_everything(struct kunit *test)
{
	shared_interrupt_serves_everything(test, E1K_IRQ_INTX);
}

static void msi_serves_everything(struct kunit *test)
{
	shared_interrupt_serves_everything(test, E1K_IRQ_MSI);
}

/* What MSI-X needs is undone: nothing masks or clears itself any more. */
static void msi_after_msix_leaves_nothing_behind(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_ASSERT_EQ(test, e1k_irq_setup(&f->hw, E1K_IRQ_MSIX, 3), 0);
	KUNIT_ASSERT_EQ(test, e1k_irq_setup(&f->hw, E1K_IRQ_MSI, 1), 0);
	e1k_io_flush(&f->hw);
	if (f->hw.chip->device_id == 0x10c9) {
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_GPIE), 0);
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_EIAC), 0);
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_EIAM), 0);
		/* Both of queue 0 to bit 0: on QEMU TXDW needs it even now. */
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IVAR(0)), 0x8080);
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IVAR(1)), 0);
		return;
	}
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IVAR_82574), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_EIAC_82574), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IAM), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL_EXT) &
			(E1K_CTRL_EXT_EIAME | E1K_CTRL_EXT_IAME), 0);
}

static struct kunit_case msix_cases[] = {
	KUNIT_CASE_PARAM(sending_calls_the_vector_of_its_queue, pcie_gen_params),
	KUNIT_CASE_PARAM(receiving_calls_the_vector_of_its_queue, pcie_gen_params),
	KUNIT_CASE_PARAM(message_masks_its_vector_until_the_poll_ends, pcie_gen_params),
	KUNIT_CASE_PARAM(sending_has_its_own_vector_if_there_are_enough, pcie_gen_params),
	KUNIT_CASE_PARAM(mask_holds_a_vector_back, pcie_gen_params),
	KUNIT_CASE_PARAM(link_calls_the_last_vector_every_time, pcie_gen_params),
	KUNIT_CASE_PARAM(other_ack_loses_no_cause_of_a_queue, pcie_gen_params),
	KUNIT_CASE_PARAM(kick_calls_its_vector, pcie_gen_params),
	KUNIT_CASE_PARAM(disable_masks_every_vector, pcie_gen_params),
	KUNIT_CASE_PARAM(other_disable_masks_the_last_vector_only, pcie_gen_params),
	KUNIT_CASE_PARAM(drain_forgets_what_is_pending, pcie_gen_params),
	KUNIT_CASE_PARAM(throttle_is_the_pairs, pcie_gen_params),
	KUNIT_CASE_PARAM(throttle_has_its_limits, pcie_gen_params),
	KUNIT_CASE_PARAM(reset_restores_vectors_and_throttle, pcie_gen_params),
	KUNIT_CASE_PARAM(all_vectors_are_routed, pcie_gen_params),
	KUNIT_CASE_PARAM(mode_is_taken_if_the_chip_can, choice_gen_params),
	KUNIT_CASE_PARAM(intx_serves_everything, chip_gen_params),
	KUNIT_CASE_PARAM(msi_serves_everything, pcie_gen_params),
	KUNIT_CASE_PARAM(msi_after_msix_leaves_nothing_behind, pcie_gen_params),
	{}
};

static struct kunit_suite msix_suite = {
	.name = "e1k_msix",
	.exit = e1k_fix_exit,
	.test_cases = msix_cases,
};

kunit_test_suite(msix_suite);
