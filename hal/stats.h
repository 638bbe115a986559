/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The MAC's counters, accumulated to 64 bits. */
#ifndef E1K_HAL_STATS_H
#define E1K_HAL_STATS_H

#include "hw.h"

enum e1k_stat {
	E1K_STAT_CRCERRS,
	E1K_STAT_ALGNERRC,
	E1K_STAT_SYMERRS,
	E1K_STAT_RXERRC,
	E1K_STAT_MPC,
	E1K_STAT_SCC,
	E1K_STAT_ECOL,
	E1K_STAT_MCC,
	E1K_STAT_LATECOL,
	E1K_STAT_COLC,
	E1K_STAT_DC,
	E1K_STAT_TNCRS,
	E1K_STAT_SEC,
	E1K_STAT_CEXTERR,
	E1K_STAT_RLEC,
	E1K_STAT_XONRXC,
	E1K_STAT_XONTXC,
	E1K_STAT_XOFFRXC,
	E1K_STAT_XOFFTXC,
	E1K_STAT_FCRUC,
	E1K_STAT_PRC64,
	E1K_STAT_PRC127,
	E1K_STAT_PRC255,
	E1K_STAT_PRC511,
	E1K_STAT_PRC1023,
	E1K_STAT_PRC1522,
	E1K_STAT_GPRC,
	E1K_STAT_BPRC,
	E1K_STAT_MPRC,
	E1K_STAT_GPTC,
	E1K_STAT_GORC,
	E1K_STAT_GOTC,
	E1K_STAT_RNBC,
	E1K_STAT_RUC,
	E1K_STAT_RFC,
	E1K_STAT_ROC,
	E1K_STAT_RJC,
	E1K_STAT_MGTPRC,
	E1K_STAT_MGTPDC,
	E1K_STAT_MGTPTC,
	E1K_STAT_TOR,
	E1K_STAT_TOT,
	E1K_STAT_TPR,
	E1K_STAT_TPT,
	E1K_STAT_PTC64,
	E1K_STAT_PTC127,
	E1K_STAT_PTC255,
	E1K_STAT_PTC511,
	E1K_STAT_PTC1023,
	E1K_STAT_PTC1522,
	E1K_STAT_MPTC,
	E1K_STAT_BPTC,
	E1K_STAT_TSCTC,
	E1K_STAT_TSCTFC,
	E1K_STAT_RQDPC, /* the sum over all queues */
	E1K_STAT_CNT
};

/**
 * struct e1k_stats - accumulated counters
 * @val: indexed by enum e1k_stat
 * @last: what a register holds that reading did not clear
 */
struct e1k_stats {
	u64 val[E1K_STAT_CNT];
	u32 last[E1K_STAT_CNT];
};

/**
 * e1k_stats_update - add what the device counted since the last call
 * @hw: device
 * @stats: accumulators
 *
 * The registers clear when read. Called often enough (every two seconds) none
 * wraps at 1 Gbit/s.
 */
void e1k_stats_update(struct e1k_hw *hw, struct e1k_stats *stats);

/**
 * e1k_stats_clear - start from zero, whatever the device counted before
 * @hw: device
 * @stats: accumulators
 */
void e1k_stats_clear(struct e1k_hw *hw, struct e1k_stats *stats);

/**
 * e1k_stats_exists - has the chip this counter
 * @chip: chip
 * @stat: counter
 *
 * Return: whether it can ever be anything but 0.
 */
static inline bool e1k_stats_exists(const struct e1k_chip *chip, enum e1k_stat stat)
{
	return !(chip->stats_absent >> stat & 1);
}

/**
 * e1k_stats_name - name of a counter
 * @stat: counter
 *
 * Return: the datasheet's name in lower case.
 */
const char *e1k_stats_name(enum e1k_stat stat);

#endif
