// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Which frames arrive: seen by frames that do, and by what is written on the way. */
#include "port.h"
#include "ring.h"
#include "../hal/filter.h"
#include "../hal/mac.h"

static const u8 own[] = { 0x02, 0x11, 0x22, 0x33, 0x44, 0x55 };
static const u8 foreign[] = { 0x02, 0x99, 0x88, 0x77, 0x66, 0x55 };
static const u8 group[] = { 0x01, 0x00, 0x5e, 0x01, 0x02, 0x03 };
static const u8 other_group[] = { 0x01, 0x00, 0x5e, 0x7f, 0x10, 0x33 };
static const u8 broadcast[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

E1K_FIX_PER_CHIP;

static struct e1k_ring *filter_ready(struct kunit *test)
{
	struct e1k_ring *r = e1k_ring_ready(test);

	e1k_filter_set_station(&r->f->hw, own);
	return r;
}

static void filter_addresses(u8 (*addr)[E1K_ADDR_LEN], u32 count)
{
	u32 i;

	for (i = 0; i < count; i++) {
		memcpy(addr[i], own, E1K_ADDR_LEN);
		addr[i][3] = i + 1;
	}
}

static void station_and_broadcast_are_heard(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);

	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, own));
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, broadcast));
}

static void others_are_not_heard(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);

	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, foreign));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, group));
}

static void new_station_replaces_the_old(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);

	e1k_filter_set_station(&r->f->hw, foreign);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, foreign));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, own));
}

static void every_register_but_the_first_takes_one_more(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	u8 uc[E1K_RAR_MAX][E1K_ADDR_LEN];
	struct e1k_filter filter = { .uc_cnt = r->f->hw.chip->rar_cnt - 1 };
	u32 i;

	filter_addresses(uc, filter.uc_cnt);
	filter.uc = uc;
	e1k_filter_set(&r->f->hw, &filter);
	for (i = 0; i < filter.uc_cnt; i++)
		KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, uc[i]));
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, own));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, foreign));
	KUNIT_EXPECT_FALSE(test, r->f->hw.rx_mode.allunicast);
}

static u32 filter_rah(u32 index)
{
	return index < 16 ? 0x5404 + 8 * index : 0x54e4 + 8 * (index - 16);
}

static void one_too_many_opens_all_unicast(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	u8 uc[E1K_RAR_MAX][E1K_ADDR_LEN];
	struct e1k_filter filter = { .uc_cnt = r->f->hw.chip->rar_cnt };
	u32 i;

	filter_addresses(uc, filter.uc_cnt);
	filter.uc = uc;
	e1k_filter_set(&r->f->hw, &filter);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, uc[filter.uc_cnt - 1]));
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, foreign));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, group));
	filter.uc_cnt = 1;
	e1k_filter_set(&r->f->hw, &filter);
	for (i = 2; i < r->f->hw.chip->rar_cnt; i++) {
		KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, filter_rah(i) - 4), 0);
		KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, filter_rah(i)), 0);
	}
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, uc[0]));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, uc[1]));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, foreign));
}

static void groups_are_joined_and_left(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_filter filter = { .mc = &group, .mc_cnt = 1 };

	e1k_filter_set(&r->f->hw, &filter);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, group));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, other_group));
	filter.mc_cnt = 0;
	e1k_filter_set(&r->f->hw, &filter);
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, group));
}

static void every_hash_shift_matches_the_device(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_filter filter = { .mc_cnt = 2 };
	u8 mc[2][E1K_ADDR_LEN];
	u32 shift;

	memcpy(mc[0], group, E1K_ADDR_LEN);
	memcpy(mc[1], other_group, E1K_ADDR_LEN);
	filter.mc = mc;
	for (shift = 0; shift < 4; shift++) {
		r->f->hw.rx_mode.mta_shift = shift;
		e1k_filter_set(&r->f->hw, &filter);
		KUNIT_EXPECT_EQ(test, FIELD_GET(E1K_RCTL_MO,
						e1k_world_peek(r->f->world, E1K_RCTL)), shift);
		KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, group));
		KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, other_group));
	}
}

struct filter_hash {
	u8 addr[E1K_ADDR_LEN];
	u16 hash[4];
	const char *desc;
};

/* Bits 47:36, 46:35, 45:34 and 43:32 of the address as it is on the wire (13.5.1). */
static const struct filter_hash filter_hashes[] = {
	{ { 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc }, { 0xbc9, 0x793, 0xf26, 0xc9a }, "manual" },
	{ { 0x01, 0, 0, 0, 0, 0 }, { 0, 0, 0, 0 }, "zero" },
	{ { 0x01, 0, 0, 0, 0x01, 0 }, { 0, 0, 0, 0x001 }, "lowest bit" },
	{ { 0x01, 0, 0, 0, 0, 0x80 }, { 0x800, 0, 0, 0 }, "highest bit" },
	{ { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, { 0xfff, 0xfff, 0xfff, 0xfff }, "ones" },
};

E1K_PARAMS(hash, filter_hashes);

static void hash_takes_twelve_bits(struct kunit *test)
{
	const struct filter_hash *hash = test->param_value;
	u32 shift;

	for (shift = 0; shift < 4; shift++)
		KUNIT_EXPECT_EQ(test, e1k_filter_mta_hash(hash->addr, shift), hash->hash[shift]);
}

static void promiscuous_hears_everything(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_filter filter = { .promisc = true };

	r->f->hw.rx_mode.vlan_filter = true;
	e1k_filter_set(&r->f->hw, &filter);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, foreign));
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, group));
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_RCTL) & E1K_RCTL_VFE, 0);
	filter.promisc = false;
	e1k_filter_set(&r->f->hw, &filter);
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, foreign));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, group));
	KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, E1K_RCTL) & E1K_RCTL_VFE, E1K_RCTL_VFE);
}

static void allmulti_hears_every_group(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_filter filter = { .allmulti = true };

	e1k_filter_set(&r->f->hw, &filter);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, group));
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, other_group));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, foreign));
}

static bool filter_hears_vlan(struct kunit *test, struct e1k_ring *r, u16 vid)
{
	u32 status;

	e1k_ring_fill(r, own, 64);
	r->frame[12] = 0x81;
	r->frame[13] = 0x00;
	r->frame[14] = 0xe0 | vid >> 8; /* priority 7 is not part of the VLAN */
	r->frame[15] = vid;
	e1k_world_inject(r->f->world, r->frame, 64);
	return e1k_ring_receive(test, r, &status);
}

static void vlans_are_filtered_one_by_one(struct kunit *test)
{
	static const u16 vids[] = { 0, 1, 31, 32, 100, 2047, 4094, 4095 };
	struct e1k_ring *r = filter_ready(test);
	u32 i;

	r->f->hw.rx_mode.vlan_filter = true;
	e1k_mac_update_rctl(&r->f->hw);
	for (i = 0; i < ARRAY_SIZE(vids); i++) {
		KUNIT_EXPECT_FALSE(test, filter_hears_vlan(test, r, vids[i]));
		e1k_filter_set_vlan(&r->f->hw, vids[i], true);
		KUNIT_EXPECT_TRUE(test, filter_hears_vlan(test, r, vids[i]));
	}
	for (i = 0; i < ARRAY_SIZE(vids); i++) {
		KUNIT_EXPECT_TRUE(test, filter_hears_vlan(test, r, vids[i]));
		e1k_filter_set_vlan(&r->f->hw, vids[i], false);
		KUNIT_EXPECT_FALSE(test, filter_hears_vlan(test, r, vids[i]));
	}
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, own));
}

static void without_the_filter_every_vlan_is_heard(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);

	KUNIT_EXPECT_TRUE(test, filter_hears_vlan(test, r, 100));
}

static void equal_settings_write_nothing(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_filter filter = { .mc = &group, .mc_cnt = 1, .uc = &foreign, .uc_cnt = 1 };

	e1k_filter_set(&r->f->hw, &filter);
	e1k_filter_set_vlan(&r->f->hw, 100, true);
	e1k_log_clear(r->f->log);
	e1k_filter_set_station(&r->f->hw, own);
	e1k_filter_set(&r->f->hw, &filter);
	e1k_filter_set_vlan(&r->f->hw, 100, true);
	e1k_filter_set_vlan(&r->f->hw, 101, false);
	KUNIT_EXPECT_EQ(test, r->f->log->count, 0);
}

static void one_group_is_one_write(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_filter filter = { .mc = &group, .mc_cnt = 1 };

	e1k_log_clear(r->f->log);
	e1k_filter_set(&r->f->hw, &filter);
	KUNIT_EXPECT_EQ(test, r->f->log->count, 1);
}

/* The device may receive between two writes: no half of an address is valid. */
static void address_changes_are_never_half_valid(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_log *log = r->f->log;
	int off, low, on;

	e1k_log_clear(log);
	e1k_filter_set_station(&r->f->hw, foreign);
	off = e1k_log_find_write(log, 0, E1K_RAH(0), 0);
	low = e1k_log_find_write(log, off, E1K_RAL(0), 0);
	on = e1k_log_find_write(log, low, E1K_RAH(0), E1K_RAH_AV);
	KUNIT_ASSERT_EQ(test, off, 0);
	KUNIT_EXPECT_EQ(test, log->entry[off].val, 0);
	KUNIT_EXPECT_EQ(test, low, 1);
	KUNIT_EXPECT_EQ(test, on, 3);
	KUNIT_EXPECT_EQ(test, log->count, 4);
}

static void restore_writes_everything(struct kunit *test)
{
	struct e1k_ring *r = filter_ready(test);
	struct e1k_filter filter = { .mc = &group, .mc_cnt = 1, .uc = &foreign, .uc_cnt = 1 };
	u32 reg, i;

	e1k_filter_set(&r->f->hw, &filter);
	e1k_filter_set_vlan(&r->f->hw, 100, true);
	for (reg = E1K_MTA(0); reg <= E1K_MTA(127); reg += 4)
		e1k_world_poke(r->f->world, reg, 0xffffffff);
	for (reg = E1K_VFTA(0); reg <= E1K_VFTA(127); reg += 4)
		e1k_world_poke(r->f->world, reg, 0xffffffff);
	for (i = 0; i < r->f->hw.chip->rar_cnt; i++)
		e1k_world_poke(r->f->world, filter_rah(i), E1K_RAH_AV);
	e1k_filter_restore(&r->f->hw);
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, own));
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, foreign));
	KUNIT_EXPECT_TRUE(test, e1k_ring_hears(test, r, group));
	KUNIT_EXPECT_FALSE(test, e1k_ring_hears(test, r, other_group));
	for (i = 2; i < r->f->hw.chip->rar_cnt; i++)
		KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, filter_rah(i)), 0);
	for (reg = E1K_VFTA(0); reg <= E1K_VFTA(127); reg += 4)
		KUNIT_EXPECT_EQ(test, e1k_world_peek(r->f->world, reg),
				reg == E1K_VFTA(3) ? BIT(4) : 0);
}

static struct kunit_case filter_cases[] = {
	KUNIT_CASE_PARAM(station_and_broadcast_are_heard, chip_gen_params),
	KUNIT_CASE_PARAM(others_are_not_heard, chip_gen_params),
	KUNIT_CASE_PARAM(new_station_replaces_the_old, chip_gen_params),
	KUNIT_CASE_PARAM(every_register_but_the_first_takes_one_more, chip_gen_params),
	KUNIT_CASE_PARAM(one_too_many_opens_all_unicast, chip_gen_params),
	KUNIT_CASE_PARAM(groups_are_joined_and_left, chip_gen_params),
	KUNIT_CASE_PARAM(every_hash_shift_matches_the_device, chip_gen_params),
	KUNIT_CASE_PARAM(hash_takes_twelve_bits, hash_gen_params),
	KUNIT_CASE_PARAM(promiscuous_hears_everything, chip_gen_params),
	KUNIT_CASE_PARAM(allmulti_hears_every_group, chip_gen_params),
	KUNIT_CASE_PARAM(vlans_are_filtered_one_by_one, chip_gen_params),
	KUNIT_CASE_PARAM(without_the_filter_every_vlan_is_heard, chip_gen_params),
	KUNIT_CASE_PARAM(equal_settings_write_nothing, chip_gen_params),
	KUNIT_CASE_PARAM(one_group_is_one_write, chip_gen_params),
	KUNIT_CASE_PARAM(address_changes_are_never_half_valid, chip_gen_params),
	KUNIT_CASE_PARAM(restore_writes_everything, chip_gen_params),
	{}
};

static struct kunit_suite filter_suite = {
	.name = "e1k_filter",

	.exit = e1k_fix_exit,
	.test_cases = filter_cases,
};

kunit_test_suite(filter_suite);
