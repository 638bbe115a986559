// SPDX-License-Identifier: GPL-2.0-only
#include "channels.h"

#include "../hal/rss.h"
#include "net.h"
#include "reconf.h"

void e1k_channels_get(struct net_device *netdev, struct ethtool_channels *ch)
{
	struct e1k_net *net = netdev_priv(netdev);

	ch->max_combined = net->vec_cnt;
	ch->combined_count = net->ring_cfg.pairs;
	if (net->hw.irq_mode == E1K_IRQ_MSIX) {
		ch->max_other = 1;
		ch->other_count = 1;
	}
}

int e1k_channels_set(struct net_device *netdev, struct ethtool_channels *ch)
{
	struct e1k_net *net = netdev_priv(netdev);
	bool other = net->hw.irq_mode == E1K_IRQ_MSIX;
	struct e1k_ring_cfg cfg = net->ring_cfg;

	/* the core has checked the maxima, and that no queue in use goes */
	if (!ch->combined_count || ch->rx_count || ch->tx_count)
		return -EINVAL;
	if (ch->other_count != other)
		return -EINVAL;
	cfg.pairs = ch->combined_count;
	return cfg.pairs == net->ring_cfg.pairs ? 0 : e1k_reconf_rings(net, &cfg);
}

u32 e1k_channels_key_size(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	return net->hw.chip->mrqc ? E1K_RSS_KEY_LEN : 0;
}

u32 e1k_channels_table_size(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	return net->hw.chip->mrqc ? E1K_RSS_TABLE_LEN : 0;
}

int e1k_channels_get_rxfh(struct net_device *netdev, struct ethtool_rxfh_param *rxfh)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;

	rxfh->hfunc = ETH_RSS_HASH_TOP;
	mutex_lock(&net->hw_lock);
	if (rxfh->key)
		memcpy(rxfh->key, net->hw.rss.key, E1K_RSS_KEY_LEN);
	for (i = 0; rxfh->indir && i < E1K_RSS_TABLE_LEN; i++)
		rxfh->indir[i] = net->hw.rss.table[i];
	mutex_unlock(&net->hw_lock);
	return 0;
}

static int e1k_channels_set_table(struct e1k_net *net, const u32 *indir)
{
	u8 table[E1K_RSS_TABLE_LEN];
	unsigned int i;

	for (i = 0; i < E1K_RSS_TABLE_LEN; i++) {
		if (indir[i] >= net->ring_cfg.pairs)
			return -EINVAL;
		table[i] = indir[i];
	}
	return e1k_rss_set_table(&net->hw, table);
}

int e1k_channels_set_rxfh(struct net_device *netdev, struct ethtool_rxfh_param *rxfh,
			  struct netlink_ext_ack *extack)
{
	struct e1k_net *net = netdev_priv(netdev);
	int err = 0;

	if (rxfh->hfunc != ETH_RSS_HASH_NO_CHANGE && rxfh->hfunc != ETH_RSS_HASH_TOP) {
		NL_SET_ERR_MSG(extack, "the only hash function is toeplitz");
		return -EOPNOTSUPP;
	}
	mutex_lock(&net->hw_lock);
	if (rxfh->key)
		err = e1k_rss_set_key(&net->hw, rxfh->key);
	if (!err && rxfh->indir)
		err = e1k_channels_set_table(net, rxfh->indir);
	mutex_unlock(&net->hw_lock);
	return err;
}

#define E1K_CHANNELS_L3 (RXH_IP_SRC | RXH_IP_DST)
#define E1K_CHANNELS_L4 (E1K_CHANNELS_L3 | RXH_L4_B_0_1 | RXH_L4_B_2_3)

int e1k_channels_get_fields(struct net_device *netdev, struct ethtool_rxfh_fields *fields)
{
	struct e1k_net *net = netdev_priv(netdev);
	const struct e1k_rss *rss = &net->hw.rss;

	if (!net->hw.chip->mrqc)
		return -EOPNOTSUPP;
	switch (fields->flow_type) {
	case TCP_V4_FLOW:
	case TCP_V6_FLOW:
		fields->data = E1K_CHANNELS_L4;
		return 0;
	case UDP_V4_FLOW:
		fields->data = rss->udp4 ? E1K_CHANNELS_L4 : E1K_CHANNELS_L3;
		return 0;
	case UDP_V6_FLOW:
		fields->data = rss->udp6 ? E1K_CHANNELS_L4 : E1K_CHANNELS_L3;
		return 0;
	case SCTP_V4_FLOW:
	case SCTP_V6_FLOW:
	case AH_ESP_V4_FLOW:
	case AH_ESP_V6_FLOW:
	case AH_V4_FLOW:
	case AH_V6_FLOW:
	case ESP_V4_FLOW:
	case ESP_V6_FLOW:
	case IPV4_FLOW:
	case IPV6_FLOW:
		fields->data = E1K_CHANNELS_L3;
		return 0;
	default:
		return -EINVAL;
	}
}

/* Only UDP offers a choice: with its ports, or without. */
int e1k_channels_set_fields(struct net_device *netdev,
			    const struct ethtool_rxfh_fields *fields,
			    struct netlink_ext_ack *extack)
{
	struct ethtool_rxfh_fields now = { .flow_type = fields->flow_type };
	struct e1k_net *net = netdev_priv(netdev);
	bool ports = fields->data == E1K_CHANNELS_L4;
	bool udp4 = fields->flow_type == UDP_V4_FLOW;
	bool udp6 = fields->flow_type == UDP_V6_FLOW;
	int err;

	err = e1k_channels_get_fields(netdev, &now);
	if (err || now.data == fields->data)
		return err;
	if (!(udp4 || udp6) || (!ports && fields->data != E1K_CHANNELS_L3)) {
		NL_SET_ERR_MSG(extack, "only the ports of UDP can be left out or taken in");
		return -EOPNOTSUPP;
	}
	mutex_lock(&net->hw_lock);
	err = e1k_rss_set_udp(&net->hw, udp4 ? ports : net->hw.rss.udp4,
			      udp6 ? ports : net->hw.rss.udp6);
	mutex_unlock(&net->hw_lock);
	return err;
}
