// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The chip table: every chip is found, and its limits fit together. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"

E1K_FIX_PER_CHIP;

static void known_chip_is_found(struct kunit *test)
{
	const struct e1k_fix_chip *want = test->param_value;
	const struct e1k_chip *chip = e1k_chip_find(want->device_id);

	KUNIT_ASSERT_NOT_NULL(test, chip);
	KUNIT_EXPECT_STREQ(test, chip->name, want->desc);
	KUNIT_EXPECT_EQ(test, chip->device_id, want->device_id);
}

static void foreign_chip_is_not_found(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, e1k_chip_find(0x1533));
	KUNIT_EXPECT_NULL(test, e1k_chip_find(0));
	KUNIT_EXPECT_NULL(test, e1k_chip_find(0xffff));
}

static void enumeration_is_complete(struct kunit *test)
{
	const struct e1k_chip *chip;
	unsigned int i;

	for (i = 0; (chip = e1k_chip_get(i)); i++)
		KUNIT_EXPECT_PTR_EQ(test, e1k_chip_find(chip->device_id), chip);
	KUNIT_EXPECT_GE(test, i, ARRAY_SIZE(e1k_fix_chips));
	KUNIT_EXPECT_NULL(test, e1k_chip_get(i));
	KUNIT_EXPECT_NULL(test, e1k_chip_get(~0U));
}

static void limits_fit_together(struct kunit *test)
{
	const struct e1k_fix_chip *want = test->param_value;
	const struct e1k_chip *chip = e1k_chip_find(want->device_id);

	KUNIT_ASSERT_NOT_NULL(test, chip);
	KUNIT_EXPECT_NOT_NULL(test, chip->ops);
	KUNIT_EXPECT_LT(test, chip->pb_rx, chip->pb_size);
	KUNIT_EXPECT_GE(test, chip->pb_rx * 1024, 2 * chip->max_frame);
	KUNIT_EXPECT_GE(test, (chip->pb_size - chip->pb_rx) * 1024, chip->max_frame);
	KUNIT_EXPECT_GT(test, chip->max_frame, 9018);
	KUNIT_EXPECT_LE(test, chip->max_frame, 16384);
	KUNIT_EXPECT_LE(test, chip->txd_max_len, 16288);
	KUNIT_EXPECT_EQ(test, chip->tx_boundary & (chip->tx_boundary - 1), 0);
	KUNIT_EXPECT_EQ(test, chip->ring_max % 8, 0);
	KUNIT_EXPECT_LE(test, chip->ring_max * 16, 65536);
	KUNIT_EXPECT_LE(test, chip->rar_cnt, E1K_RAR_MAX);
}

/* What the 8254x manual says of each. */
static void differences_are_the_manuals(struct kunit *test)
{
	const struct e1k_fix_chip *want = test->param_value;
	const struct e1k_chip *chip = e1k_chip_find(want->device_id);
	bool is_82544 = want->device_id == 0x100c, is_82545 = want->device_id == 0x100f;

	KUNIT_ASSERT_NOT_NULL(test, chip);
	KUNIT_EXPECT_EQ(test, !!(chip->errata & E1K_ERRATUM_NO_EERD), is_82544);
	KUNIT_EXPECT_EQ(test, !!(chip->errata & E1K_ERRATUM_NO_64K_CROSS), is_82545);
	KUNIT_EXPECT_EQ(test, !!chip->tx_boundary, is_82545);
	KUNIT_EXPECT_EQ(test, chip->itr_max, is_82544 ? 0 : 0xffff);
	KUNIT_EXPECT_EQ(test, chip->rar_cnt, 16);
	KUNIT_EXPECT_EQ(test, chip->rx_queues, 1);
	KUNIT_EXPECT_EQ(test, chip->tx_queues, 1);
	KUNIT_EXPECT_EQ(test, chip->vectors, 0);
	KUNIT_EXPECT_EQ(test, chip->stop_domain, E1K_STOP_MAC);
	KUNIT_EXPECT_EQ(test, chip->rxd_format, E1K_RXD_LEGACY);
	KUNIT_EXPECT_EQ(test, chip->txd_format, E1K_TXD_CONTEXT_DATA);
}

static void every_erratum_is_described_once(struct kunit *test)
{
	const struct e1k_erratum *erratum;
	const struct e1k_chip *chip;
	u32 described = 0, used = 0;
	unsigned int i;

	for (i = 0; (erratum = e1k_chip_erratum_get(i)); i++) {
		KUNIT_EXPECT_EQ(test, erratum->bit & (erratum->bit - 1), 0);
		KUNIT_EXPECT_EQ(test, described & erratum->bit, 0);
		KUNIT_EXPECT_GT(test, strlen(erratum->text), 20);
		described |= erratum->bit;
	}
	KUNIT_EXPECT_NULL(test, e1k_chip_erratum_get(i));
	for (i = 0; (chip = e1k_chip_get(i)); i++)
		used |= chip->errata;
	KUNIT_EXPECT_EQ(test, used, described);
}

static void conventional_pci_gets_32_bits(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	KUNIT_EXPECT_EQ(test, e1k_chip_dma_bits(&f->hw), 32);
}

static void pci_x_gets_64_bits(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_sim_set_pcix(f->world);
	KUNIT_EXPECT_EQ(test, e1k_chip_dma_bits(&f->hw), 64);
}

static struct kunit_case chip_cases[] = {
	KUNIT_CASE_PARAM(known_chip_is_found, chip_gen_params),
	KUNIT_CASE(foreign_chip_is_not_found),
	KUNIT_CASE(enumeration_is_complete),
	KUNIT_CASE_PARAM(limits_fit_together, chip_gen_params),
	KUNIT_CASE_PARAM(differences_are_the_manuals, chip_gen_params),
	KUNIT_CASE(every_erratum_is_described_once),
	KUNIT_CASE_PARAM(conventional_pci_gets_32_bits, chip_gen_params),
	KUNIT_CASE_PARAM(pci_x_gets_64_bits, chip_gen_params),
	{}
};

static struct kunit_suite chip_suite = {
	.name = "e1k_chip_sim",
	.exit = e1k_fix_exit,
	.test_cases = chip_cases,
};

kunit_test_suite(chip_suite);
