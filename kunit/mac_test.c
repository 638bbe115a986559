// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Reset, the three control registers, link and LEDs of a healthy NIC. */
#include "port.h"
#include "ring.h"
#include "../hal/filter.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/rss.h"

E1K_FIX_PER_CHIP;

static const struct e1k_fix_chip mac_pcix_chips[] = {
	{ 0x100f, "82545EM" },
	{ 0x100c, "82544GC" },
};

E1K_PARAMS(pcix, mac_pcix_chips);

static void new_device_negotiates_everything(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	KUNIT_EXPECT_TRUE(test, f->hw.link_cfg.autoneg);
	KUNIT_EXPECT_EQ(test, f->hw.link_cfg.advertise, E1K_ADV_ALL);
	KUNIT_EXPECT_TRUE(test, f->hw.link_cfg.fc_autoneg);
	KUNIT_EXPECT_EQ(test, f->hw.link_cfg.fc, E1K_FC_RX | E1K_FC_TX);
	KUNIT_EXPECT_FALSE(test, f->hw.rx_mode.enable);
	KUNIT_EXPECT_FALSE(test, f->hw.tx_enable);
}

static void quiesce_silences_a_live_nic(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_fix *f = r->f;

	e1k_irq_unmask(&f->hw, E1K_IRQ_QUEUE | E1K_IRQ_LINK);
	e1k_irq_trigger(&f->hw, E1K_INT_RXT0);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(f->world));
	e1k_mac_quiesce(&f->hw);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(f->world));
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IMS), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_ICR), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_RCTL) & E1K_RCTL_EN, 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_TCTL) & E1K_TCTL_EN, 0);
	KUNIT_EXPECT_FALSE(test, f->hw.rx_mode.enable);
	KUNIT_EXPECT_FALSE(test, f->hw.tx_enable);
}

static void quiesce_masks_first(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	int mask, rx, tx;

	e1k_mac_quiesce(&f->hw);
	mask = e1k_log_find_write(f->log, 0, E1K_IMC, E1K_INT_ALL);
	rx = e1k_log_find_write(f->log, mask, E1K_RCTL, 0);
	tx = e1k_log_find_write(f->log, mask, E1K_TCTL, 0);
	KUNIT_EXPECT_EQ(test, mask, 0);
	KUNIT_EXPECT_GT(test, rx, 0);
	KUNIT_EXPECT_GT(test, tx, 0);
	/* Flushed before the wait, not after it by the read of ICR. */
	KUNIT_EXPECT_EQ(test, e1k_log_find_read(f->log, max(rx, tx), E1K_STATUS), max(rx, tx) + 1);
	KUNIT_EXPECT_GT(test, e1k_log_find_read(f->log, max(rx, tx), E1K_ICR), 0);
}

static void reset_leaves_a_stopped_nic(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_RCTL) & E1K_RCTL_BAM, E1K_RCTL_BAM);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_TCTL) & E1K_TCTL_PSP, E1K_TCTL_PSP);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL) & E1K_CTRL_SLU, E1K_CTRL_SLU);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_RCTL) & E1K_RCTL_EN, 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_TCTL) & E1K_TCTL_EN, 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_IMS), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_ICR), 0);
	KUNIT_EXPECT_FALSE(test, e1k_world_irq(f->world));
}

/*
 * Joined into a burst they would be lost. Only whole double words can be joined, so it is
 * registers next to each other that matter.
 */
static void no_two_writes_can_be_joined(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_create(test, e1k_fix_ready(test));
	static const u8 group[] = { 0x01, 0, 0x5e, 0, 0, 1 };
	struct e1k_filter filter = { .mc = &group, .mc_cnt = 1 };
	const struct e1k_log_entry *entry = r->f->log->entry;
	u32 i;

	e1k_filter_set_station(&r->f->hw, group);
	e1k_filter_set(&r->f->hw, &filter);
	e1k_log_clear(r->f->log);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&r->f->hw), 0);
	e1k_ring_program(test, r);
	KUNIT_EXPECT_LT(test, r->f->log->count, E1K_LOG_MAX);
	for (i = 1; i < r->f->log->count; i++)
		if (entry[i - 1].write && entry[i].write)
			KUNIT_EXPECT_NE(test, entry[i].reg, entry[i - 1].reg + 4);
}

static void reset_programs_the_fixed_registers(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 tipg = e1k_world_peek(f->world, E1K_TIPG);
	u16 id = f->hw.chip->device_id;

	/* 8254x manual 13.4.34: 10 over copper, 8 on the 82544 */
	KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_TIPG_IPGT, tipg),
			id == 0x100e || id == 0x100f ? 10 : 8);
	KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_TIPG_IPGR1, tipg), 8);
	KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_TIPG_IPGR2, tipg), 6);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_VET), 0x8100);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_FCT), 0x8808);
	KUNIT_EXPECT_NE(test, e1k_world_peek(f->world, E1K_FCRTH), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, f->hw.chip->pb_reg),
			f->hw.chip->pb_rx);
}

static const struct e1k_fix_chip mac_8254x[] = {
	{ 0x100e, "82540EM" },
	{ 0x100f, "82545EM" },
	{ 0x100c, "82544GC" },
};

E1K_PARAMS(old, mac_8254x);

static void reset_turns_delay_timers_off(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_log_clear(f->log);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	/* On QEMU a reset clears nothing: the values must be written. */
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_RDTR), 1);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_TIDV), 1);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_RDTR), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_TIDV), 0);
	if (f->hw.chip->device_id == 0x100c)
		return;
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_RADV), 1);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_TADV), 1);
}

/* QEMU's CTRL.RST keeps heads and tails. */
static void reset_writes_heads_and_tails(struct kunit *test)
{
	static const u32 regs[] = { 0x2810, 0x2818, 0x3810, 0x3818 };
	struct e1k_fix *f = e1k_fix_chip(test);
	u32 i;

	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	for (i = 0; i < ARRAY_SIZE(regs); i++)
		KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, regs[i]), 1);
}

static void reset_leaves_arp_to_the_host(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	if (f->hw.chip->device_id == 0x100c)
		return; /* no management there */
	e1k_world_poke(f->world, E1K_MANC, E1K_MANC_ARP_EN | BIT(0));
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_MANC), BIT(0));
}

static void reset_is_silent(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_fix_link_up(test, f);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_MDIC), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_find_write(f->log, 0, E1K_CTRL, E1K_CTRL_PHY_RST), -1);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_STATUS) & E1K_STATUS_LU,
			E1K_STATUS_LU);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_TRUE(test, f->hw.link.up);
}

static const u32 mac_restored[] = {
	E1K_CTRL, E1K_RCTL, E1K_TCTL, E1K_FCRTH, E1K_FCRTL, E1K_RXCSUM, E1K_VET,
	E1K_RAL(0), E1K_RAH(0), E1K_RAL(1), E1K_RAH(1), E1K_RAH(2), E1K_VFTA(3),
	E1K_MTA(0x18), E1K_MTA(0x01),
};

static const u32 mac_restored_8254x[] = { E1K_ITR, E1K_PBA };

static const u32 mac_restored_82574[] = {
	E1K_ITR, E1K_PBA, E1K_RFCTL, 0x3828, 0x3928,
	E1K_MRQC, E1K_RETA(0), E1K_RETA(31), E1K_RSSRK(0), E1K_RSSRK(9),
};

static const u32 mac_restored_82576[] = {
	E1K_EITR(0), E1K_RXPBS, E1K_RLPML, E1K_IVAR(0), 0x54e0, 0x54e4, 0x5518, 0x551c,
	E1K_MRQC, E1K_RETA(0), E1K_RETA(31), E1K_RSSRK(0), E1K_RSSRK(9),
};

#define MAC_RESTORED_MAX 64

struct mac_regs {
	u32 cnt;
	u32 reg[MAC_RESTORED_MAX];
	u32 val[MAC_RESTORED_MAX];
};

static void mac_regs_add(struct e1k_fix *f, struct mac_regs *regs, const u32 *list, u32 cnt)
{
	u32 i;

	for (i = 0; i < cnt; i++) {
		regs->reg[regs->cnt] = list[i];
		regs->val[regs->cnt++] = e1k_world_peek(f->world, list[i]);
	}
}

static void mac_regs_take(struct e1k_fix *f, struct mac_regs *regs)
{
	mac_regs_add(f, regs, mac_restored, ARRAY_SIZE(mac_restored));
	switch (f->hw.chip->device_id) {
	case 0x10d3:
		mac_regs_add(f, regs, mac_restored_82574, ARRAY_SIZE(mac_restored_82574));
		break;
	case 0x10c9:
		mac_regs_add(f, regs, mac_restored_82576, ARRAY_SIZE(mac_restored_82576));
		break;
	default:
		mac_regs_add(f, regs, mac_restored_8254x, ARRAY_SIZE(mac_restored_8254x));
	}
}

/* Settings other than the defaults, as many as the chip has. */
static void mac_change_state(struct e1k_hw *hw)
{
	static const u8 own[] = { 0x02, 0x11, 0x22, 0x33, 0x44, 0x55 };
	static const u8 group[] = { 0x01, 0x00, 0x5e, 0x01, 0x02, 0x03 };
	struct e1k_filter filter = { .allmulti = true, .uc_cnt = 1, .mc_cnt = 1 };
	u8 table[E1K_RSS_TABLE_LEN] = { 0 }, key[E1K_RSS_KEY_LEN];

	filter.uc = &own;
	filter.mc = &group;
	hw->rx_mode.jumbo = true;
	hw->rx_mode.vlan_filter = true;
	hw->rx_mode.csum = true;
	hw->vlan_strip = true;
	e1k_mac_update_ctrl(hw);
	e1k_mac_update_rxcsum(hw);
	e1k_irq_set_throttle(hw, 0, min(100U, e1k_irq_max_throttle(hw->chip)));
	e1k_filter_set_station(hw, own);
	e1k_filter_set(hw, &filter);
	e1k_filter_set_vlan(hw, 100, true);
	memset(key, 0x5a, sizeof(key));
	table[127] = hw->chip->rx_queues - 1;
	e1k_rss_set_key(hw, key);
	e1k_rss_set_table(hw, table);
	e1k_rss_set_udp(hw, hw->chip->mrqc_udp4, hw->chip->mrqc_udp6);
}

static void reset_restores_software_state(struct kunit *test)
{
	struct mac_regs *regs = kunit_kzalloc(test, sizeof(*regs), GFP_KERNEL);
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 i;

	KUNIT_ASSERT_NOT_NULL(test, regs);
	mac_change_state(&f->hw);
	mac_regs_take(f, regs);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	for (i = 0; i < regs->cnt; i++)
		KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, regs->reg[i]), regs->val[i]);
}

static void start_enables_both_units(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_RCTL) & E1K_RCTL_EN, E1K_RCTL_EN);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_TCTL) & E1K_TCTL_EN, E1K_TCTL_EN);
}

static void stop_disables_both_units(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	int off;

	e1k_mac_stop(&r->f->hw);
	/* Flushed before the wait. */
	off = e1k_log_find_write(r->f->log, 0, E1K_TCTL, 0);
	KUNIT_EXPECT_GT(test, e1k_log_find_read(r->f->log, off, E1K_STATUS), off);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_RCTL) & E1K_RCTL_EN, 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_TCTL) & E1K_TCTL_EN, 0);
}

struct mac_rctl {
	struct e1k_rx_mode mode;
	enum e1k_loopback loopback;
	u32 rctl;
	const char *desc;
};

/* Always: BAM, DPF, 2048-byte buffers. */
#define RCTL_BASE (E1K_RCTL_BAM | E1K_RCTL_DPF)
#define RCTL_STRIP (RCTL_BASE | E1K_RCTL_SECRC)

static const struct mac_rctl mac_rctls[] = {
	{ { 0 }, E1K_LOOPBACK_NONE, RCTL_STRIP, "default" },
	{ { .promisc = true }, 0, RCTL_STRIP | E1K_RCTL_UPE | E1K_RCTL_MPE, "promisc" },
	{ { .allunicast = true }, 0, RCTL_STRIP | E1K_RCTL_UPE, "all unicast" },
	{ { .allmulti = true }, 0, RCTL_STRIP | E1K_RCTL_MPE, "all multicast" },
	{ { .vlan_filter = true }, 0, RCTL_STRIP | E1K_RCTL_VFE, "VLAN filter" },
	{ { .vlan_filter = true, .promisc = true }, 0,
	  RCTL_STRIP | E1K_RCTL_UPE | E1K_RCTL_MPE, "VLAN filter and promisc" },
	{ { .jumbo = true }, 0, RCTL_STRIP | E1K_RCTL_LPE, "jumbo" },
	{ { .keep_fcs = true }, 0, RCTL_BASE, "keep FCS" },
	{ { .keep_bad = true }, 0, RCTL_STRIP | E1K_RCTL_SBP, "keep bad frames" },
	{ { .mta_shift = 1 }, 0, RCTL_STRIP | 0x1000, "hash shift 1" },
	{ { .mta_shift = 3 }, 0, RCTL_STRIP | 0x3000, "hash shift 3" },
	{ { 0 }, E1K_LOOPBACK_MAC, RCTL_STRIP | 0x40, "MAC loopback" },
	{ { 0 }, E1K_LOOPBACK_PHY, RCTL_STRIP, "PHY loopback" },
};

E1K_PARAMS(rctl, mac_rctls);

static void rctl_follows_the_state(struct kunit *test)
{
	const struct mac_rctl *want = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_fix_reset(test, f);
	f->hw.rx_mode = want->mode;
	f->hw.loopback = want->loopback;
	e1k_mac_update_rctl(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_RCTL), want->rctl);
}

static void unchanged_registers_are_not_written(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);
	struct e1k_hw *hw = &r->f->hw;

	e1k_mac_update_rctl(hw);
	e1k_mac_update_tctl(hw);
	e1k_mac_update_ctrl(hw);
	KUNIT_EXPECT_EQ(test, r->f->log->count, 0);
	hw->rx_mode.jumbo = true;
	e1k_mac_update_rctl(hw);
	e1k_mac_update_rctl(hw);
	KUNIT_EXPECT_EQ(test, r->f->log->count, 1);
}

struct mac_link {
	bool up;
	u16 speed;
	bool full_duplex;
	u32 cold;
	const char *desc;
};

static const struct mac_link mac_links[] = {
	{ false, 0, false, 0x40, "down" },
	{ true, 10, false, 0x40, "10 half" },
	{ true, 100, false, 0x40, "100 half" },
	{ true, 1000, false, 0x200, "1000 half" },
	{ true, 10, true, 0x40, "10 full" },
	{ true, 1000, true, 0x40, "1000 full" },
};

E1K_PARAMS(link, mac_links);

static void collision_distance_follows_the_link(struct kunit *test)
{
	const struct mac_link *link = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	u32 tctl;

	e1k_fix_reset(test, f);
	f->hw.link.up = link->up;
	f->hw.link.speed = link->speed;
	f->hw.link.full_duplex = link->full_duplex;
	e1k_mac_update_tctl(&f->hw);
	tctl = e1k_world_peek(f->world, E1K_TCTL);
	KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_TCTL_COLD, tctl), link->cold);
	KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_TCTL_CT, tctl), 15);
	KUNIT_EXPECT_EQ(test, tctl & E1K_TCTL_PSP, E1K_TCTL_PSP);
	KUNIT_EXPECT_EQ(test, tctl & E1K_TCTL_EN, 0);
}

struct mac_ctrl {
	struct e1k_link_cfg cfg;
	enum e1k_loopback loopback;
	u8 fc;
	bool vlan_strip;
	u32 ctrl;
	const char *desc;
};

#define CTRL_FORCED (E1K_CTRL_SLU | E1K_CTRL_FRCSPD | E1K_CTRL_FRCDPLX)

static const struct mac_ctrl mac_ctrls[] = {
	{ { .autoneg = true }, 0, 0, false, E1K_CTRL_SLU, "negotiated" },
	{ { .speed = 10 }, 0, 0, false, CTRL_FORCED, "10 half" },
	{ { .speed = 10, .full_duplex = true }, 0, 0, false, CTRL_FORCED | 1, "10 full" },
	{ { .speed = 100 }, 0, 0, false, CTRL_FORCED | 0x100, "100 half" },
	{ { .speed = 100, .full_duplex = true }, 0, 0, false, CTRL_FORCED | 0x101, "100 full" },
	{ { .speed = 10 }, E1K_LOOPBACK_MAC, 0, false, CTRL_FORCED | 0x201, "MAC loopback" },
	{ { .autoneg = true }, E1K_LOOPBACK_PHY, 0, false, CTRL_FORCED | 0x201, "PHY loopback" },
	{ { .autoneg = true }, 0, E1K_FC_RX, false, E1K_CTRL_SLU | BIT(27), "obeys pause" },
	{ { .autoneg = true }, 0, E1K_FC_TX, false, E1K_CTRL_SLU | BIT(28), "sends pause" },
	{ { .autoneg = true }, 0, 0, true, E1K_CTRL_SLU | BIT(30), "strips tags" },
};

E1K_PARAMS(ctrl, mac_ctrls);

static void ctrl_follows_the_state(struct kunit *test)
{
	const struct mac_ctrl *want = test->param_value;
	u32 ours = E1K_CTRL_FD | E1K_CTRL_ASDE | E1K_CTRL_SLU | E1K_CTRL_ILOS | E1K_CTRL_SPEED |
		   E1K_CTRL_FRCSPD | E1K_CTRL_FRCDPLX | GENMASK(31, 26);
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);

	e1k_fix_reset(test, f);
	f->hw.link_cfg = want->cfg;
	f->hw.loopback = want->loopback;
	f->hw.link.fc = want->fc;
	f->hw.vlan_strip = want->vlan_strip;
	e1k_mac_update_ctrl(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_CTRL) & ours, want->ctrl);
}

static void link_comes_up(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, f->hw.link.speed, 1000);
	KUNIT_EXPECT_TRUE(test, f->hw.link.full_duplex);
	KUNIT_EXPECT_TRUE(test, f->hw.link.autoneg_done);
}

static void link_goes_down_with_an_interrupt(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_fix_link_up(test, f);
	e1k_irq_ack(&f->hw);
	e1k_irq_unmask(&f->hw, E1K_IRQ_LINK);
	e1k_world_set_link(f->world, false);
	KUNIT_EXPECT_TRUE(test, e1k_world_irq(f->world));
	KUNIT_EXPECT_EQ(test, e1k_irq_ack(&f->hw) & E1K_INT_LSC, E1K_INT_LSC);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_FALSE(test, f->hw.link.up);
}

static void looking_at_a_steady_link_writes_nothing(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_fix_link_up(test, f);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_CTRL), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_TCTL), 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_RCTL), 0);
}

/* The PHY may have a link that the MAC was not told to take. */
static void link_needs_mac_and_phy(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_fix_link_up(test, f);
	e1k_world_poke(f->world, E1K_CTRL, f->hw.ctrl & ~E1K_CTRL_SLU);
	KUNIT_EXPECT_EQ(test, e1k_mac_check_link(&f->hw), 0);
	KUNIT_EXPECT_FALSE(test, f->hw.link.up);
}

static void led_shows_and_returns(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u32 before;

	KUNIT_EXPECT_EQ(test, e1k_mac_has_led(&f->hw), f->hw.chip->device_id != 0x100c);
	e1k_mac_led_set(&f->hw, true);
	e1k_mac_led_set(&f->hw, false);
	e1k_mac_led_restore(&f->hw);
	if (f->hw.chip->device_id == 0x100c) {
		KUNIT_EXPECT_EQ(test, f->log->count, 0); /* no LEDCTL there */
		return;
	}
	before = e1k_world_peek(f->world, E1K_LEDCTL);
	e1k_mac_led_set(&f->hw, true);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_LEDCTL), (before & ~0xcfU) | 0xe);
	e1k_mac_led_set(&f->hw, false);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_LEDCTL), (before & ~0xcfU) | 0xf);
	e1k_mac_led_set(&f->hw, true);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_LEDCTL), (before & ~0xcfU) | 0xe);
	e1k_mac_led_restore(&f->hw);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_LEDCTL), before);
}

/* On QEMU a reset does not bring LEDCTL back. */
static void reset_while_the_led_shows_returns_it(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	u32 before = e1k_world_peek(f->world, E1K_LEDCTL);

	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_LEDCTL), before);
	e1k_mac_led_set(&f->hw, true);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_LEDCTL), before);
	KUNIT_EXPECT_GE(test, e1k_log_writes(f->log, E1K_LEDCTL), 2);
}

static struct kunit_case mac_cases[] = {
	KUNIT_CASE_PARAM(new_device_negotiates_everything, chip_gen_params),
	KUNIT_CASE_PARAM(quiesce_silences_a_live_nic, chip_gen_params),
	KUNIT_CASE_PARAM(quiesce_masks_first, chip_gen_params),
	KUNIT_CASE_PARAM(reset_leaves_a_stopped_nic, chip_gen_params),
	KUNIT_CASE_PARAM(no_two_writes_can_be_joined, pcix_gen_params),
	KUNIT_CASE_PARAM(reset_programs_the_fixed_registers, chip_gen_params),
	KUNIT_CASE_PARAM(reset_turns_delay_timers_off, old_gen_params),
	KUNIT_CASE_PARAM(reset_writes_heads_and_tails, old_gen_params),
	KUNIT_CASE_PARAM(reset_leaves_arp_to_the_host, old_gen_params),
	KUNIT_CASE_PARAM(reset_is_silent, chip_gen_params),
	KUNIT_CASE_PARAM(reset_restores_software_state, chip_gen_params),
	KUNIT_CASE_PARAM(start_enables_both_units, chip_gen_params),
	KUNIT_CASE_PARAM(stop_disables_both_units, chip_gen_params),
	KUNIT_CASE_PARAM(rctl_follows_the_state, rctl_gen_params),
	KUNIT_CASE_PARAM(unchanged_registers_are_not_written, chip_gen_params),
	KUNIT_CASE_PARAM(collision_distance_follows_the_link, link_gen_params),
	KUNIT_CASE_PARAM(ctrl_follows_the_state, ctrl_gen_params),
	KUNIT_CASE_PARAM(link_comes_up, chip_gen_params),
	KUNIT_CASE_PARAM(link_goes_down_with_an_interrupt, chip_gen_params),
	KUNIT_CASE_PARAM(looking_at_a_steady_link_writes_nothing, chip_gen_params),
	KUNIT_CASE_PARAM(link_needs_mac_and_phy, chip_gen_params),
	KUNIT_CASE_PARAM(led_shows_and_returns, chip_gen_params),
	KUNIT_CASE(reset_while_the_led_shows_returns_it),
	{}
};

static struct kunit_suite mac_suite = {
	.name = "e1k_mac",
	.exit = e1k_fix_exit,

	.test_cases = mac_cases,
};

kunit_test_suite(mac_suite);
