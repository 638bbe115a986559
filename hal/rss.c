// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "rss.h"

static u32 e1k_rss_key_word(const struct e1k_hw *hw, u32 n)
{
	const u8 *k = &hw->rss.key[4 * n];

	return k[0] | k[1] << 8 | k[2] << 16 | (u32)k[3] << 24;
}

static u32 e1k_rss_table_word(const struct e1k_hw *hw, const u8 *table, u32 n)
{
	const u8 *q = &table[4 * n];

	return (q[0] | q[1] << 8 | q[2] << 16 | (u32)q[3] << 24) << hw->chip->reta_shift;
}

static void e1k_rss_write_key(struct e1k_hw *hw)
{
	u32 n;

	for (n = 0; n < E1K_RSS_KEY_LEN / 4; n++)
		e1k_wr32(hw, E1K_RSSRK(n), e1k_rss_key_word(hw, n));
}

static void e1k_rss_write_mrqc(struct e1k_hw *hw)
{
	u32 mrqc = hw->chip->mrqc;

	if (hw->rss.udp4)
		mrqc |= hw->chip->mrqc_udp4;
	if (hw->rss.udp6)
		mrqc |= hw->chip->mrqc_udp6;
	e1k_wr32(hw, E1K_MRQC, mrqc);
}

int e1k_rss_set_key(struct e1k_hw *hw, const u8 *key)
{
	if (!hw->chip->mrqc)
		return -EOPNOTSUPP;
	memcpy(hw->rss.key, key, E1K_RSS_KEY_LEN);
	e1k_rss_write_key(hw);
	return 0;
}

int e1k_rss_set_table(struct e1k_hw *hw, const u8 *table)
{
	u32 n, word;

	if (!hw->chip->mrqc)
		return -EOPNOTSUPP;
	for (n = 0; n < E1K_RSS_TABLE_LEN; n++)
		if (table[n] >= hw->chip->rx_queues)
			return -EINVAL;
	for (n = 0; n < E1K_RSS_TABLE_LEN / 4; n++) {
		word = e1k_rss_table_word(hw, table, n);
		if (word != e1k_rss_table_word(hw, hw->rss.table, n))
			e1k_wr32(hw, E1K_RETA(n), word);
	}
	memcpy(hw->rss.table, table, E1K_RSS_TABLE_LEN);
	return 0;
}

int e1k_rss_set_udp(struct e1k_hw *hw, bool udp4, bool udp6)
{
	if ((udp4 && !hw->chip->mrqc_udp4) || (udp6 && !hw->chip->mrqc_udp6))
		return -EOPNOTSUPP;
	hw->rss.udp4 = udp4;
	hw->rss.udp6 = udp6;
	if (hw->chip->mrqc)
		e1k_rss_write_mrqc(hw);
	return 0;
}

/* The table before the mode: no frame goes by an old table. */
void e1k_rss_restore(struct e1k_hw *hw)
{
	u32 n;

	if (!hw->chip->mrqc)
		return;
	e1k_rss_write_key(hw);
	for (n = 0; n < E1K_RSS_TABLE_LEN / 4; n++)
		e1k_wr32(hw, E1K_RETA(n), e1k_rss_table_word(hw, hw->rss.table, n));
	e1k_rss_write_mrqc(hw);
}
