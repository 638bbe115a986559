// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Receive side scaling that is set up wrongly. */
#include "port.h"
#include "ring.h"

E1K_FIX_PER_PCIE_CHIP;

static void hash_needs_its_place_in_the_descriptor(struct kunit *test)
{
	static const u8 ipv4[] = { 0x08, 0x00, 0x45, 0x00, 0, 86, 0, 0, 0, 0, 64, 17 };
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_world_poke(r->f->world, E1K_RXCSUM, 0);
	e1k_ring_fill(r, (const u8 *)"\xff\xff\xff\xff\xff\xff", 100);
	memcpy(r->frame + 12, ipv4, sizeof(ipv4));
	e1k_world_inject(r->f->world, r->frame, 100);
	e1k_fix_expect_complaint(test, r->f);
}

static struct kunit_case rss_sim_cases[] = {
	KUNIT_CASE_PARAM(hash_needs_its_place_in_the_descriptor, pcie_gen_params),
	{}
};

static struct kunit_suite rss_sim_suite = {
	.name = "e1k_rss_sim",
	.exit = e1k_fix_exit,
	.test_cases = rss_sim_cases,
};

kunit_test_suite(rss_sim_suite);
