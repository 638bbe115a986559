// SPDX-License-Identifier: GPL-2.0-only
#include "eeprom.h"

#include <linux/pci.h>
#include <linux/slab.h>

#include "../hal/nvm.h"
#include "link.h"
#include "net.h"

/* What the user must say to write: that of the card, so that it is no accident. */
static u32 e1k_eeprom_magic(const struct e1k_net *net)
{
	return net->pdev->vendor | (u32)net->pdev->device << 16;
}

int e1k_eeprom_len(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	return net->hw.nvm.words * sizeof(u16);
}

/* Words are bytes in ascending order, whatever the host. hw_lock held. */
static int e1k_eeprom_read(struct e1k_net *net, u16 first, u16 cnt, u16 *words)
{
	u16 i;
	int err;

	if (e1k_link_is_gone(net))
		return -ENODEV;
	err = e1k_nvm_read(&net->hw, first, cnt, words);
	for (i = 0; !err && i < cnt; i++)
		cpu_to_le16s(&words[i]);
	return err;
}

/* hw_lock held. */
static int e1k_eeprom_write(struct e1k_net *net, u16 first, u16 cnt, u16 *words)
{
	u16 i;

	for (i = 0; i < cnt; i++)
		le16_to_cpus(&words[i]);
	return e1k_nvm_write(&net->hw, first, cnt, words);
}

/*
 * The words that hold the bytes asked for are read; for a write they are
 * changed and written. The core has checked the range against the length.
 */
static int e1k_eeprom_access(struct e1k_net *net, const struct ethtool_eeprom *eeprom,
			     u8 *data, bool write)
{
	u16 first = eeprom->offset / 2;
	u16 cnt = DIV_ROUND_UP(eeprom->offset + eeprom->len, 2) - first;
	u16 *words = kcalloc(cnt, sizeof(*words), GFP_KERNEL);
	u8 *bytes = (u8 *)words + eeprom->offset % 2;
	int err;

	if (!words)
		return -ENOMEM;
	mutex_lock(&net->hw_lock);
	err = e1k_eeprom_read(net, first, cnt, words);
	if (!err && write) {
		memcpy(bytes, data, eeprom->len);
		err = e1k_eeprom_write(net, first, cnt, words);
	} else if (!err) {
		memcpy(data, bytes, eeprom->len);
	}
	mutex_unlock(&net->hw_lock);
	kfree(words);
	return err;
}

int e1k_eeprom_get(struct net_device *netdev, struct ethtool_eeprom *eeprom, u8 *data)
{
	struct e1k_net *net = netdev_priv(netdev);

	eeprom->magic = e1k_eeprom_magic(net);
	return e1k_eeprom_access(net, eeprom, data, false);
}

int e1k_eeprom_set(struct net_device *netdev, struct ethtool_eeprom *eeprom, u8 *data)
{
	struct e1k_net *net = netdev_priv(netdev);

	if (eeprom->magic != e1k_eeprom_magic(net))
		return -EINVAL;
	return e1k_eeprom_access(net, eeprom, data, true);
}
