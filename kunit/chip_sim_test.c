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
	KUNIT_EXPECT_EQ(test, i, ARRAY_SIZE(e1k_fix_chips));
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
	if (chip->errata & E1K_ERRATUM_TSO_SENTINEL)
		KUNIT_EXPECT_GE(test, 4 * chip->tso_mss_min, chip->txd_max_len);
	KUNIT_EXPECT_EQ(test, chip->tx_boundary & (chip->tx_boundary - 1), 0);
	KUNIT_EXPECT_EQ(test, chip->ring_max % 8, 0);
	KUNIT_EXPECT_LE(test, chip->ring_max * 16, 65536);
	KUNIT_EXPECT_LE(test, chip->rar_cnt, E1K_RAR_MAX);
}

#define CHIP_TSO_ERRATA (E1K_ERRATUM_TSO_SENTINEL | E1K_ERRATUM_NO_TSO6)

/* What the 8254x manual and the datasheets say of each. */
static const struct chip_facts {
	u16 device_id;
	u32 errata;
	u32 tx_boundary;
	u16 itr_max;
	u16 itr_unit_ns;
	u8 rar_cnt;
	u8 queues;
	u8 vectors;
	u8 dma_bits;
	enum e1k_stop_domain stop_domain;
	enum e1k_rxd_format rxd_format;
	enum e1k_txd_format txd_format;
	enum e1k_sem sem;
	const char *desc;
} chip_facts[] = {
	{ 0x100e, CHIP_TSO_ERRATA, 0, 0xffff, 256, 16, 1, 0, 32, E1K_STOP_MAC,
	  E1K_RXD_LEGACY, E1K_TXD_CONTEXT_DATA, E1K_SEM_NONE, "82540EM" },
	{ 0x100f, E1K_ERRATUM_NO_64K_CROSS | CHIP_TSO_ERRATA | E1K_ERRATUM_SHORT_FIRST,
	  0x10000, 0xffff, 256, 16, 1, 0, 32, E1K_STOP_MAC,
	  E1K_RXD_LEGACY, E1K_TXD_CONTEXT_DATA, E1K_SEM_NONE, "82545EM" },
	{ 0x100c, E1K_ERRATUM_NO_EERD | E1K_ERRATUM_FEWER_REGS | CHIP_TSO_ERRATA |
	  E1K_ERRATUM_SHORT_FIRST, 0, 0, 256, 16, 1, 0, 32, E1K_STOP_MAC,
	  E1K_RXD_LEGACY, E1K_TXD_CONTEXT_DATA, E1K_SEM_NONE, "82544GC" },
	{ 0x10d3, E1K_ERRATUM_NO_L0S | E1K_ERRATUM_NO_L1 | E1K_ERRATUM_TSO_LOSES_FIN,
	  0, 0xffff, 256, 16, 2, 5, 64, E1K_STOP_MAC,
	  E1K_RXD_WB32, E1K_TXD_CONTEXT_DATA, E1K_SEM_EXTCNF, "82574" },
	{ 0x10c9, E1K_ERRATUM_LINK_AFTER_RESET | E1K_ERRATUM_TSO_LOSES_FIN, 0, 0x1fff, 1000,
	  24, 16, 10, 64, E1K_STOP_QUEUE, E1K_RXD_WB32, E1K_TXD_ADVANCED, E1K_SEM_SW_FW,
	  "82576" },
};

E1K_PARAMS(facts, chip_facts);

static void differences_are_the_manuals(struct kunit *test)
{
	const struct chip_facts *want = test->param_value;
	const struct e1k_chip *chip = e1k_chip_find(want->device_id);

	KUNIT_ASSERT_NOT_NULL(test, chip);
	KUNIT_EXPECT_EQ(test, chip->errata, want->errata);
	KUNIT_EXPECT_EQ(test, chip->tx_boundary, want->tx_boundary);
	KUNIT_EXPECT_EQ(test, chip->itr_max, want->itr_max);
	KUNIT_EXPECT_EQ(test, chip->itr_unit_ns, want->itr_unit_ns);
	KUNIT_EXPECT_EQ(test, chip->rar_cnt, want->rar_cnt);
	KUNIT_EXPECT_EQ(test, chip->rx_queues, want->queues);
	KUNIT_EXPECT_EQ(test, chip->tx_queues, want->queues);
	KUNIT_EXPECT_EQ(test, chip->vectors, want->vectors);
	KUNIT_EXPECT_EQ(test, chip->stop_domain, want->stop_domain);
	KUNIT_EXPECT_EQ(test, chip->rxd_format, want->rxd_format);
	KUNIT_EXPECT_EQ(test, chip->txd_format, want->txd_format);
	KUNIT_EXPECT_EQ(test, chip->sem, want->sem);
}

static void only_conventional_pci_gets_32_bits(struct kunit *test)
{
	const struct chip_facts *want = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, want->device_id);

	KUNIT_EXPECT_EQ(test, e1k_chip_dma_bits(&f->hw), want->dma_bits);
}

static void pci_x_gets_64_bits(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_sim_set_pcix(f->world);
	KUNIT_EXPECT_EQ(test, e1k_chip_dma_bits(&f->hw), 64);
}

/* 82545EM and 82544GC hang after a longer one on PCI-X; the 82540EM has no PCI-X. */
static void first_descriptor_is_short_on_pci_x(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	u16 id = f->hw.chip->device_id;

	KUNIT_EXPECT_EQ(test, e1k_chip_txd_first_len(&f->hw), f->hw.chip->txd_max_len);
	e1k_sim_set_pcix(f->world);
	KUNIT_EXPECT_EQ(test, e1k_chip_txd_first_len(&f->hw),
			id == 0x100f || id == 0x100c ? 2015 : f->hw.chip->txd_max_len);
}

static struct kunit_case chip_cases[] = {
	KUNIT_CASE_PARAM(known_chip_is_found, chip_gen_params),
	KUNIT_CASE(foreign_chip_is_not_found),
	KUNIT_CASE(enumeration_is_complete),
	KUNIT_CASE_PARAM(limits_fit_together, chip_gen_params),
	KUNIT_CASE_PARAM(differences_are_the_manuals, facts_gen_params),
	KUNIT_CASE_PARAM(only_conventional_pci_gets_32_bits, facts_gen_params),
	KUNIT_CASE_PARAM(pci_x_gets_64_bits, chip_gen_params),
	KUNIT_CASE_PARAM(first_descriptor_is_short_on_pci_x, chip_gen_params),
	{}
};

static struct kunit_suite chip_suite = {
	.name = "e1k_chip_sim",
	.exit = e1k_fix_exit,
	.test_cases = chip_cases,
};

kunit_test_suite(chip_suite);
