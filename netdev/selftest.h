/* SPDX-License-Identifier: GPL-2.0-only */
/* The card tested from within: ethtool -t. */
#ifndef E1K_SELFTEST_H
#define E1K_SELFTEST_H

#include <linux/ethtool.h>

/**
 * e1k_selftest_cnt - number of tests
 *
 * Return: how many.
 */
int e1k_selftest_cnt(void);

/**
 * e1k_selftest_names - their names
 * @data: room for ETH_GSTRING_LEN bytes each
 */
void e1k_selftest_names(u8 *data);

/* struct ethtool_ops */
void e1k_selftest_run(struct net_device *netdev, struct ethtool_test *test, u64 *data);

#endif
