/* SPDX-License-Identifier: GPL-2.0-only */
/* The NVM as ethtool reads and writes it. */
#ifndef E1K_EEPROM_H
#define E1K_EEPROM_H

#include <linux/ethtool.h>

/* struct ethtool_ops */
int e1k_eeprom_len(struct net_device *netdev);
int e1k_eeprom_get(struct net_device *netdev, struct ethtool_eeprom *eeprom, u8 *data);
int e1k_eeprom_set(struct net_device *netdev, struct ethtool_eeprom *eeprom, u8 *data);

#endif
