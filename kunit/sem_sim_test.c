// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Sharing NVM and PHY with firmware and the other port; writing the NVM. */
#include "port.h"
#include "fixture.h"
#include "sim_fault.h"
#include "../hal/mac.h"
#include "../hal/nvm.h"
#include "../hal/phy.h"
#include "../hal/sem.h"

#define SECOND_US 1000000

E1K_FIX_PER_CHIP;
E1K_FIX_PER_PCIE_CHIP;

static bool sem_is_free(struct e1k_fix *f)
{
	switch (f->hw.chip->sem) {
	case E1K_SEM_EXTCNF:
		return !(e1k_world_peek(f->world, E1K_EXTCNF_CTRL) & BIT(5));
	case E1K_SEM_SW_FW:
		return !e1k_world_peek(f->world, E1K_SW_FW_SYNC) &&
		       !(e1k_world_peek(f->world, E1K_SWSM) & 3);
	default:
		return true;
	}
}

static void access_takes_and_gives_back(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u16 val;

	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 1, &val), 0);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
	KUNIT_EXPECT_EQ(test, e1k_phy_read(&f->hw, E1K_PHY_BMSR, &val), 0);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
}

static void nvm_and_phy_are_held_apart(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);

	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), 0);
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_PHY), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_SW_FW_SYNC), 0x3);
	e1k_sem_release(&f->hw, E1K_SEM_NVM);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_SW_FW_SYNC), 0x2);
	e1k_sem_release(&f->hw, E1K_SEM_PHY);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
}

static void second_port_has_its_own_phy(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);
	u8 addr[E1K_ADDR_LEN];

	e1k_sim_set_port(f->world, 1);
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_PHY), 0);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_SW_FW_SYNC), 0x4);
	e1k_sem_release(&f->hw, E1K_SEM_PHY);
	KUNIT_ASSERT_EQ(test, e1k_nvm_init(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read_mac(&f->hw), 0);
	e1k_world_mac(f->world, addr);
	KUNIT_EXPECT_EQ(test, memcmp(f->hw.perm_addr, addr, sizeof(addr)), 0);
	KUNIT_EXPECT_EQ(test, addr[5] & 1, !(e1k_sim_nvm(f->world)[2] >> 8 & 1));
}

static void busy_firmware_is_waited_for(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u64 start = e1k_world_now(f->world);
	u16 val;

	e1k_sim_fault(f->world)->fw_until = start + 100000;
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, 0, 1, &val), 0);
	KUNIT_EXPECT_GE(test, e1k_world_now(f->world) - start, 100000);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, 120000);
}

static int call_nvm_read(struct e1k_hw *hw)
{
	u16 val;

	return e1k_nvm_read(hw, 0, 1, &val);
}

static int call_nvm_check(struct e1k_hw *hw)
{
	return e1k_nvm_check(hw);
}

static int call_phy_read(struct e1k_hw *hw)
{
	u16 val;

	return e1k_phy_read(hw, E1K_PHY_BMSR, &val);
}

static int call_phy_write(struct e1k_hw *hw)
{
	return e1k_phy_write(hw, E1K_PHY_ANAR, 1);
}

static int call_phy_identify(struct e1k_hw *hw)
{
	return e1k_phy_identify(hw);
}

static int call_phy_reset(struct e1k_hw *hw)
{
	return e1k_phy_reset(hw);
}

static int call_phy_setup(struct e1k_hw *hw)
{
	return e1k_phy_setup(hw);
}

static int call_phy_read_link(struct e1k_hw *hw)
{
	struct e1k_link link;

	return e1k_phy_read_link(hw, &link);
}

static int call_phy_loopback(struct e1k_hw *hw)
{
	return e1k_phy_set_loopback(hw, true);
}

static const struct sem_call {
	int (*call)(struct e1k_hw *hw);
	const char *desc;
} sem_calls[] = {
	{ call_nvm_read, "read the NVM" },
	{ call_nvm_check, "check the NVM" },
	{ call_phy_read, "read the PHY" },
	{ call_phy_write, "write the PHY" },
	{ call_phy_identify, "identify the PHY" },
	{ call_phy_reset, "reset the PHY" },
	{ call_phy_setup, "set the PHY up" },
	{ call_phy_read_link, "read the link" },
	{ call_phy_loopback, "loop the PHY back" },
};

E1K_PARAMS(call, sem_calls);

/* Firmware keeps what it has: the call fails in time, touches nothing, leaves nothing taken. */
static void greedy_firmware_is_respected(struct kunit *test)
{
	static const u16 ids[] = { 0x10d3, 0x10c9 };
	const struct sem_call *call = test->param_value;
	struct e1k_fix *f;
	u64 start;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		f = e1k_fix_create(test, ids[i]);
		e1k_fix_reset(test, f);
		e1k_sim_fault(f->world)->fw_until = ~0U;
		start = e1k_world_now(f->world);
		KUNIT_EXPECT_EQ(test, call->call(&f->hw), -EBUSY);
		KUNIT_EXPECT_GE(test, e1k_world_now(f->world) - start, SECOND_US);
		KUNIT_EXPECT_LE(test, e1k_world_now(f->world) - start, SECOND_US + 50000);
		KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_MDIC), 0);
		KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_EERD), 0);
		KUNIT_EXPECT_TRUE(test, sem_is_free(f));
		if (!i)
			e1k_fix_exit(test);
	}
}

/* Left behind by a driver that died: taken over, in time. */
static void stale_smbi_is_taken_over(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);

	e1k_sim_set_reg(f->world, E1K_SWSM, E1K_SWSM_SMBI);
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), 0);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world), 50000);
	e1k_sem_release(&f->hw, E1K_SEM_NVM);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
}

static void stale_software_bit_is_taken_over(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);

	e1k_sim_set_reg(f->world, E1K_SW_FW_SYNC, E1K_SW_FW_SYNC_EEP);
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), 0);
	KUNIT_EXPECT_GE(test, e1k_world_now(f->world), SECOND_US);
	e1k_sem_release(&f->hw, E1K_SEM_NVM);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
}

static void gone_device_ends_the_wait(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ZEROS;
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), -ENODEV);
	e1k_sim_fault(f->world)->gone = E1K_SIM_GONE_ONES;
	if (f->hw.chip->sem == E1K_SEM_SW_FW)
		KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_PHY), -ENODEV);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world), 0);
}

static void stuck_swsm_is_given_up(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);

	e1k_sim_fault(f->world)->smbi_held = true;
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), -EBUSY);
	e1k_sim_fault(f->world)->smbi_held = false;
	e1k_sim_fault(f->world)->swesmbi_held = true;
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), -EBUSY);
	KUNIT_EXPECT_LE(test, e1k_world_now(f->world), 200000);
	e1k_sim_fault(f->world)->swesmbi_held = false;
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
	KUNIT_EXPECT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), 0);
}

/* What is not ours by then may be the other port's. */
static void release_without_swsm_gives_only_the_bit_back(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);
	int write;

	KUNIT_ASSERT_EQ(test, e1k_sem_acquire(&f->hw, E1K_SEM_NVM), 0);
	e1k_sim_fault(f->world)->swesmbi_held = true;
	e1k_log_clear(f->log);
	e1k_sem_release(&f->hw, E1K_SEM_NVM);
	KUNIT_EXPECT_EQ(test, e1k_world_peek(f->world, E1K_SW_FW_SYNC), 0);
	write = e1k_log_find_write(f->log, 0, E1K_SW_FW_SYNC, 0);
	KUNIT_EXPECT_GT(test, write, 0);
	KUNIT_EXPECT_EQ(test, e1k_log_find_write(f->log, write, E1K_SWSM, 0), -1);
}

/* A reset without being the owner is better than none. */
static void greedy_firmware_does_not_prevent_a_reset(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_sim_fault(f->world)->fw_until = ~0U;
	KUNIT_EXPECT_EQ(test, e1k_mac_reset(&f->hw), 0);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
}

static void wrong_page_of_the_phy_is_left(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);
	struct e1k_link link;

	e1k_sim_set_phy_page(f->world, 2);
	KUNIT_EXPECT_EQ(test, e1k_phy_identify(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_phy_read_link(&f->hw, &link), 0);
}

static void access_without_owning_complains(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);

	e1k_wr32(&f->hw, E1K_EERD, E1K_EERD_START);
	e1k_rd32(&f->hw, E1K_STATUS);
	e1k_fix_expect_complaint(test, f);
	e1k_wr32(&f->hw, E1K_MDIC, 0x08210000);
	e1k_rd32(&f->hw, E1K_STATUS);
	e1k_fix_expect_complaint(test, f);
}

static void taking_from_firmware_complains(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10c9);

	e1k_sim_fault(f->world)->fw_until = ~0U;
	e1k_rd32(&f->hw, E1K_SWSM);
	e1k_wr32(&f->hw, E1K_SWSM, E1K_SWSM_SMBI | E1K_SWSM_SWESMBI);
	e1k_wr32(&f->hw, E1K_SW_FW_SYNC, E1K_SW_FW_SYNC_EEP);
	e1k_rd32(&f->hw, E1K_STATUS);
	e1k_fix_expect_complaint(test, f);
}

static void written_words_are_there_and_the_checksum_is_right(struct kunit *test)
{
	static const u16 words[] = { 0xdead, 0xbeef, 0x1234 };
	struct e1k_fix *f = e1k_fix_create(test, 0x10d3);

	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x20, 3, words), 0);
	KUNIT_EXPECT_EQ(test, memcmp(e1k_sim_nvm(f->world) + 0x20, words, sizeof(words)), 0);
	KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x3fe, 2, words), 0);
	KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), 0);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
}

/* Whatever is written to the checksum, it becomes right. */
static void checksum_cannot_be_spoilt(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10d3);
	u16 wrong = 0x1111;

	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, E1K_NVM_CHECKSUM, 1, &wrong), 0);
	KUNIT_EXPECT_EQ(test, e1k_nvm_check(&f->hw), 0);
}

static void write_errors_are_reported(struct kunit *test)
{
	static const u16 words[] = { 1, 2 };
	struct e1k_fix *f = e1k_fix_create(test, 0x10d3);
	u32 n;

	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x3ff, 2, words), -EINVAL);
	e1k_sim_fault(f->world)->eerd_fail = 5;
	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x20, 2, words), -ETIMEDOUT);
	KUNIT_EXPECT_TRUE(test, sem_is_free(f));
	e1k_sim_fault(f->world)->fw_until = ~0U;
	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x20, 2, words), -EBUSY);
	e1k_fix_exit(test);
	for (n = 1; n <= 3; n++) {
		f = e1k_fix_create(test, 0x10d3);
		e1k_fix_reset(test, f);
		e1k_sim_fault(f->world)->eewr_fail = n;
		KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x20, 2, words), -ETIMEDOUT);
		KUNIT_EXPECT_TRUE(test, sem_is_free(f));
		if (n < 3)
			e1k_fix_exit(test);
	}
}

static void flash_is_not_written(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_create(test, 0x10d3);
	u16 word = 1;

	e1k_sim_set_nvm(f->world, E1K_SIM_NVM_FLASH, 1024);
	e1k_fix_reset(test, f);
	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x20, 1, &word), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_EEWR), 0);
}

static void only_the_82574_is_written(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_ready(test);
	u16 word = 1;

	KUNIT_EXPECT_EQ(test, e1k_nvm_write(&f->hw, 0x20, 1, &word),
			f->hw.chip->device_id == 0x10d3 ? 0 : -EOPNOTSUPP);
}

static void missing_nvm_is_reported(struct kunit *test)
{
	struct e1k_fix *f = e1k_fix_chip(test);

	e1k_sim_set_nvm(f->world, E1K_SIM_NVM_NONE, 0);
	KUNIT_EXPECT_EQ(test, e1k_nvm_init(&f->hw), -ENODEV);
	KUNIT_EXPECT_EQ(test, f->hw.nvm.words, 0);
}

struct sem_size {
	u16 words;
	const char *desc;
};

static const struct sem_size sem_sizes[] = {
	{ 64, "64 words" },
	{ 128, "128 words" },
	{ 2048, "2048 words" },
};

E1K_PARAMS(size, sem_sizes);

static void size_is_found(struct kunit *test)
{
	const struct sem_size *size = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, 0x10d3);
	u16 word;

	e1k_sim_set_nvm(f->world, E1K_SIM_NVM_SPI, size->words);
	KUNIT_ASSERT_EQ(test, e1k_nvm_init(&f->hw), 0);
	KUNIT_EXPECT_EQ(test, f->hw.nvm.words, size->words);
	KUNIT_EXPECT_EQ(test, e1k_nvm_read(&f->hw, size->words - 1, 1, &word), 0);
	KUNIT_EXPECT_EQ(test, word, e1k_sim_nvm(f->world)[size->words - 1]);
}

static struct kunit_case sem_cases[] = {
	KUNIT_CASE_PARAM(access_takes_and_gives_back, chip_gen_params),
	KUNIT_CASE(nvm_and_phy_are_held_apart),
	KUNIT_CASE(second_port_has_its_own_phy),
	KUNIT_CASE_PARAM(busy_firmware_is_waited_for, pcie_gen_params),
	KUNIT_CASE_PARAM(greedy_firmware_is_respected, call_gen_params),
	KUNIT_CASE(stale_smbi_is_taken_over),
	KUNIT_CASE(stale_software_bit_is_taken_over),
	KUNIT_CASE_PARAM(gone_device_ends_the_wait, pcie_gen_params),
	KUNIT_CASE(stuck_swsm_is_given_up),
	KUNIT_CASE(release_without_swsm_gives_only_the_bit_back),
	KUNIT_CASE_PARAM(greedy_firmware_does_not_prevent_a_reset, pcie_gen_params),
	KUNIT_CASE_PARAM(wrong_page_of_the_phy_is_left, pcie_gen_params),
	KUNIT_CASE_PARAM(access_without_owning_complains, pcie_gen_params),
	KUNIT_CASE(taking_from_firmware_complains),
	KUNIT_CASE(written_words_are_there_and_the_checksum_is_right),
	KUNIT_CASE(checksum_cannot_be_spoilt),
	KUNIT_CASE(write_errors_are_reported),
	KUNIT_CASE(flash_is_not_written),
	KUNIT_CASE_PARAM(only_the_82574_is_written, chip_gen_params),
	KUNIT_CASE_PARAM(missing_nvm_is_reported, pcie_gen_params),
	KUNIT_CASE_PARAM(size_is_found, size_gen_params),
	{}
};

static struct kunit_suite sem_suite = {
	.name = "e1k_sem_sim",
	.exit = e1k_fix_exit,
	.test_cases = sem_cases,
};

kunit_test_suite(sem_suite);
