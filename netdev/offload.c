// SPDX-License-Identifier: GPL-2.0-only
#include "offload.h"

#include "../hal/chip.h"
#include "../hal/mac.h"
#include "link.h"

/* A context has eight bits for the place of a checksum, seven for the IP header's. */
#define E1K_OFFLOAD_L3_MAX 127

/* Checksums: any place in a packet, or those of TCP, UDP and SCTP over IP. */
static const netdev_features_t e1k_offload_csums[] = {
	[E1K_TXD_CONTEXT_DATA] = NETIF_F_HW_CSUM,
	[E1K_TXD_ADVANCED] = NETIF_F_IP_CSUM | NETIF_F_IPV6_CSUM | NETIF_F_SCTP_CRC,
};

static bool e1k_offload_can_csum(const struct sk_buff *skb)
{
	return skb_checksum_start_offset(skb) + skb->csum_offset <= U8_MAX &&
	       skb_network_offset(skb) <= E1K_OFFLOAD_L3_MAX;
}

static bool e1k_offload_can_tso(const struct e1k_chip *chip, const struct sk_buff *skb)
{
	unsigned int l4 = skb_transport_offset(skb);

	/* segments so small that a packet fits a copy slot are none: see e1k_tx_put_packet() */
	if (skb_shinfo(skb)->gso_size < max_t(unsigned int, chip->tso_mss_min, E1K_TX_SLOT) ||
	    skb_network_offset(skb) > E1K_OFFLOAD_L3_MAX ||
	    l4 + sizeof(struct tcphdr) > skb_headlen(skb))
		return false;
	/* headers are one byte long in a context, and changed in place */
	if (skb_tcp_all_headers(skb) > min_t(unsigned int, skb_headlen(skb), U8_MAX))
		return false;
	return !(chip->errata & E1K_ERRATUM_TSO_LOSES_FIN && tcp_hdr(skb)->fin);
}

netdev_features_t e1k_offload_check(struct sk_buff *skb, struct net_device *netdev,
				    netdev_features_t features)
{
	const struct e1k_net *net = netdev_priv(netdev);

	if (skb->ip_summed == CHECKSUM_PARTIAL && !e1k_offload_can_csum(skb))
		features &= ~(NETIF_F_CSUM_MASK | NETIF_F_GSO_MASK);
	if (skb_is_gso(skb) && !e1k_offload_can_tso(net->hw.chip, skb))
		features &= ~NETIF_F_GSO_MASK;
	return vlan_features_check(skb, features);
}

netdev_features_t e1k_offload_fix(struct net_device *netdev, netdev_features_t features)
{
	/* bytes taken out would leave an FCS that is wrong (82576 datasheet 8.2.1) */
	if (features & NETIF_F_RXFCS)
		features &= ~NETIF_F_HW_VLAN_CTAG_RX;
	/* CTRL.VME is for both directions (8254x manual 13.4.1) */
	if (!(features & NETIF_F_HW_VLAN_CTAG_RX))
		features &= ~NETIF_F_HW_VLAN_CTAG_TX;
	return features;
}

static void e1k_offload_take(struct e1k_net *net, netdev_features_t features)
{
	struct e1k_hw *hw = &net->hw;

	hw->rx_mode.vlan_filter = features & NETIF_F_HW_VLAN_CTAG_FILTER;
	hw->rx_mode.csum = features & NETIF_F_RXCSUM;
	hw->rx_mode.keep_fcs = features & NETIF_F_RXFCS;
	hw->rx_mode.keep_bad = features & NETIF_F_RXALL;
	hw->vlan_strip = features & NETIF_F_HW_VLAN_CTAG_RX;
}

static int e1k_offload_loop(struct e1k_net *net, netdev_features_t features)
{
	enum e1k_loopback want = E1K_LOOPBACK_NONE;
	int err;

	if (features & NETIF_F_LOOPBACK)
		want = net->hw.chip->loopback;
	if (net->hw.loopback == want)
		return 0;
	err = e1k_mac_set_loopback(&net->hw, want);
	if (err)
		netdev_err(net->netdev, "cannot switch loopback: %d\n", err);
	e1k_link_kick(net);
	return err;
}

int e1k_offload_set(struct net_device *netdev, netdev_features_t features)
{
	struct e1k_net *net = netdev_priv(netdev);
	int err;

	mutex_lock(&net->hw_lock);
	err = e1k_offload_loop(net, features);
	if (err)
		goto unlock;
	e1k_offload_take(net, features);
	if (!test_bit(E1K_DOWN, &net->state)) {
		e1k_mac_update_ctrl(&net->hw);
		e1k_mac_update_rctl(&net->hw);
		e1k_mac_update_rxcsum(&net->hw);
	}
unlock:
	mutex_unlock(&net->hw_lock);
	return err;
}

/* Each fragment and the linear part may end in a descriptor of its own. */
static unsigned int e1k_offload_tso_max(const struct e1k_chip *chip)
{
	unsigned int whole = chip->txd_per_packet - (MAX_SKB_FRAGS + 1);

	if (!chip->txd_per_packet)
		return TSO_LEGACY_MAX_SIZE;
	return min_t(unsigned int, whole * chip->txd_max_len, TSO_LEGACY_MAX_SIZE);
}

void e1k_offload_init(struct e1k_net *net)
{
	const struct e1k_chip *chip = net->hw.chip;
	struct net_device *netdev = net->netdev;
	netdev_features_t tx = NETIF_F_SG | NETIF_F_TSO | e1k_offload_csums[chip->txd_format];

	if (!(chip->errata & E1K_ERRATUM_NO_TSO6))
		tx |= NETIF_F_TSO6;
	netdev->hw_features = tx | NETIF_F_RXCSUM | NETIF_F_HW_VLAN_CTAG_FILTER |
			      NETIF_F_HW_VLAN_CTAG_RX | NETIF_F_HW_VLAN_CTAG_TX;
	if (chip->mrqc)
		netdev->hw_features |= NETIF_F_RXHASH;
	netdev->features = netdev->hw_features;
	netdev->hw_features |= NETIF_F_RXFCS | NETIF_F_RXALL | NETIF_F_LOOPBACK;
	netdev->vlan_features = tx;
	if (e1k_chip_dma_bits(&net->hw) > 32) {
		netdev->features |= NETIF_F_HIGHDMA;
		netdev->vlan_features |= NETIF_F_HIGHDMA;
	}
	netif_set_tso_max_size(netdev, e1k_offload_tso_max(chip));
	e1k_offload_take(net, netdev->features);
}
