/* SPDX-License-Identifier: GPL-2.0-only */
/* What the stack leaves to the device: which features there are, and one packet's share. */
#ifndef E1K_OFFLOAD_H
#define E1K_OFFLOAD_H

#include <linux/if_vlan.h>
#include <linux/ip.h>
#include <linux/sctp.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/ip6_checksum.h>

#include "net.h"

/**
 * e1k_offload_init - features of a new port
 * @net: port
 */
void e1k_offload_init(struct e1k_net *net);

/**
 * e1k_offload_check - ndo_features_check
 * @skb: packet
 * @netdev: net_device
 * @features: what the stack would leave to the device
 *
 * Return: @features less what the device cannot do to this packet.
 */
netdev_features_t e1k_offload_check(struct sk_buff *skb, struct net_device *netdev,
				    netdev_features_t features);

/**
 * e1k_offload_fix - ndo_fix_features
 * @netdev: net_device
 * @features: wanted
 *
 * Return: @features less what does not go together.
 */
netdev_features_t e1k_offload_fix(struct net_device *netdev, netdev_features_t features);

/**
 * e1k_offload_set - ndo_set_features
 * @netdev: net_device
 * @features: wanted
 *
 * Return: 0, or an error of the PHY.
 */
int e1k_offload_set(struct net_device *netdev, netdev_features_t features);

/**
 * e1k_offload_l4_flags - tell a protocol by its checksum
 * @csum_offset: where that is in the header
 *
 * Return: E1K_TXO_* bit, 0 for UDP.
 */
static inline u32 e1k_offload_l4_flags(u16 csum_offset)
{
	switch (csum_offset) {
	case offsetof(struct tcphdr, check):
		return E1K_TXO_TCP;
	case offsetof(struct sctphdr, checksum):
		return E1K_TXO_SCTP;
	default:
		return 0;
	}
}

static inline void e1k_offload_csum(const struct sk_buff *skb, struct e1k_txd_offload *off)
{
	unsigned int l4 = skb_checksum_start_offset(skb);

	off->flags = E1K_TXO_CSUM | e1k_offload_l4_flags(skb->csum_offset);
	if (vlan_get_protocol(skb) == htons(ETH_P_IP))
		off->flags |= E1K_TXO_IPV4;
	off->l3 = skb_network_offset(skb);
	off->l4 = l4;
	off->csum = l4 + skb->csum_offset;
}

/*
 * The device adds the lengths of each segment to headers in which they are zero,
 * and to a sum of the pseudo header without them (8254x manual 3.5).
 */
static inline int e1k_offload_tso(struct sk_buff *skb, struct e1k_txd_offload *off)
{
	struct iphdr *ip;

	if (skb_cow_head(skb, 0))
		return -ENOMEM;
	off->flags = E1K_TXO_TSO | E1K_TXO_TCP;
	off->l3 = skb_network_offset(skb);
	off->l4 = skb_transport_offset(skb);
	off->csum = off->l4 + offsetof(struct tcphdr, check);
	off->l4_len = tcp_hdrlen(skb);
	off->mss = skb_shinfo(skb)->gso_size;
	if (skb_shinfo(skb)->gso_type & SKB_GSO_TCPV6) {
		tcp_v6_gso_csum_prep(skb);
		return 0;
	}
	ip = ip_hdr(skb);
	ip->tot_len = 0;
	ip->check = 0;
	tcp_hdr(skb)->check = ~csum_tcpudp_magic(ip->saddr, ip->daddr, 0, IPPROTO_TCP, 0);
	off->flags |= E1K_TXO_IPV4;
	return 0;
}

/**
 * e1k_offload_wanted - does a packet leave anything to the device
 * @skb: packet, too short for segments
 *
 * Return: whether e1k_offload_build() has something to tell.
 */
static inline bool e1k_offload_wanted(const struct sk_buff *skb)
{
	return skb->ip_summed == CHECKSUM_PARTIAL || skb_vlan_tag_present(skb);
}

/**
 * e1k_offload_build - tell what the device shall do to a packet
 * @skb: packet; its headers may change
 * @off: result; the length is there, the rest is zero
 *
 * Return: 0 or -ENOMEM.
 */
static inline int e1k_offload_build(struct sk_buff *skb, struct e1k_txd_offload *off)
{
	if (skb_is_gso(skb)) {
		int err = e1k_offload_tso(skb, off);

		if (err)
			return err;
	} else if (skb->ip_summed == CHECKSUM_PARTIAL) {
		e1k_offload_csum(skb, off);
	}
	if (skb_vlan_tag_present(skb)) {
		off->flags |= E1K_TXO_VLAN;
		off->vlan = skb_vlan_tag_get(skb);
	}
	return 0;
}

#endif
