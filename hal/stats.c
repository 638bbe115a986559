// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "stats.h"

struct e1k_stat_reg {
	const char *name;
	u32 reg;
	bool wide;
};

#define NARROW(stat, text) [E1K_STAT_##stat] = { text, E1K_##stat, false }
#define WIDE(stat, text) [E1K_STAT_##stat] = { text, E1K_##stat##L, true }

static const struct e1k_stat_reg stat_regs[E1K_STAT_CNT] = {
	NARROW(CRCERRS, "crcerrs"),
	NARROW(ALGNERRC, "algnerrc"),
	NARROW(SYMERRS, "symerrs"),
	NARROW(RXERRC, "rxerrc"),
	NARROW(MPC, "mpc"),
	NARROW(SCC, "scc"),
	NARROW(ECOL, "ecol"),
	NARROW(MCC, "mcc"),
	NARROW(LATECOL, "latecol"),
	NARROW(COLC, "colc"),
	NARROW(DC, "dc"),
	NARROW(TNCRS, "tncrs"),
	NARROW(SEC, "sec"),
	NARROW(CEXTERR, "cexterr"),
	NARROW(RLEC, "rlec"),
	NARROW(XONRXC, "xonrxc"),
	NARROW(XONTXC, "xontxc"),
	NARROW(XOFFRXC, "xoffrxc"),
	NARROW(XOFFTXC, "xofftxc"),
	NARROW(FCRUC, "fcruc"),
	NARROW(PRC64, "prc64"),
	NARROW(PRC127, "prc127"),
	NARROW(PRC255, "prc255"),
	NARROW(PRC511, "prc511"),
	NARROW(PRC1023, "prc1023"),
	NARROW(PRC1522, "prc1522"),
	NARROW(GPRC, "gprc"),
	NARROW(BPRC, "bprc"),
	NARROW(MPRC, "mprc"),
	NARROW(GPTC, "gptc"),
	WIDE(GORC, "gorc"),
	WIDE(GOTC, "gotc"),
	NARROW(RNBC, "rnbc"),
	NARROW(RUC, "ruc"),
	NARROW(RFC, "rfc"),
	NARROW(ROC, "roc"),
	NARROW(RJC, "rjc"),
	NARROW(MGTPRC, "mgtprc"),
	NARROW(MGTPDC, "mgtpdc"),
	NARROW(MGTPTC, "mgtptc"),
	WIDE(TOR, "tor"),
	WIDE(TOT, "tot"),
	NARROW(TPR, "tpr"),
	NARROW(TPT, "tpt"),
	NARROW(PTC64, "ptc64"),
	NARROW(PTC127, "ptc127"),
	NARROW(PTC255, "ptc255"),
	NARROW(PTC511, "ptc511"),
	NARROW(PTC1023, "ptc1023"),
	NARROW(PTC1522, "ptc1522"),
	NARROW(MPTC, "mptc"),
	NARROW(BPTC, "bptc"),
	NARROW(TSCTC, "tsctc"),
	NARROW(TSCTFC, "tsctfc"),
};

/* Reading the high half clears both (8254x manual 13.7.34): low half first. */
static u64 stat_read(struct e1k_hw *hw, const struct e1k_stat_reg *stat)
{
	u64 val = e1k_rd32(hw, stat->reg);

	if (stat->wide)
		val |= (u64)e1k_rd32(hw, stat->reg + 4) << 32;
	return val;
}

void e1k_stats_update(struct e1k_hw *hw, struct e1k_stats *stats)
{
	unsigned int i;

	for (i = 0; i < E1K_STAT_CNT; i++)
		stats->val[i] += stat_read(hw, &stat_regs[i]);
}

void e1k_stats_clear(struct e1k_hw *hw)
{
	unsigned int i;

	for (i = 0; i < E1K_STAT_CNT; i++)
		stat_read(hw, &stat_regs[i]);
}

const char *e1k_stats_name(enum e1k_stat stat)
{
	return stat_regs[stat].name;
}
