/* SPDX-License-Identifier: GPL-2.0-only */
/* Settings and readings through ethtool. */
#ifndef E1K_ETHTOOL_H
#define E1K_ETHTOOL_H

#include <linux/ethtool.h>

extern const struct ethtool_ops e1k_ethtool_ops;

#endif
