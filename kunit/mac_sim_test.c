// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Resets that fail, DMA that drains, every link and pause a partner can bring. */
#include "port.h"
#include "ring.h"
#include "sim_fault.h"
#include "../hal/mac.h"
#include "../hal/phy.h"
#include "../hal/queue.h"

#define BOTH (E1K_FC_RX | E1K_FC_TX)

E1K_FIX_PER_CHIP;
E1K_FIX_PER_PCIE_CHIP;

static void stuck_reset_is_given_up(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	u64 start = e1k_world_now(f->world);

	e1k_sim_fault(f->world)->rst_stuck = true;
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), -ETIMEDOUT);
	/* 10 ms to drain, 5 to settle, 10 to wait; PCIe: 1 to settle, some to stop. */
	KUNIT_EXPECT_GE(test, e1k_world_now(f->world) - start, 20000);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, 25000);
}

/* QEMU's e1000 ignores CTRL.RST; its PCIe models do not. */
static const struct e1k_fix_chip mac_8254x[] = {
	{ 0x100e, "82540EM" },
	{ 0x100f, "82545EM" },
	{ 0x100c, "82544GC" },
};

E1K_PARAMS(old, mac_8254x);

/* What another driver left must go all the same. */
static void reset_does_not_rely_on_the_device(struct kunit *test)
{
	static const struct {
		u32 reg;
		u32 left;
		u32 want;
	} regs[] = {
		{ E1K_RDTR, 64, 0 }, { E1K_TIDV, 64, 0 }, { E1K_MTA(5), ~0U, 0 },
		{ E1K_VFTA(5), ~0U, 0 }, { E1K_RAH(7), E1K_RAH_AV, 0 }, { 0x2810, 0, 0 },
		{ 0x2818, 5, 0 }, { 0x3818, 6, 0 }, { E1K_IMS, E1K_INT_RXT0, 0 },
		{ E1K_ICS, E1K_INT_LSC, 0 }, { E1K_VET, 1, 0x8100 },
	};
	struct e1k_fix *f = e1k_fix_chip(test);
	u32 i;

	e1k_sim_fault(f->world)->rst_inert = true;
	e1k_world_poke(f->world, 0x2808, 1024);
	e1k_world_poke(f->world, 0x3808, 1024);
	for (i = 0; i < ARRAY_SIZE(regs); i++)
		e1k_world_poke(f->world, regs[i].reg, regs[i].left);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	for (i = 0; i < ARRAY_SIZE(regs); i++)
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, regs[i].reg), regs[i].want);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_ICR), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_RCTL), f->hw.rctl);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_TCTL), f->hw.tctl);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL), f->hw.ctrl);
}

static void gone_device_does_not_hang_the_reset(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ONES;
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), -ENODEV);
	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ZEROS;
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), -ENODEV);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world), 0);
}

static void gone_device_does_not_hang_the_stop(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u64 start;

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ONES;
	start = e1k_world_now(f->world);
	e1k_mac_stop(&f->hw);
	e1k_mac_quiesce(&f->hw);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, 20000);
}

/* The sequence is cut at each of its moments: it ends, and says why. */
static void device_goes_during_the_reset(struct kunit *test)
{
	static const enum e1k_sim_gone ways[] = { E1K_SIM_GONE_ONES, E1K_SIM_GONE_ZEROS };
	struct e1k_fix *f = e1k_fix_ready(test);
	u64 start, took;
	u32 way, after;
	int err;

	for (way = 0; way < ARRAY_SIZE(ways); way++) {
		for (after = 1; after < 400; after += 7) {
			e1k_sim_fault(f->world)->gone_after = after;
			e1k_sim_fault(f->world)->gone_then = ways[way];
			start = e1k_world_now(f->world);
			err = e1k_mac_reset(&f->hw);
			took = e1k_world_now(f->world) - start;
			if (e1k_sim_fault(f->world)->gone)
				KUNIT_EXPECT_EQ(test, err, -ENODEV);
			KUNIT_EXPECT_LT(test, took, 120000);
			e1k_sim_fault(f->world)->gone_after = 0;
			e1k_sim_fault(f->world)->gone = E1K_SIM_PRESENT;
			/* a reset it was in has ended meanwhile */
			e1k_world_advance(f->world, 50000);
			KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
		}
	}
}

static void packet_buffer_split_is_in_force(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_sim_pb_rx(f->world), f->hw.chip->pb_rx);
}

static void reset_touches_no_phy(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 resets, negotiations;

	e1k_fix_link_up(test, f);
	resets = e1k_sim_phy_resets(f->world);
	negotiations = e1k_sim_negotiations(f->world);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_sim_phy_resets(f->world), resets);
	KUNIT_EXPECT_EQ(test, e1k_sim_negotiations(f->world), negotiations);
}

static void setup_link_negotiates_once(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 before = e1k_sim_negotiations(f->world);

	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, e1k_sim_negotiations(f->world), before + 1);
}

static void stop_returns_when_dma_has_ended(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_world_advance(r->f->world, 1);
	KUNIT_EXPECT_TRUE(test, e1k_sim_dma_busy(r->f->world));
	e1k_mac_stop(&r->f->hw);
	KUNIT_EXPECT_FALSE(test, e1k_sim_dma_busy(r->f->world));
	KUNIT_EXPECT_EQ(test, e1k_sim_posted(r->f->world), 0);
}

static void quiesce_returns_when_dma_has_ended(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_mac_quiesce(&r->f->hw);
	KUNIT_EXPECT_FALSE(test, e1k_sim_dma_busy(r->f->world));
	KUNIT_EXPECT_EQ(test, e1k_sim_posted(r->f->world), 0);
}

/* Left alive by somebody else: the HAL knows nothing of what runs. */
static void reset_stops_a_nic_it_did_not_start(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_ring *r = e1k_ring_create(test, f);
	struct e1k_queue_mem mem = { r->rxd_bus, E1K_RING_COUNT };

	KUNIT_ASSERT_EQ(test, e1k_queue_rx_start(&f->hw, 0, &mem), 0);
	e1k_world_poke(f->world, E1K_IMS, E1K_INT_RXT0);
	e1k_world_poke(f->world, E1K_RCTL, E1K_RCTL_EN);
	e1k_world_poke(f->world, E1K_ICS, E1K_INT_RXT0);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_FALSE(test, e1k_sim_dma_busy(f->world));
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IMS), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_ICR), 0);
}

/* The EEPROM loads bits of CTRL that are not the driver's to change. */
static void updates_keep_foreign_ctrl_bits(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 pins = GENMASK(19, 18) | GENMASK(23, 22);

	f->hw.ctrl |= pins;
	e1k_world_poke(f->world, E1K_CTRL, f->hw.ctrl);
	f->hw.vlan_strip = true;
	e1k_mac_update_ctrl(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL) & pins, pins);
}

static void every_mdio_error_takes_the_link_down(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 n;

	e1k_fix_link_up(test, f);
	for (n = 1; n <= 5; n++) {
		f->hw.link.up = true;
		e1k_sim_fault(f->world)->mdic_error = n;
		KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), -EIO);
		KUNIT_EXPECT_FALSE(test, f->hw.link.up);
	}
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_TRUE(test, f->hw.link.up);
}

static void setup_error_is_reported(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_sim_fault(f->world)->mdic_error = 1;
	KUNIT_EXPECT_EQ(test, e1k_mac_setup_link(&f->hw), -EIO);
	e1k_sim_fault(f->world)->mdic_error = 1;
	KUNIT_EXPECT_EQ(test, e1k_mac_set_loopback(&f->hw, E1K_LOOPBACK_PHY), -EIO);
	KUNIT_EXPECT_EQ(test, f->hw.loopback, E1K_LOOPBACK_NONE);
}

/* Without a partner, and whatever the user changes meanwhile. */
static void loopback_is_a_link(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_world_set_link(f->world, false);
	KUNIT_ASSERT_EQ(test, e1k_mac_set_loopback(&f->hw, f->hw.chip->loopback), 0);
	KUNIT_EXPECT_EQ(test, e1k_mac_setup_link(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_TRUE(test, f->hw.link.up);
	KUNIT_EXPECT_TRUE(test, f->hw.link.full_duplex);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, 1000);
	KUNIT_EXPECT_EQ(test, f->hw.link.fc, 0);
	KUNIT_ASSERT_EQ(test, e1k_mac_set_loopback(&f->hw, E1K_LOOPBACK_NONE), 0);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_FALSE(test, f->hw.link.up);
}

struct mac_mode {
	u16 anar;
	u16 gbsr;
	u16 speed;
	bool full_duplex;
	const char *desc;
};

static const struct mac_mode mac_modes[] = {
	{ E1K_ANAR_10_HALF, 0, 10, false, "10 half" },
	{ E1K_ANAR_10_FULL, 0, 10, true, "10 full" },
	{ E1K_ANAR_100_HALF, 0, 100, false, "100 half" },
	{ E1K_ANAR_100_FULL, 0, 100, true, "100 full" },
	{ 0, E1K_GBSR_LP_1000_FULL, 1000, true, "1000 full" },
};

E1K_PARAMS(mode, mac_modes);

/* Seen by a frame: the device complains if MAC and PHY run differently. */
static void mac_runs_as_the_phy_does(struct kunit *test)
{
	const struct mac_mode *mode = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	struct e1k_ring *r = e1k_ring_create(test, f);

	e1k_sim_partner(f->world)->anlpar = mode->anar;
	e1k_sim_partner(f->world)->gbsr = mode->gbsr;
	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, mode->speed);
	KUNIT_EXPECT_EQ(test, f->hw.link.full_duplex, mode->full_duplex);
	KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_TCTL_COLD, e1k_world_peek(f->world, E1K_TCTL)), 0x40);
	e1k_ring_start(test, r);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, (const u8 *)"\xff\xff\xff\xff\xff\xff"));
}

static void forced_mac_runs_as_the_forced_phy(struct kunit *test)
{
	const struct mac_mode *mode = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	struct e1k_ring *r = e1k_ring_create(test, f);

	if (mode->speed == 1000)
		return; /* 1000BASE-T must negotiate */
	f->hw.link_cfg.autoneg = false;
	f->hw.link_cfg.speed = mode->speed;
	f->hw.link_cfg.full_duplex = mode->full_duplex;
	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, mode->speed);
	KUNIT_EXPECT_EQ(test, f->hw.link.full_duplex, mode->full_duplex);
	e1k_ring_start(test, r);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, (const u8 *)"\xff\xff\xff\xff\xff\xff"));
}

/* A change of mode without a reset. */
static void setup_link_forces_the_mac_too(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	f->hw.link_cfg.autoneg = false;
	f->hw.link_cfg.speed = 100;
	f->hw.link_cfg.full_duplex = true;
	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, 100);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL) & E1K_CTRL_FRCSPD,
			E1K_CTRL_FRCSPD);
	f->hw.link_cfg.autoneg = true;
	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, 1000);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL) & E1K_CTRL_FRCSPD, 0);
}

static void phy_is_believed_before_status(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_fix_link_up(test, f);
	e1k_world_poke(f->world, E1K_CTRL, E1K_CTRL_SLU | E1K_CTRL_FRCSPD);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, 1000);
}

/* QEMU's PHY says nothing of its speed: then STATUS does. */
static void status_tells_what_the_phy_does_not(struct kunit *test)
{
	const struct mac_mode *mode = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_sim_partner(f->world)->anlpar = mode->anar;
	e1k_sim_partner(f->world)->gbsr = mode->gbsr;
	e1k_sim_fault(f->world)->pssr_dead = true;
	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, mode->speed);
	KUNIT_EXPECT_EQ(test, f->hw.link.full_duplex, mode->full_duplex);
}

struct mac_pause {
	bool fc_autoneg;
	u8 fc;
	u16 lp;
	u16 modes;
	u8 agreed;
	const char *desc;
};

#define FULL (E1K_ANAR_10_FULL | E1K_ANAR_100_FULL)
#define HALF (E1K_ANAR_10_HALF | E1K_ANAR_100_HALF)

static const struct mac_pause mac_pauses[] = {
	{ true, BOTH, E1K_ANAR_PAUSE, FULL, BOTH, "both, partner symmetric" },
	{ true, BOTH, 0, FULL, 0, "both, partner none" },
	{ true, E1K_FC_RX, E1K_ANAR_ASM_DIR, FULL, E1K_FC_RX, "receive, partner sends" },
	{ true, E1K_FC_TX, E1K_ANAR_PAUSE | E1K_ANAR_ASM_DIR, FULL, E1K_FC_TX,
	  "send, partner receives" },
	{ true, BOTH, E1K_ANAR_PAUSE, HALF, 0, "half duplex" },
	{ false, BOTH, 0, FULL, BOTH, "forced both" },
	{ false, E1K_FC_TX, 0, FULL, E1K_FC_TX, "forced send" },
	{ false, 0, E1K_ANAR_PAUSE, FULL, 0, "forced off" },
	{ false, BOTH, 0, HALF, 0, "forced in half duplex" },
};

E1K_PARAMS(pause, mac_pauses);

static void agreed_pause_is_in_force(struct kunit *test)
{
	const struct mac_pause *pause = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	u32 ctrl;

	e1k_sim_partner(f->world)->anlpar = E1K_ANAR_CSMA | pause->modes | pause->lp;
	e1k_sim_partner(f->world)->gbsr = 0;
	f->hw.link_cfg.fc_autoneg = pause->fc_autoneg;
	f->hw.link_cfg.fc = pause->fc;
	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.link.fc, pause->agreed);
	ctrl = e1k_world_peek(f->world, E1K_CTRL);
	KUNIT_EXPECT_EQ(test, !!(ctrl & E1K_CTRL_RFCE), !!(pause->agreed & E1K_FC_RX));
	KUNIT_EXPECT_EQ(test, !!(ctrl & E1K_CTRL_TFCE), !!(pause->agreed & E1K_FC_TX));
}

/* PCIe: requests of the device end before the reset; one that does not is given up. */
static void reset_ends_bus_mastering_first(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	int disable, seen;

	e1k_mac_stop(&r->f->hw);
	e1k_log_clear(r->f->log);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&r->f->hw), 0);
	disable = e1k_log_find_write(r->f->log, 0, E1K_CTRL, E1K_CTRL_GIO_MASTER_DISABLE);
	seen = e1k_log_find_read(r->f->log, disable, E1K_STATUS);
	KUNIT_EXPECT_GE(test, disable, 0);
	KUNIT_EXPECT_GT(test, e1k_log_find_write(r->f->log, seen, E1K_CTRL, E1K_CTRL_RST), seen);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_CTRL) & E1K_CTRL_GIO_MASTER_DISABLE,
			0);
}

static void endless_requests_are_ended_by_the_reset(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u64 start = e1k_world_now(f->world);

	e1k_sim_fault(f->world)->master_stuck = true;
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_GE(test, e1k_world_now(f->world) - start, 80000);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, 200000);
}

/* QEMU's igb never says that the NVM has been read. */
static void missing_auto_read_is_not_an_error(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	u64 start = e1k_world_now(f->world);

	e1k_sim_fault(f->world)->auto_rd_dead = true;
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, 60000);
}

/* QEMU's igb has no link after a reset; silicon has, and the PHY is left alone. */
static void lost_link_is_started_again(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);
	u32 before;

	e1k_sim_fault(f->world)->link_lost_by_reset = true;
	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_MDIC), 0); /* none to lose yet */
	e1k_fix_link_up(test, f);
	before = e1k_sim_negotiations(f->world);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_sim_negotiations(f->world), before + 1);
	e1k_world_advance(f->world, 3000000);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_TRUE(test, f->hw.link.up);
	e1k_sim_fault(f->world)->mdic_error = 1;
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), -EIO);
}

static void firmware_is_told_of_the_driver(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 want = f->hw.chip->sem == E1K_SEM_NONE ? 0 : BIT(28);

	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL_EXT) & BIT(28), want);
	e1k_mac_release(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL_EXT) & BIT(28), 0);
}

static struct kunit_case mac_sim_cases[] = {
	KUNIT_CASE_PARAM(stuck_reset_is_given_up, chip_gen_params),
	KUNIT_CASE_PARAM(reset_does_not_rely_on_the_device, old_gen_params),
	KUNIT_CASE_PARAM(gone_device_does_not_hang_the_reset, chip_gen_params),
	KUNIT_CASE_PARAM(gone_device_does_not_hang_the_stop, chip_gen_params),
	KUNIT_CASE_PARAM(device_goes_during_the_reset, chip_gen_params),
	KUNIT_CASE_PARAM(packet_buffer_split_is_in_force, chip_gen_params),
	KUNIT_CASE_PARAM(reset_touches_no_phy, chip_gen_params),
	KUNIT_CASE_PARAM(setup_link_negotiates_once, chip_gen_params),
	KUNIT_CASE_PARAM(stop_returns_when_dma_has_ended, chip_gen_params),
	KUNIT_CASE_PARAM(quiesce_returns_when_dma_has_ended, chip_gen_params),
	KUNIT_CASE_PARAM(reset_stops_a_nic_it_did_not_start, chip_gen_params),
	KUNIT_CASE_PARAM(updates_keep_foreign_ctrl_bits, chip_gen_params),
	KUNIT_CASE_PARAM(every_mdio_error_takes_the_link_down, chip_gen_params),
	KUNIT_CASE_PARAM(setup_error_is_reported, chip_gen_params),
	KUNIT_CASE_PARAM(loopback_is_a_link, chip_gen_params),
	KUNIT_CASE_PARAM(reset_ends_bus_mastering_first, pcie_gen_params),
	KUNIT_CASE_PARAM(endless_requests_are_ended_by_the_reset, pcie_gen_params),
	KUNIT_CASE_PARAM(missing_auto_read_is_not_an_error, pcie_gen_params),
	KUNIT_CASE(lost_link_is_started_again),
	KUNIT_CASE_PARAM(firmware_is_told_of_the_driver, chip_gen_params),
	KUNIT_CASE_PARAM(mac_runs_as_the_phy_does, mode_gen_params),
	KUNIT_CASE_PARAM(forced_mac_runs_as_the_forced_phy, mode_gen_params),
	KUNIT_CASE_PARAM(setup_link_forces_the_mac_too, chip_gen_params),
	KUNIT_CASE_PARAM(phy_is_believed_before_status, chip_gen_params),
	KUNIT_CASE_PARAM(status_tells_what_the_phy_does_not, mode_gen_params),
	KUNIT_CASE_PARAM(agreed_pause_is_in_force, pause_gen_params),
	{}
};

static struct kunit_suite mac_sim_suite = {
	.name = "e1k_mac_sim",
	.exit = e1k_fix_exit,
	.test_cases = mac_sim_cases,
};

kunit_test_suite(mac_sim_suite);
