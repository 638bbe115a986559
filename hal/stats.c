// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "stats.h"

#include "irq.h"

struct e1k_stats_reg {
	const char *name;
	u32 reg;
	bool wide; /* low half here, high half in the next register */
	bool per_queue; /* at this offset in each receive queue's block */
	bool kept; /* QEMU's 8254x do not clear it when read */
};

static const struct e1k_stats_reg e1k_stats_regs[E1K_STAT_CNT] = {
	[E1K_STAT_CRCERRS] = { .name = "crcerrs", .reg = E1K_CRCERRS },
	[E1K_STAT_ALGNERRC] = { .name = "algnerrc", .reg = E1K_ALGNERRC },
	[E1K_STAT_SYMERRS] = { .name = "symerrs", .reg = E1K_SYMERRS },
	[E1K_STAT_RXERRC] = { .name = "rxerrc", .reg = E1K_RXERRC },
	[E1K_STAT_MPC] = { .name = "mpc", .reg = E1K_MPC, .kept = true },
	[E1K_STAT_SCC] = { .name = "scc", .reg = E1K_SCC },
	[E1K_STAT_ECOL] = { .name = "ecol", .reg = E1K_ECOL },
	[E1K_STAT_MCC] = { .name = "mcc", .reg = E1K_MCC },
	[E1K_STAT_LATECOL] = { .name = "latecol", .reg = E1K_LATECOL },
	[E1K_STAT_COLC] = { .name = "colc", .reg = E1K_COLC },
	[E1K_STAT_DC] = { .name = "dc", .reg = E1K_DC },
	[E1K_STAT_TNCRS] = { .name = "tncrs", .reg = E1K_TNCRS },
	[E1K_STAT_SEC] = { .name = "sec", .reg = E1K_SEC },
	[E1K_STAT_CEXTERR] = { .name = "cexterr", .reg = E1K_CEXTERR },
	[E1K_STAT_RLEC] = { .name = "rlec", .reg = E1K_RLEC },
	[E1K_STAT_XONRXC] = { .name = "xonrxc", .reg = E1K_XONRXC },
	[E1K_STAT_XONTXC] = { .name = "xontxc", .reg = E1K_XONTXC },
	[E1K_STAT_XOFFRXC] = { .name = "xoffrxc", .reg = E1K_XOFFRXC },
	[E1K_STAT_XOFFTXC] = { .name = "xofftxc", .reg = E1K_XOFFTXC },
	[E1K_STAT_FCRUC] = { .name = "fcruc", .reg = E1K_FCRUC },
	[E1K_STAT_PRC64] = { .name = "prc64", .reg = E1K_PRC64 },
	[E1K_STAT_PRC127] = { .name = "prc127", .reg = E1K_PRC127 },
	[E1K_STAT_PRC255] = { .name = "prc255", .reg = E1K_PRC255 },
	[E1K_STAT_PRC511] = { .name = "prc511", .reg = E1K_PRC511 },
	[E1K_STAT_PRC1023] = { .name = "prc1023", .reg = E1K_PRC1023 },
	[E1K_STAT_PRC1522] = { .name = "prc1522", .reg = E1K_PRC1522 },
	[E1K_STAT_GPRC] = { .name = "gprc", .reg = E1K_GPRC },
	[E1K_STAT_BPRC] = { .name = "bprc", .reg = E1K_BPRC },
	[E1K_STAT_MPRC] = { .name = "mprc", .reg = E1K_MPRC },
	[E1K_STAT_GPTC] = { .name = "gptc", .reg = E1K_GPTC },
	[E1K_STAT_GORC] = { .name = "gorc", .reg = E1K_GORCL, .wide = true },
	[E1K_STAT_GOTC] = { .name = "gotc", .reg = E1K_GOTCL, .wide = true },
	[E1K_STAT_RNBC] = { .name = "rnbc", .reg = E1K_RNBC, .kept = true },
	[E1K_STAT_RUC] = { .name = "ruc", .reg = E1K_RUC },
	[E1K_STAT_RFC] = { .name = "rfc", .reg = E1K_RFC },
	[E1K_STAT_ROC] = { .name = "roc", .reg = E1K_ROC },
	[E1K_STAT_RJC] = { .name = "rjc", .reg = E1K_RJC },
	[E1K_STAT_MGTPRC] = { .name = "mgtprc", .reg = E1K_MGTPRC },
	[E1K_STAT_MGTPDC] = { .name = "mgtpdc", .reg = E1K_MGTPDC },
	[E1K_STAT_MGTPTC] = { .name = "mgtptc", .reg = E1K_MGTPTC },
	[E1K_STAT_TOR] = { .name = "tor", .reg = E1K_TORL, .wide = true },
	[E1K_STAT_TOT] = { .name = "tot", .reg = E1K_TOTL, .wide = true },
	[E1K_STAT_TPR] = { .name = "tpr", .reg = E1K_TPR },
	[E1K_STAT_TPT] = { .name = "tpt", .reg = E1K_TPT },
	[E1K_STAT_PTC64] = { .name = "ptc64", .reg = E1K_PTC64 },
	[E1K_STAT_PTC127] = { .name = "ptc127", .reg = E1K_PTC127 },
	[E1K_STAT_PTC255] = { .name = "ptc255", .reg = E1K_PTC255 },
	[E1K_STAT_PTC511] = { .name = "ptc511", .reg = E1K_PTC511 },
	[E1K_STAT_PTC1023] = { .name = "ptc1023", .reg = E1K_PTC1023 },
	[E1K_STAT_PTC1522] = { .name = "ptc1522", .reg = E1K_PTC1522 },
	[E1K_STAT_MPTC] = { .name = "mptc", .reg = E1K_MPTC },
	[E1K_STAT_BPTC] = { .name = "bptc", .reg = E1K_BPTC },
	[E1K_STAT_TSCTC] = { .name = "tsctc", .reg = E1K_TSCTC },
	[E1K_STAT_TSCTFC] = { .name = "tsctfc", .reg = E1K_TSCTFC },
	[E1K_STAT_RQDPC] = { .name = "rqdpc", .reg = E1K_Q_RQDPC, .per_queue = true },
};

static u64 e1k_stats_read_queues(struct e1k_hw *hw, u32 offset)
{
	u32 base = hw->chip->rxq_base + offset;
	u64 sum = 0;
	u8 i;

	for (i = 0; i < e1k_irq_pairs(hw); i++)
		sum += e1k_rd32(hw, base + i * hw->chip->queue_stride);
	return sum;
}

/* A register that has been cleared is near zero when read again at once. */
static u32 e1k_stats_read_kept(struct e1k_hw *hw, u32 reg, u32 *last)
{
	u32 val = e1k_rd32(hw, reg);
	u32 again = val ? e1k_rd32(hw, reg) : 0;
	u32 old = *last;

	*last = 0;
	if (again < val)
		return val + again;
	*last = again;
	return again < old ? again : again - old;
}

/* Reading the high half clears both (8254x manual 13.7.34): low half first. */
static u64 e1k_stats_read(struct e1k_hw *hw, struct e1k_stats *stats, enum e1k_stat index)
{
	const struct e1k_stats_reg *stat = &e1k_stats_regs[index];
	u64 val;

	if (!e1k_stats_exists(hw->chip, index))
		return 0;
	if (stat->per_queue)
		return e1k_stats_read_queues(hw, stat->reg);
	if (stat->kept)
		return e1k_stats_read_kept(hw, stat->reg, &stats->last[index]);
	val = e1k_rd32(hw, stat->reg);
	if (stat->wide)
		val |= (u64)e1k_rd32(hw, stat->reg + 4) << 32;
	return val;
}

void e1k_stats_update(struct e1k_hw *hw, struct e1k_stats *stats)
{
	unsigned int i;

	for (i = 0; i < E1K_STAT_CNT; i++)
		stats->val[i] += e1k_stats_read(hw, stats, i);
}

void e1k_stats_clear(struct e1k_hw *hw, struct e1k_stats *stats)
{
	e1k_stats_update(hw, stats);
	memset(stats->val, 0, sizeof(stats->val));
}

const char *e1k_stats_name(enum e1k_stat stat)
{
	return e1k_stats_regs[stat].name;
}
