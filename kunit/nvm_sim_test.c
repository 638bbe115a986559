// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Every kind of EEPROM and way to read it, bad contents, and a dead one. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/nvm.h"

#define NVM_TIMEOUT_US 10000

struct nvm_part {
	enum e1k_sim_nvm_type type;
	u16 words;
	u16 found;
	enum e1k_nvm_type how;
	u8 addr_bits;
	const char *desc;
};

static const struct nvm_part nvm_parts[] = {
	{ E1K_SIM_NVM_MICROWIRE, 64, 64, E1K_NVM_EERD, 6, "93C46" },
	{ E1K_SIM_NVM_MICROWIRE, 256, 256, E1K_NVM_EERD, 8, "93C66" },
	{ E1K_SIM_NVM_SPI, 128, 128, E1K_NVM_EERD, 8, "AT25020" },
	{ E1K_SIM_NVM_SPI, 2048, 32768, E1K_NVM_SPI, 16, "AT25320" },
};

E1K_PARAMS(part, nvm_parts);

static struct e1k_fix *nvm_create(struct kunit *test, u16 device_id,
				  enum e1k_sim_nvm_type type, u16 words)
{
	struct e1k_fix *f = e1k_fix_create(test, device_id);

	e1k_sim_set_nvm(f->world, type, words);
	KUNIT_ASSERT_EQ(test, e1k_nvm_init(&f->hw), 0);
	return f;
}

static struct e1k_fix *nvm_default(struct kunit *test)
{
	return nvm_create(test, 0x100e, E1K_SIM_NVM_MICROWIRE, 64);
}

static void part_is_recognised(struct kunit *test)
{
	const struct nvm_part *part = test->param_value;
	struct e1k_fix *f = nvm_create(test, 0x100e, part->type, part->words);

	KUNIT_EXPECT_EQ(test, f->hw.nvm.type, part->how);
	KUNIT_EXPECT_EQ(test, f->hw.nvm.words, part->found);
	KUNIT_EXPECT_EQ(test, f->hw.nvm.addr_bits, part->addr_bits);
}

static void part_is_read_by_choice(struct kunit *test)
{
	const struct nvm_part *part = test->param_value;
	struct e1k_fix *f = nvm_create(test, 0x100e, part->type, part->words);
	const u16 *want = e1k_sim_nvm(f->world);
	u16 data[8];

	KUNIT_ASSERT_EQ(test, e1k_nvm_read(&f->hw, 0, 8, data), 0);
	KUNIT_EXPECT_EQ(test, memcmp(data, want, sizeof(data)), 0);
	KUNIT_ASSERT_EQ(test, e1k_nvm_read(&f->hw, part->words - 8, 8, data), 0);
	KUNIT_EXPECT_EQ(test, memcmp(data, want + part->words - 8, sizeof(data)), 0);
}

static void part_is_read_by_bit_bang(struct kunit *test)
{
	const struct nvm_part *part = test->param_value;
	struct e1k_fix *f = nvm_create(test, 0x100e, part->type, part->words);
	const u16 *want = e1k_sim_nvm(f->world);
	u16 word;
	u32 i;
	int err;

	for (i = 0; i < part->words; i += 13) {
		err = part->type == E1K_SIM_NVM_SPI ?
			      e1k_nvm_read_spi(&f->hw, i, 1, &word) :
			      e1k_nvm_read_microwire(&f->hw, i, 1, &word);
		KUNIT_ASSERT_EQ(test, err, 0);
		KUNIT_EXPECT_EQ(test, word, want[i]);
	}
}

static void bit_bang_reads_blocks(struct kunit *test)
{
	const struct nvm_part *part = test->param_value;
	struct e1k_fix *f = nvm_create(test, 0x100e, part->type, part->words);
	u16 data[16];
	int err;

	err = part->type == E1K_SIM_NVM_SPI ?
		      e1k_nvm_read_spi(&f->hw, 31, ARRAY_SIZE(data), data) :
		      e1k_nvm_read_microwire(&f->hw, 31, ARRAY_SIZE(data), data);
	KUNIT_ASSERT_EQ(test, err, 0);
	KUNIT_EXPECT_EQ(test, memcmp(data, e1k_sim_nvm(f->world) + 31, sizeof(data)), 0);
}

/* Idle: clock and data low, not selected, not requested. */
static void expect_idle_pins(struct kunit *test, struct e1k_fix *f, bool spi)
{
	u32 eecd = e1k_world_peek(f->world, E1K_EECD);

	KUNIT_EXPECT_EQ(test, eecd & (E1K_EECD_SK | E1K_EECD_DI | E1K_EECD_REQ), 0);
	KUNIT_EXPECT_EQ(test, !(eecd & E1K_EECD_CS), !spi);
}

static void bit_bang_lets_go(struct kunit *test)
{
	const struct nvm_part *part = test->param_value;
	struct e1k_fix *f = nvm_create(test, 0x100e, part->type, part->words);
	bool spi = part->type == E1K_SIM_NVM_SPI;
	u16 word;

	KUNIT_EXPECT_EQ(test, spi ? e1k_nvm_read_spi(&f->hw, 1, 1, &word) :
				    e1k_nvm_read_microwire(&f->hw, 1, 1, &word), 0);
	expect_idle_pins(test, f, spi);
}

/* A boot ROM may have left them so. */
static void pins_left_high_do_no_harm(struct kunit *test)
{
	const struct nvm_part *part = test->param_value;
	struct e1k_fix *f = nvm_create(test, 0x100e, part->type, part->words);
	u16 word;

	e1k_world_poke(f->world, E1K_EECD, E1K_EECD_REQ);
	e1k_world_advance(f->world, 100);
	e1k_world_poke(f->world, E1K_EECD, E1K_EECD_REQ | E1K_EECD_SK | E1K_EECD_DI);
	e1k_world_advance(f->world, 100);
	KUNIT_EXPECT_EQ(test, part->type == E1K_SIM_NVM_SPI ?
			e1k_nvm_read_spi(&f->hw, 5, 1, &word) :
			e1k_nvm_read_microwire(&f->hw, 5, 1, &word), 0);
	KUNIT_EXPECT_EQ(test, word, e1k_sim_nvm(f->world)[5]);
}

static void large_microwire_on_82544(struct kunit *test)
{
	struct e1k_fix *f = nvm_create(test, 0x100c, E1K_SIM_NVM_MICROWIRE, 256);
	u16 word;

	KUNIT_EXPECT_EQ(test, f->hw.nvm.type, E1K_NVM_MICROWIRE);
	KUNIT_ASSERT_EQ(test, e1k_nvm_read(&f->hw, 201, 1, &word), 0);
	KUNIT_EXPECT_EQ(test, word, e1k_sim_nvm(f->world)[201]);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 256, 1, &word), -EINVAL);
}

static void missing_nvm_is_reported(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x100e);
	u16 word;

	KUNIT_EXPECT_EQ(test, e1k_nvm_init(&f->hw), 0);
	e1k_sim_set_nvm(f->world, E1K_SIM_NVM_NONE, 0);
	KUNIT_EXPECT_EQ(test, e1k_nvm_init(&f->hw), -ENODEV);
	KUNIT_EXPECT_EQ(test, f->hw.nvm.type, E1K_NVM_NONE);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 1, &word), -EINVAL);
}

static void read_needs_a_known_type(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	u16 word;

	f->hw.nvm.type = E1K_NVM_NONE;
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 1, &word), -ENODEV);
}

static void wrong_checksum_is_an_error(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);

	e1k_sim_nvm(f->world)[0x3f]++;
	KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), -EIO);
}

static void checksum_covers_all_its_words(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	u16 *word = e1k_sim_nvm(f->world);
	u32 i;

	for (i = 0; i < 64; i++) {
		word[i] ^= 0x8000;
		KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), -EIO);
		word[i] ^= 0x8000;
	}
	KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), 0);
}

struct nvm_mac {
	u16 word[3];
	const char *desc;
};

static const struct nvm_mac nvm_macs[] = {
	{ { 0, 0, 0 }, "all zero" },
	{ { 0xffff, 0xffff, 0xffff }, "all ones" },
	{ { 0x0001, 0x5e00, 0x0100 }, "multicast" },
};

E1K_PARAMS(mac, nvm_macs);

static void invalid_address_is_not_used(struct kunit *test)
{
	const struct nvm_mac *mac = test->param_value;
	static const u8 zero[E1K_ADDR_LEN];
	struct e1k_fix *f = nvm_default(test);

	memset(f->hw.perm_addr, 0x55, sizeof(f->hw.perm_addr));
	memcpy(e1k_sim_nvm(f->world), mac->word, sizeof(mac->word));
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_mac(&f->hw), -EIO);
	KUNIT_EXPECT_EQ(test, memcmp(f->hw.perm_addr, zero, sizeof(zero)), 0);
}

static void eerd_gives_up_after_10_ms(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	u64 start;
	u16 data[4];

	e1k_sim_fault(f->world)->eerd_fail = 1;
	start = e1k_world_now(f->world);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 1, data), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world) - start, NVM_TIMEOUT_US);
}

static void eerd_error_in_a_block_is_reported(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	u16 data[4];

	e1k_sim_fault(f->world)->eerd_fail = 4;
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 4, data), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, data[2], e1k_sim_nvm(f->world)[2]);
}

static void read_error_is_not_a_checksum_error(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);

	e1k_sim_fault(f->world)->eerd_fail = 30;
	KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), -ETIMEDOUT);
}

static void read_error_leaves_no_address(struct kunit *test)
{
	static const u8 zero[E1K_ADDR_LEN];
	struct e1k_fix *f = nvm_default(test);

	memset(f->hw.perm_addr, 0x55, sizeof(f->hw.perm_addr));
	e1k_sim_fault(f->world)->eerd_fail = 2;
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_mac(&f->hw), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, memcmp(f->hw.perm_addr, zero, sizeof(zero)), 0);
}

static void no_grant_is_busy_after_10_ms(struct kunit *test)
{
	const struct nvm_part *part = test->param_value;
	struct e1k_fix *f = nvm_create(test, 0x100e, part->type, part->words);
	bool spi = part->type == E1K_SIM_NVM_SPI;
	u64 start;
	u16 word;

	e1k_sim_fault(f->world)->grant_stuck = true;
	start = e1k_world_now(f->world);
	KUNIT_EXPECT_EQ(test, spi ? e1k_nvm_read_spi(&f->hw, 0, 1, &word) :
				    e1k_nvm_read_microwire(&f->hw, 0, 1, &word), -EBUSY);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world) - start, NVM_TIMEOUT_US);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_EECD) & E1K_EECD_REQ, 0);
}

static void busy_spi_part_is_given_up(struct kunit *test)
{
	struct e1k_fix *f = nvm_create(test, 0x100e, E1K_SIM_NVM_SPI, 2048);
	u64 start;
	u16 word;

	e1k_sim_fault(f->world)->spi_busy = true;
	start = e1k_world_now(f->world);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 1, &word), -ETIMEDOUT);
	/* A grant, polls of 59 pin changes and 100 us each, and the pins let go. */
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world) - start, 10 + 100 * (59 + 100) + 1);
	KUNIT_EXPECT_GE(test, e1k_world_now(f->world) - start, NVM_TIMEOUT_US);
	expect_idle_pins(test, f, true);
}

static void pba_number_is_text(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	char buf[12];

	e1k_sim_nvm(f->world)[E1K_NVM_PBA0] = 0xa1b2;
	e1k_sim_nvm(f->world)[E1K_NVM_PBA1] = 0xc30f;
	KUNIT_ASSERT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, sizeof(buf)), 0);
	KUNIT_EXPECT_STREQ(test, buf, "A1B2C3-00F");
}

static void pba_number_needs_11_bytes(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	char buf[12];

	memset(buf, 0x55, sizeof(buf));
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, 10), -ENOSPC);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, 11), 0);
	KUNIT_EXPECT_EQ(test, buf[11], 0x55);
}

static void pba_set_block(struct e1k_fix *f, u16 block, u16 words)
{
	static const u16 text[] = { 0x4536, 0x3735, 0x2d30 };
	u16 *word = e1k_sim_nvm(f->world);

	word[E1K_NVM_PBA0] = 0xfafa;
	word[E1K_NVM_PBA1] = block;
	word[block] = words;
	memcpy(&word[block + 1], text, sizeof(text));
}

static void pba_string_is_followed(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	char buf[12];

	memset(buf, 0x55, sizeof(buf));
	pba_set_block(f, 0x20, 4);
	KUNIT_ASSERT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, 7), 0);
	KUNIT_EXPECT_STREQ(test, buf, "E675-0");
	KUNIT_EXPECT_EQ(test, buf[7], 0x55);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, 6), -ENOSPC);
	e1k_sim_nvm(f->world)[0x20] = 2;
	KUNIT_ASSERT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, 3), 0);
	KUNIT_EXPECT_STREQ(test, buf, "E6");
}

struct nvm_block {
	u16 block;
	u16 words;
	int err;
	const char *desc;
};

static const struct nvm_block nvm_blocks[] = {
	{ 0x20, 0, -EIO, "no length" },
	{ 0x20, 1, -EIO, "no text" },
	{ 0x20, 0xffff, -EIO, "never written" },
	{ 0x20, 100, -ENOSPC, "longer than the buffer" },
	{ 0x3c, 6, -EINVAL, "runs past the end" },
	{ 0x40, 4, -EINVAL, "begins past the end" },
};

E1K_PARAMS(block, nvm_blocks);

static void bad_pba_string_is_an_error(struct kunit *test)
{
	const struct nvm_block *block = test->param_value;
	struct e1k_fix *f = nvm_default(test);
	char buf[12];

	pba_set_block(f, block->block, block->words);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, sizeof(buf)), block->err);
}

static void pba_read_errors_are_reported(struct kunit *test)
{
	struct e1k_fix *f = nvm_default(test);
	char buf[12];
	u32 n;

	pba_set_block(f, 0x20, 4);
	for (n = 1; n <= 6; n++) {
		e1k_sim_fault(f->world)->eerd_fail = n;
		KUNIT_EXPECT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, sizeof(buf)), -ETIMEDOUT);
	}
	e1k_sim_fault(f->world)->eerd_fail = 0;
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_pba(&f->hw, buf, sizeof(buf)), 0);
}

static struct kunit_case nvm_sim_cases[] = {
	KUNIT_CASE_PARAM(part_is_recognised, part_gen_params),
	KUNIT_CASE_PARAM(part_is_read_by_choice, part_gen_params),
	KUNIT_CASE_PARAM(part_is_read_by_bit_bang, part_gen_params),
	KUNIT_CASE_PARAM(bit_bang_reads_blocks, part_gen_params),
	KUNIT_CASE_PARAM(bit_bang_lets_go, part_gen_params),
	KUNIT_CASE_PARAM(pins_left_high_do_no_harm, part_gen_params),
	KUNIT_CASE(large_microwire_on_82544),
	KUNIT_CASE(missing_nvm_is_reported),
	KUNIT_CASE(read_needs_a_known_type),
	KUNIT_CASE(wrong_checksum_is_an_error),
	KUNIT_CASE(checksum_covers_all_its_words),
	KUNIT_CASE_PARAM(invalid_address_is_not_used, mac_gen_params),
	KUNIT_CASE(eerd_gives_up_after_10_ms),
	KUNIT_CASE(eerd_error_in_a_block_is_reported),
	KUNIT_CASE(read_error_is_not_a_checksum_error),
	KUNIT_CASE(read_error_leaves_no_address),
	KUNIT_CASE_PARAM(no_grant_is_busy_after_10_ms, part_gen_params),
	KUNIT_CASE(busy_spi_part_is_given_up),
	KUNIT_CASE(pba_number_is_text),
	KUNIT_CASE(pba_number_needs_11_bytes),
	KUNIT_CASE(pba_string_is_followed),
	KUNIT_CASE_PARAM(bad_pba_string_is_an_error, block_gen_params),
	KUNIT_CASE(pba_read_errors_are_reported),
	{}
};

static struct kunit_suite nvm_sim_suite = {
	.name = "e1k_nvm_sim",
	.exit = e1k_fix_exit,
	.test_cases = nvm_sim_cases,
};

kunit_test_suite(nvm_sim_suite);
