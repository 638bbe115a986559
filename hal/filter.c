// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "filter.h"

#include "io.h"
#include "mac.h"

static u32 e1k_filter_ral(u32 index)
{
	return index < E1K_RAR_CNT ? E1K_RAL(index) : E1K_RAL2(index - E1K_RAR_CNT);
}

/*
 * Low before high when writing, high before low when clearing (8254x manual
 * 13.5.3): a half-written address is never valid. Bridges may join writes to
 * rising addresses, which PCI-X chips do not take (82546GB specification update,
 * PCI-X burst write transactions): here and below the addresses fall, or a read
 * comes between.
 */
static void e1k_filter_rar_write(struct e1k_hw *hw, u32 index)
{
	const u8 *a = hw->rar[index];
	u32 ral = e1k_filter_ral(index);
	u32 rah = ral + 4;

	e1k_wr32(hw, rah, 0);
	e1k_wr32(hw, ral, a[0] | a[1] << 8 | a[2] << 16 | (u32)a[3] << 24);
	if (!(hw->rar_used & BIT(index)))
		return;
	e1k_io_flush(hw);
	e1k_wr32(hw, rah, a[4] | a[5] << 8 | E1K_RAH_AV);
}

static void e1k_filter_rar_set(struct e1k_hw *hw, u32 index, const u8 *addr)
{
	if ((hw->rar_used & BIT(index)) && !memcmp(hw->rar[index], addr, E1K_ADDR_LEN))
		return;
	memcpy(hw->rar[index], addr, E1K_ADDR_LEN);
	hw->rar_used |= BIT(index);
	e1k_filter_rar_write(hw, index);
}

static void e1k_filter_rar_clear(struct e1k_hw *hw, u32 index)
{
	if (!(hw->rar_used & BIT(index)))
		return;
	memset(hw->rar[index], 0, E1K_ADDR_LEN);
	hw->rar_used &= ~BIT(index);
	e1k_filter_rar_write(hw, index);
}

void e1k_filter_set_station(struct e1k_hw *hw, const u8 *addr)
{
	e1k_filter_rar_set(hw, 0, addr);
}

u16 e1k_filter_mta_hash(const u8 *addr, u8 mta_shift)
{
	static const u8 drop_bits[] = { 4, 3, 2, 0 };

	return ((addr[5] << 8 | addr[4]) >> drop_bits[mta_shift]) & 0xfff;
}

static void e1k_filter_mta_set(struct e1k_hw *hw, const struct e1k_filter *f)
{
	u32 mta[E1K_MTA_CNT] = {};
	u16 hash;
	u32 i;

	for (i = 0; i < f->mc_cnt; i++) {
		hash = e1k_filter_mta_hash(f->mc[i], hw->rx_mode.mta_shift);
		mta[hash / 32] |= BIT(hash % 32);
	}
	for (i = E1K_MTA_CNT; i--;) {
		if (hw->mta[i] == mta[i])
			continue;
		hw->mta[i] = mta[i];
		e1k_wr32(hw, E1K_MTA(i), mta[i]);
	}
}

void e1k_filter_set(struct e1k_hw *hw, const struct e1k_filter *f)
{
	u32 i;

	for (i = hw->chip->rar_cnt; --i;) {
		if (i <= f->uc_cnt)
			e1k_filter_rar_set(hw, i, f->uc[i - 1]);
		else
			e1k_filter_rar_clear(hw, i);
	}
	e1k_filter_mta_set(hw, f);
	hw->rx_mode.promisc = f->promisc;
	hw->rx_mode.allmulti = f->allmulti;
	hw->rx_mode.allunicast = f->uc_cnt >= hw->chip->rar_cnt;
	e1k_mac_update_rctl(hw);
}

void e1k_filter_set_vlan(struct e1k_hw *hw, u16 vid, bool on)
{
	u32 *word = &hw->vfta[vid / 32];
	u32 bit = BIT(vid % 32);

	if (!(*word & bit) == !on)
		return;
	*word ^= bit;
	e1k_wr32(hw, E1K_VFTA(vid / 32), *word);
}

void e1k_filter_restore(struct e1k_hw *hw)
{
	u32 i;

	for (i = hw->chip->rar_cnt; i--;)
		e1k_filter_rar_write(hw, i);
	for (i = E1K_MTA_CNT; i--;)
		e1k_wr32(hw, E1K_MTA(i), hw->mta[i]);
	for (i = E1K_VFTA_CNT; i--;)
		e1k_wr32(hw, E1K_VFTA(i), hw->vfta[i]);
}
