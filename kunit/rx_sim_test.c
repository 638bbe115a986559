// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Damaged frames in, and frames in memory above 4 GB. */
#include "port.h"
#include "ring.h"
#include "sim_fault.h"
#include "../hal/mac.h"

static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

E1K_FIX_PER_CHIP;

static u32 frame_errors(const struct e1k_ring *r, u32 status)
{
	return e1k_rxd_errors(status, r->f->hw.chip->rxd_format) & E1K_RXD_ERR_FRAME;
}

static void bad_frames_are_kept_when_wanted(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	u32 status;

	e1k_ring_fill(r, everyone, 200);
	e1k_sim_inject_bad(r->f->world, r->frame, 200, E1K_RXD_ERR_CE);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 0);
	r->f->hw.rx_mode.keep_bad = true;
	e1k_mac_update_rctl(&r->f->hw);
	e1k_sim_inject_bad(r->f->world, r->frame, 200, E1K_RXD_ERR_CE);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 200);
	KUNIT_EXPECT_EQ(test, frame_errors(r, status), E1K_RXD_ERR_CE);
	e1k_sim_inject_bad(r->f->world, r->frame, 200, E1K_RXD_ERR_RXE);
	KUNIT_EXPECT_EQ(test, e1k_ring_receive(test, r, &status), 200);
	KUNIT_EXPECT_EQ(test, frame_errors(r, status), E1K_RXD_ERR_RXE);
}

static void high_memory_is_used_on_pci_x(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100f);
	struct e1k_ring *r;

	e1k_sim_set_pcix(f->world);
	e1k_sim_use_high_memory(f->world);
	r = e1k_ring_create(test, f);
	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	e1k_ring_start(test, r);
	KUNIT_EXPECT_GT(test, r->rxd_bus >> 32, 0);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, everyone));
	e1k_ring_fill(r, everyone, 9000);
	e1k_ring_queue(r, 9000, NULL);
	e1k_ring_doorbell(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(f->world, r->frame), 9000);
}

static struct kunit_case rx_sim_cases[] = {
	KUNIT_CASE_PARAM(bad_frames_are_kept_when_wanted, chip_gen_params),
	KUNIT_CASE(high_memory_is_used_on_pci_x),
	{}
};

static struct kunit_suite rx_sim_suite = {
	.name = "e1k_rx_sim",
	.exit = e1k_fix_exit,
	.test_cases = rx_sim_cases,
};

kunit_test_suite(rx_sim_suite);
