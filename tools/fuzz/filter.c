// SPDX-License-Identifier: GPL-2.0-only
/*
 * Filters and receive side scaling: indices from user space, tables in registers.
 * covers: hal/filter.c hal/rss.c
 */
#include "device.h"

#include "../../hal/filter.h"
#include "../../hal/rss.h"

static void fuzz_filter_restore(struct e1k_hw *hw, struct e1k_world *w)
{
	e1k_filter_restore(hw);
	e1k_rss_restore(hw);
}

static void fuzz_filter_set(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 bits = fuzz_u8(w), uc[40][E1K_ADDR_LEN], mc[16][E1K_ADDR_LEN];
	struct e1k_filter f = {
		.promisc = bits & 1,
		.allmulti = bits & 2,
		.uc = (const u8 (*)[E1K_ADDR_LEN])uc,
		.uc_cnt = fuzz_u8(w) % (ARRAY_SIZE(uc) + 1),
		.mc = (const u8 (*)[E1K_ADDR_LEN])mc,
		.mc_cnt = fuzz_u8(w) % (ARRAY_SIZE(mc) + 1),
	};

	fuzz_bytes(w, uc, sizeof(uc[0]) * f.uc_cnt);
	fuzz_bytes(w, mc, sizeof(mc[0]) * f.mc_cnt);
	hw->rx_mode.mta_shift = bits >> 6;
	e1k_filter_set(hw, &f);
	/* an address without a register is received by receiving all */
	FUZZ_ASSERT(hw->rx_mode.allunicast == (f.uc_cnt >= hw->chip->rar_cnt));
	FUZZ_ASSERT(!(hw->rar_used >> hw->chip->rar_cnt));
}

static void fuzz_filter_station(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 addr[E1K_ADDR_LEN];

	fuzz_bytes(w, addr, sizeof(addr));
	e1k_filter_set_station(hw, addr);
	FUZZ_ASSERT(!memcmp(hw->rar[0], addr, sizeof(addr)));
	FUZZ_ASSERT(e1k_filter_mta_hash(addr, fuzz_u8(w) % 4) < 4096);
}

static void fuzz_filter_vlan(struct e1k_hw *hw, struct e1k_world *w)
{
	u16 vid = fuzz_u16(w) % 4096;
	bool on = fuzz_u8(w) & 1;

	e1k_filter_set_vlan(hw, vid, on);
	FUZZ_ASSERT(!(hw->vfta[vid / 32] & BIT(vid % 32)) == !on);
}

static void fuzz_filter_rss(struct e1k_hw *hw, struct e1k_world *w)
{
	u8 key[E1K_RSS_KEY_LEN], table[E1K_RSS_TABLE_LEN], queues = fuzz_u8(w) % 20 + 1;
	u32 i;

	fuzz_bytes(w, key, sizeof(key));
	fuzz_bytes(w, table, sizeof(table));
	for (i = 0; i < sizeof(table); i++)
		table[i] %= queues;
	e1k_rss_set_key(hw, key);
	e1k_rss_set_table(hw, table);
	e1k_rss_set_udp(hw, queues & 1, queues & 2);
	for (i = 0; i < sizeof(table); i++)
		FUZZ_ASSERT(hw->rss.table[i] < hw->chip->rx_queues);
}

const fuzz_op fuzz_ops[] = {
	fuzz_filter_restore,
	fuzz_filter_set,
	fuzz_filter_station,
	fuzz_filter_vlan,
	fuzz_filter_rss,
};

const u32 fuzz_ops_cnt = ARRAY_SIZE(fuzz_ops);
