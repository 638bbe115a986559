// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Every counter lands in its own accumulator. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/stats.h"

/* Names and offsets as in table 13-2 of the 8254x manual; the last is the 82576's. */
static const struct stats_reg {
	const char *name;
	u32 reg;
	bool wide;
} stats_regs[] = {
	{ "crcerrs", 0x4000 }, { "algnerrc", 0x4004 }, { "symerrs", 0x4008 },
	{ "rxerrc", 0x400c }, { "mpc", 0x4010 }, { "scc", 0x4014 }, { "ecol", 0x4018 },
	{ "mcc", 0x401c }, { "latecol", 0x4020 }, { "colc", 0x4028 }, { "dc", 0x4030 },
	{ "tncrs", 0x4034 }, { "sec", 0x4038 }, { "cexterr", 0x403c }, { "rlec", 0x4040 },
	{ "xonrxc", 0x4048 }, { "xontxc", 0x404c }, { "xoffrxc", 0x4050 },
	{ "xofftxc", 0x4054 }, { "fcruc", 0x4058 }, { "prc64", 0x405c }, { "prc127", 0x4060 },
	{ "prc255", 0x4064 }, { "prc511", 0x4068 }, { "prc1023", 0x406c },
	{ "prc1522", 0x4070 }, { "gprc", 0x4074 }, { "bprc", 0x4078 }, { "mprc", 0x407c },
	{ "gptc", 0x4080 }, { "gorc", 0x4088, true }, { "gotc", 0x4090, true },
	{ "rnbc", 0x40a0 }, { "ruc", 0x40a4 }, { "rfc", 0x40a8 }, { "roc", 0x40ac },
	{ "rjc", 0x40b0 }, { "mgtprc", 0x40b4 }, { "mgtpdc", 0x40b8 }, { "mgtptc", 0x40bc },
	{ "tor", 0x40c0, true }, { "tot", 0x40c8, true }, { "tpr", 0x40d0 }, { "tpt", 0x40d4 },
	{ "ptc64", 0x40d8 }, { "ptc127", 0x40dc }, { "ptc255", 0x40e0 }, { "ptc511", 0x40e4 },
	{ "ptc1023", 0x40e8 }, { "ptc1522", 0x40ec }, { "mptc", 0x40f0 }, { "bptc", 0x40f4 },
	{ "tsctc", 0x40f8 }, { "tsctfc", 0x40fc }, { "rqdpc", 0xc030 },
};

E1K_FIX_PER_CHIP;

static bool stats_exists(struct e1k_fix *f, u32 reg)
{
	switch (f->hw.chip->device_id) {
	case 0x100c:
		return reg != 0xc030 && (reg < 0x40b4 || reg > 0x40bc);
	case 0x10d3:
		return reg != 0xc030 && reg != 0x4008 && reg != 0x4038;
	case 0x10c9:
		return reg != 0x4038 && reg != 0x403c && reg != 0x40fc;
	default:
		return reg != 0xc030;
	}
}

static u32 stats_find(struct kunit *test, const char *name)
{
	u32 i;

	for (i = 0; i < E1K_STAT_CNT; i++)
		if (!strcmp(e1k_stats_name(i), name))
			return i;
	KUNIT_FAIL(test, "no counter is called %s", name);
	return 0;
}

static struct e1k_stats *stats_alloc(struct kunit *test)
{
	struct e1k_stats *stats = kunit_kzalloc(test, sizeof(*stats), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, stats);
	return stats;
}

static void each_counter_has_one_name(struct kunit *test)
{
	u32 i;

	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(stats_regs), E1K_STAT_CNT);
	for (i = 0; i < E1K_STAT_CNT; i++) {
		KUNIT_ASSERT_NOT_NULL(test, e1k_stats_name(i));
		KUNIT_EXPECT_EQ(test, stats_find(test, e1k_stats_name(i)), i);
	}
}

static void each_register_has_its_accumulator(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_stats *stats = stats_alloc(test);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(stats_regs); i++)
		if (stats_exists(f, stats_regs[i].reg))
			e1k_sim_set_reg(f->world, stats_regs[i].reg, 1000 + i);
	e1k_stats_update(&f->hw, stats);
	for (i = 0; i < ARRAY_SIZE(stats_regs); i++) {
		u32 stat = stats_find(test, stats_regs[i].name);
		bool exists = stats_exists(f, stats_regs[i].reg);

		KUNIT_EXPECT_EQ(test, stats->val[stat], exists ? 1000 + i : 0);
		KUNIT_EXPECT_EQ(test, e1k_stats_exists(f->hw.chip, stat), exists);
	}
}

static void octets_are_64_bits(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_stats *stats = stats_alloc(test);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(stats_regs); i++)
		if (stats_regs[i].wide)
			e1k_sim_set_reg(f->world, stats_regs[i].reg, 0x500000001ULL);
	e1k_stats_update(&f->hw, stats);
	for (i = 0; i < ARRAY_SIZE(stats_regs); i++)
		if (stats_regs[i].wide)
			KUNIT_EXPECT_EQ(test, stats->val[stats_find(test, stats_regs[i].name)],
					0x500000001ULL);
}

static void update_adds_up(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_stats *stats = stats_alloc(test);

	e1k_sim_set_reg(f->world, E1K_GPRC, 0xffffffff);
	e1k_stats_update(&f->hw, stats);
	e1k_stats_update(&f->hw, stats);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_GPRC], 0xffffffffULL);
	e1k_sim_set_reg(f->world, E1K_GPRC, 2);
	e1k_stats_update(&f->hw, stats);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_GPRC], 0x100000001ULL);
}

static void clear_drops_everything(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_stats *stats = stats_alloc(test);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(stats_regs); i++)
		if (stats_exists(f, stats_regs[i].reg))
			e1k_sim_set_reg(f->world, stats_regs[i].reg, 0xffffffff);
	e1k_sim_set_reg(f->world, E1K_GORCL, 0x700000001ULL);
	e1k_stats_clear(&f->hw, stats);
	e1k_stats_update(&f->hw, stats);
	for (i = 0; i < E1K_STAT_CNT; i++)
		KUNIT_EXPECT_EQ(test, stats->val[i], 0);
}

static void misses_that_stay_count_once(struct kunit *test)
{
	static const struct {
		bool kept;
		u32 reg, sum;
	} steps[] = {
		{ true, 5, 5 }, { true, 5, 5 }, { true, 9, 9 }, { true, 2, 11 }, { false, 3, 14 },
	};
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_stats *stats = stats_alloc(test);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		e1k_sim_fault(f->world)->misses_kept = steps[i].kept;
		e1k_sim_set_reg(f->world, E1K_MPC, steps[i].reg);
		e1k_sim_set_reg(f->world, E1K_RNBC, steps[i].reg);
		e1k_stats_update(&f->hw, stats);
		KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_MPC], steps[i].sum);
		KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_RNBC], steps[i].sum);
		e1k_stats_update(&f->hw, stats);
		KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_MPC], steps[i].sum);
	}
}

static void misses_from_before_do_not_count(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_stats *stats = stats_alloc(test);

	e1k_sim_fault(f->world)->misses_kept = true;
	e1k_sim_set_reg(f->world, E1K_MPC, 4);
	e1k_stats_clear(&f->hw, stats);
	e1k_sim_set_reg(f->world, E1K_MPC, 6);
	e1k_stats_update(&f->hw, stats);
	KUNIT_EXPECT_EQ(test, stats->val[E1K_STAT_MPC], 2);
}

static struct kunit_case stats_cases[] = {
	KUNIT_CASE(each_counter_has_one_name),
	KUNIT_CASE_PARAM(each_register_has_its_accumulator, chip_gen_params),
	KUNIT_CASE_PARAM(octets_are_64_bits, chip_gen_params),
	KUNIT_CASE_PARAM(update_adds_up, chip_gen_params),
	KUNIT_CASE_PARAM(clear_drops_everything, chip_gen_params),
	KUNIT_CASE_PARAM(misses_that_stay_count_once, chip_gen_params),
	KUNIT_CASE_PARAM(misses_from_before_do_not_count, chip_gen_params),
	{}
};

static struct kunit_suite stats_suite = {
	.name = "e1k_stats_sim",
	.exit = e1k_fix_exit,
	.test_cases = stats_cases,
};

kunit_test_suite(stats_suite);
