// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Rings above 4 GB on a bus that can. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/queue.h"

static const struct e1k_fix_chip queue_8254x[] = {
	{ 0x100e, "82540EM" },
	{ 0x100f, "82545EM" },
	{ 0x100c, "82544GC" },
};

E1K_PARAMS(old, queue_8254x);

static void high_memory_is_taken_on_pci_x(struct kunit *test)
{
	struct e1k_queue_mem mem = { 0x123450000ULL, 64 };
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_sim_set_pcix(f->world);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), 0);
	KUNIT_EXPECT_EQ(test, e1k_queue_tx_start(&f->hw, 0, &mem), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0x2804), 1);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, 0x3804), 1);
}

static struct kunit_case queue_sim_cases[] = {
	KUNIT_CASE_PARAM(high_memory_is_taken_on_pci_x, old_gen_params),
	{}
};

static struct kunit_suite queue_sim_suite = {
	.name = "e1k_queue_sim",
	.exit = e1k_fix_exit,
	.test_cases = queue_sim_cases,
};

kunit_test_suite(queue_sim_suite);
