// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Reading the EEPROM a chip comes with. */
#include "port.h"
#include "fixture.h"
#include "../hal/nvm.h"

E1K_FIX_PER_CHIP;

static struct e1k_fix *nvm_ready(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	KUNIT_ASSERT_EQ(test, e1k_nvm_init(&f->hw), 0);
	return f;
}

static void init_finds_64_words_or_more(struct kunit *test)
{
	struct e1k_fix *f = nvm_ready(test);

	KUNIT_EXPECT_GE(test, f->hw.nvm.words, 64);
	KUNIT_EXPECT_EQ(test, f->hw.nvm.words & (f->hw.nvm.words - 1), 0);
}

static void init_chooses_eerd_where_there_is_one(struct kunit *test)
{
	struct e1k_fix *f = nvm_ready(test);

	KUNIT_EXPECT_EQ(test, f->hw.nvm.type,
			f->hw.chip->device_id == 0x100c ? E1K_NVM_MICROWIRE : E1K_NVM_EERD);
}

static void mac_address_is_low_byte_first(struct kunit *test)
{
	struct e1k_fix *f = nvm_ready(test);
	u8 addr[E1K_ADDR_LEN];

	e1k_world_mac(f->world, addr);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_mac(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, memcmp(f->hw.perm_addr, addr, sizeof(addr)), 0);
}

static void checksum_is_right(struct kunit *test)
{
	struct e1k_fix *f = nvm_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), 0);
}

static void block_reads_what_words_read(struct kunit *test)
{
	struct e1k_fix *f = nvm_ready(test);
	u16 block[64], word;
	u32 i;

	KUNIT_ASSERT_EQ(test, e1k_nvm_read(&f->hw, 0, 64, block), 0);
	for (i = 0; i < 64; i++) {
		KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, i, 1, &word), 0);
		KUNIT_EXPECT_EQ(test, word, block[i]);
	}
}

static void read_past_the_end_is_refused(struct kunit *test)
{
	struct e1k_fix *f = nvm_ready(test);
	u16 word[2] = { 0x1234, 0x5678 }, end = f->hw.nvm.words;

	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, end, 1, word), -EINVAL);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, end - 1, 2, word), -EINVAL);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0xffff, 2, word), -EINVAL);
	KUNIT_EXPECT_EQ(test, word[0], 0x1234);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, end - 1, 1, word), 0);
}

static void reading_nothing_works(struct kunit *test)
{
	struct e1k_fix *f = nvm_ready(test);

	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 0, NULL), 0);
}

static struct kunit_case nvm_cases[] = {
	KUNIT_CASE_PARAM(init_finds_64_words_or_more, chip_gen_params),
	KUNIT_CASE_PARAM(init_chooses_eerd_where_there_is_one, chip_gen_params),
	KUNIT_CASE_PARAM(mac_address_is_low_byte_first, chip_gen_params),
	KUNIT_CASE_PARAM(checksum_is_right, chip_gen_params),
	KUNIT_CASE_PARAM(block_reads_what_words_read, chip_gen_params),
	KUNIT_CASE_PARAM(read_past_the_end_is_refused, chip_gen_params),
	KUNIT_CASE_PARAM(reading_nothing_works, chip_gen_params),
	{}
};

static struct kunit_suite nvm_suite = {
	.name = "e1k_nvm",
	.exit = e1k_fix_exit,
	.test_cases = nvm_cases,
};

kunit_test_suite(nvm_suite);

