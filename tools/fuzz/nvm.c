// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whatever the NVM and the semaphores in front of it say.
 * covers: hal/nvm.c hal/sem.c
 */
#include "device.h"

#include "../../hal/nvm.h"
#include "../../hal/sem.h"

static void fuzz_nvm_init(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_nvm_init(hw);
	FUZZ_ASSERT(hw->nvm.addr_bits <= 16);
}

/* Exactly as much memory as was asked for: the sanitizer sees one byte more. */
static void fuzz_nvm_read(struct e1k_hw *hw, struct e1k_world *w)
{
	u16 words = fuzz_u8(w), offset = fuzz_u16(w);
	u16 *data = malloc(words * sizeof(*data));
	int err = e1k_nvm_read(hw, offset, words, data);

	FUZZ_ASSERT(err || offset + words <= hw->nvm.words);
	free(data);
}

static void fuzz_nvm_write(struct e1k_hw *hw, struct e1k_world *w)
{
	u16 data[4], words = fuzz_u8(w) % ARRAY_SIZE(data), offset = fuzz_u16(w);
	int err;

	fuzz_bytes(w, data, sizeof(data));
	err = e1k_nvm_write(hw, offset, words, data);
	FUZZ_ASSERT(err || offset + words <= hw->nvm.words);
}

static void fuzz_nvm_check(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_nvm_check(hw);
}

static void fuzz_nvm_read_mac(struct e1k_hw *hw, struct e1k_world *w)
{
	int err = e1k_nvm_read_mac(hw);
	u32 i, sum = 0;

	for (i = 0; i < E1K_ADDR_LEN; i++)
		sum += hw->perm_addr[i];
	FUZZ_ASSERT(!err == !!sum);
	FUZZ_ASSERT(!(hw->perm_addr[0] & 1));
}

static void fuzz_nvm_read_pba(struct e1k_hw *hw, struct e1k_world *w)
{
	u32 size = fuzz_u8(w) % 64;
	char *buf = malloc(size);

	if (!e1k_nvm_read_pba(hw, buf, size))
		FUZZ_ASSERT(memchr(buf, 0, size));
	free(buf);
}

const fuzz_op fuzz_ops[] = {
	fuzz_nvm_init,
	fuzz_nvm_read,
	fuzz_nvm_read_pba,
	fuzz_nvm_write,
	fuzz_nvm_check,
	fuzz_nvm_read_mac,
};

const u32 fuzz_ops_cnt = ARRAY_SIZE(fuzz_ops);
