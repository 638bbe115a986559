// SPDX-License-Identifier: GPL-2.0-only
#include "device.h"

#include "../../hal/mac.h"
#include "../../hal/phy.h"

/* Operations of one input, and what each may take: nothing waits for ever. */
#define FUZZ_OPS_MAX 24
#define FUZZ_OP_US 60000000ULL
#define FUZZ_OP_ACCESSES 4000000

void fuzz_fail(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: not true: %s\n", file, line, what);
	abort();
}

void fuzz_bytes(struct e1k_world *w, void *to, size_t len)
{
	size_t have = min(len, w->left);

	memset(to, 0, len);
	memcpy(to, w->data, have);
	w->data += have;
	w->left -= have;
}

u8 fuzz_u8(struct e1k_world *w)
{
	u8 val;

	fuzz_bytes(w, &val, sizeof(val));
	return val;
}

u16 fuzz_u16(struct e1k_world *w)
{
	u16 val;

	fuzz_bytes(w, &val, sizeof(val));
	return val;
}

u32 fuzz_u32(struct e1k_world *w)
{
	u32 val;

	fuzz_bytes(w, &val, sizeof(val));
	return val;
}

u64 fuzz_u64(struct e1k_world *w)
{
	u64 val;

	fuzz_bytes(w, &val, sizeof(val));
	return val;
}

/* A PHY that there is, so that more than its identification is reached. */
static u32 fuzz_mdic(struct e1k_world *w, u32 mdic)
{
	static const u32 ids[] = {
		E1K_PHY_ID_M88E1011, E1K_PHY_ID_M88E1000, E1K_PHY_ID_BM, E1K_PHY_ID_IGP03,
	};
	u32 id = ids[w->rest / 4 % ARRAY_SIZE(ids)];

	if (FIELD_GET(E1K_MDIC_OP, mdic) != E1K_MDIC_OP_READ)
		return mdic | E1K_MDIC_READY;
	mdic &= ~E1K_MDIC_DATA;
	switch (FIELD_GET(E1K_MDIC_REGADD, mdic)) {
	case E1K_PHY_ID1:
		return mdic | E1K_MDIC_READY | id >> 16;
	case E1K_PHY_ID2:
		return mdic | E1K_MDIC_READY | (id & 0xffff);
	default:
		return mdic | E1K_MDIC_READY | fuzz_u16(w);
	}
}

/* Any word of the NVM, and more often than chance the mark of a text. */
static u32 fuzz_eerd(struct e1k_world *w)
{
	u8 kind = fuzz_u8(w);

	return FIELD_PREP(E1K_EERD_DATA, kind > 200 ? 0xfafaU : (u32)fuzz_u16(w));
}

/* The answer of a device that does what it is told. */
static u32 fuzz_tame(struct e1k_world *w, u32 reg)
{
	u32 val = w->reg[reg / 4];

	switch (reg) {
	case E1K_STATUS:
		return E1K_STATUS_LU | E1K_STATUS_FD | fuzz_u8(w);
	case E1K_EECD:
		return val | E1K_EECD_GNT | E1K_EECD_PRES | (u32)fuzz_u8(w) << 8;
	case E1K_EERD:
		return val | E1K_EERD_DONE | E1K_EERD_DONE_8254X | fuzz_eerd(w);
	case E1K_EEWR:
		return val | E1K_EERD_DONE;
	case E1K_MDIC:
		return fuzz_mdic(w, val);
	default:
		return val;
	}
}

/* The lowest bits of a byte choose the kind of answer, the others are its detail. */
static u32 fuzz_answer(struct e1k_world *w, u32 reg, u8 how)
{
	switch (how % 8) {
	case 0:
		return 0;
	case 1:
		return ~0U;
	case 2:
		return fuzz_u32(w);
	case 3:
		return fuzz_tame(w, reg) ^ BIT(how / 8);
	default:
		return fuzz_tame(w, reg);
	}
}

u32 e1k_world_read(struct e1k_world *w, u32 reg)
{
	FUZZ_ASSERT(reg < FUZZ_BAR_SIZE && !(reg % 4));
	w->accesses++;
	return fuzz_answer(w, reg, w->left ? fuzz_u8(w) : w->rest);
}

void e1k_world_write(struct e1k_world *w, u32 reg, u32 val)
{
	FUZZ_ASSERT(reg < FUZZ_BAR_SIZE && !(reg % 4));
	w->accesses++;
	/* clears itself */
	if (reg == E1K_CTRL)
		val &= ~E1K_CTRL_RST;
	w->reg[reg / 4] = val;
}

void e1k_world_udelay(struct e1k_world *w, u32 us)
{
	FUZZ_ASSERT(us && us <= 1000);
	w->us += us;
}

void e1k_world_msleep(struct e1k_world *w, u32 ms)
{
	w->us += 1000ULL * ms;
}

static void fuzz_one(struct e1k_hw *hw, struct e1k_world *w, fuzz_op op)
{
	u64 begin = w->us;

	w->accesses = 0;
	op(hw, w);
	FUZZ_ASSERT(w->us - begin < FUZZ_OP_US);
	FUZZ_ASSERT(w->accesses < FUZZ_OP_ACCESSES);
}

static const struct e1k_chip *fuzz_chip(u8 number)
{
	u32 count = 0;

	while (e1k_chip_get(count))
		count++;
	return e1k_chip_get(number % count);
}

/* Runs operations as the input says until it is used up. */
int fuzz_one_input(const u8 *data, size_t size)
{
	static struct e1k_world world;
	struct e1k_hw hw = {};
	u32 i;

	memset(&world, 0, sizeof(world));
	world.data = data;
	world.left = size;
	hw.bus.world = &world;
	hw.chip = fuzz_chip(fuzz_u8(&world));
	world.rest = fuzz_u8(&world);
	e1k_mac_init_state(&hw);
	fuzz_one(&hw, &world, fuzz_ops[0]);
	for (i = 0; i < FUZZ_OPS_MAX && world.left; i++)
		fuzz_one(&hw, &world, fuzz_ops[fuzz_u8(&world) % fuzz_ops_cnt]);
	return 0;
}
