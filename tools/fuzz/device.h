/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A device that lies: what a register read returns is up to the fuzzer. The
 * first byte of its input is the chip, the second what is read when the input
 * is used up; see device.c for the rest.
 */
#ifndef E1K_FUZZ_DEVICE_H
#define E1K_FUZZ_DEVICE_H

#include "../../kunit/osdep_sim.h"
#include "../../hal/chip.h"

/* BAR 0 of every chip. */
#define FUZZ_BAR_SIZE 0x20000

/**
 * struct e1k_world - the device
 * @data: input not used up yet
 * @left: how many bytes
 * @rest: how reads are answered afterwards
 * @us: simulated clock
 * @accesses: of registers, since the operation began
 * @reg: what was last written
 */
struct e1k_world {
	const u8 *data;
	size_t left;
	u8 rest;
	u64 us;
	u32 accesses;
	u32 reg[FUZZ_BAR_SIZE / 4];
};

/* A number from the input; 0 when it is used up. */
u8 fuzz_u8(struct e1k_world *w);
u16 fuzz_u16(struct e1k_world *w);
u32 fuzz_u32(struct e1k_world *w);
u64 fuzz_u64(struct e1k_world *w);
void fuzz_bytes(struct e1k_world *w, void *to, size_t len);

/* What must be true, or the fuzzer has found something. */
#define FUZZ_ASSERT(x) \
	do { \
		if (!(x)) \
			fuzz_fail(#x, __FILE__, __LINE__); \
	} while (0)
void fuzz_fail(const char *what, const char *file, int line);

/**
 * typedef fuzz_op - something a driver does with the device
 * @hw: device
 * @w: the same, for input and checks
 */
typedef void (*fuzz_op)(struct e1k_hw *hw, struct e1k_world *w);

/* What each target is: its operations, of which the first finds out what there is. */
extern const fuzz_op fuzz_ops[];
extern const u32 fuzz_ops_cnt;

/* libFuzzer's name for it is given by the compiler's options. */
int fuzz_one_input(const u8 *data, size_t size);

#endif
