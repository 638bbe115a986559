// SPDX-License-Identifier: GPL-2.0-only
#include "rxmode.h"

#include <linux/etherdevice.h>
#include <linux/slab.h>

#include "../hal/filter.h"
#include "../hal/mac.h"
#include "link.h"

void e1k_rxmode_set(struct net_device *netdev)
{
	e1k_link_kick(netdev_priv(netdev));
}

static u32 e1k_rxmode_copy(u8 (*to)[ETH_ALEN], struct netdev_hw_addr_list *list)
{
	struct netdev_hw_addr *ha;
	u32 n = 0;

	netdev_hw_addr_list_for_each(ha, list)
		ether_addr_copy(to[n++], ha->addr);
	return n;
}

/*
 * Copy the lists under the address lock, so that registers are written without
 * it. Fails if there is no memory for the copy.
 */
static u8 (*e1k_rxmode_snapshot(struct net_device *netdev, struct e1k_filter *f))[ETH_ALEN]
{
	u8 (*addrs)[ETH_ALEN];

	netif_addr_lock_bh(netdev);
	f->promisc = netdev->flags & IFF_PROMISC;
	f->allmulti = netdev->flags & IFF_ALLMULTI;
	addrs = kmalloc_array(netdev_uc_count(netdev) + netdev_mc_count(netdev) + 1,
			      ETH_ALEN, GFP_ATOMIC);
	if (addrs) {
		f->uc = addrs;
		f->uc_cnt = e1k_rxmode_copy(addrs, &netdev->uc);
		f->mc = addrs + f->uc_cnt;
		f->mc_cnt = e1k_rxmode_copy(addrs + f->uc_cnt, &netdev->mc);
	}
	netif_addr_unlock_bh(netdev);
	return addrs;
}

void e1k_rxmode_apply(struct e1k_net *net)
{
	struct e1k_filter f = {};
	u8 (*addrs)[ETH_ALEN] = e1k_rxmode_snapshot(net->netdev, &f);

	/* without memory for the lists receive too much, never too little */
	if (!addrs)
		f.promisc = true;
	e1k_filter_set(&net->hw, &f);
	kfree(addrs);
}

int e1k_rxmode_set_mac(struct net_device *netdev, void *addr)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct sockaddr *sa = addr;

	if (!is_valid_ether_addr(sa->sa_data))
		return -EADDRNOTAVAIL;
	mutex_lock(&net->hw_lock);
	eth_hw_addr_set(netdev, sa->sa_data);
	e1k_filter_set_station(&net->hw, netdev->dev_addr);
	mutex_unlock(&net->hw_lock);
	return 0;
}

/* VLAN 0 is no VLAN but a priority: its frames are for everyone. */
void e1k_rxmode_init(struct e1k_net *net)
{
	/*
	 * Buffers take any frame, so the MTU bounds only what is sent: a change
	 * touches no register, and what the partner has on its way arrives.
	 */
	net->hw.rx_mode.jumbo = true;
	e1k_filter_set_vlan(&net->hw, 0, true);
}

static int e1k_rxmode_vlan(struct net_device *netdev, u16 vid, bool on)
{
	struct e1k_net *net = netdev_priv(netdev);

	mutex_lock(&net->hw_lock);
	e1k_filter_set_vlan(&net->hw, vid, on);
	mutex_unlock(&net->hw_lock);
	return 0;
}

int e1k_rxmode_vlan_add(struct net_device *netdev, __be16 proto, u16 vid)
{
	return e1k_rxmode_vlan(netdev, vid, true);
}

int e1k_rxmode_vlan_kill(struct net_device *netdev, __be16 proto, u16 vid)
{
	return vid ? e1k_rxmode_vlan(netdev, vid, false) : 0;
}
