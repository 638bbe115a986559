// SPDX-License-Identifier: GPL-2.0-only
#include "counters.h"

#include <linux/if_ether.h>

#include "../hal/stats.h"
#include "../os_linux/compat.h"
#include "link.h"
#include "net.h"
#include "recover.h"
#include "totals.h"

/* Header and FCS. */
#define E1K_COUNTERS_AROUND (ETH_HLEN + ETH_FCS_LEN)

static const struct {
	const char *name;
	size_t offset;
} e1k_counters_ring_stats[] = {
#define E1K_RING_STAT(field) { #field, offsetof(struct e1k_ring_sums, field) }
	E1K_RING_STAT(tx_packets),
	E1K_RING_STAT(tx_bytes),
	E1K_RING_STAT(tx_dropped),
	E1K_RING_STAT(tx_busy),
	E1K_RING_STAT(tx_xdp),
	E1K_RING_STAT(rx_packets),
	E1K_RING_STAT(rx_bytes),
	E1K_RING_STAT(rx_alloc_fail),
	E1K_RING_STAT(rx_bad_length),
	E1K_RING_STAT(rx_bad_frame),
	E1K_RING_STAT(rx_csum_bad),
	E1K_RING_STAT(rx_xdp_drop),
	E1K_RING_STAT(rx_xdp_tx),
	E1K_RING_STAT(rx_xdp_redirect),
	E1K_RING_STAT(rx_xdp_aborted),
	E1K_RING_STAT(rx_xdp_long),
#undef E1K_RING_STAT
};

int e1k_counters_cnt(const struct e1k_net *net)
{
	return E1K_EVENT_CNT + E1K_STAT_CNT +
	       net->vec_cnt * ARRAY_SIZE(e1k_counters_ring_stats);
}

void e1k_counters_names(const struct e1k_net *net, u8 *data)
{
	unsigned int i, v;

	for (i = 0; i < E1K_EVENT_CNT; i++)
		ethtool_puts(&data, e1k_recover_event_name(i));
	for (v = 0; v < net->vec_cnt; v++)
		for (i = 0; i < ARRAY_SIZE(e1k_counters_ring_stats); i++)
			ethtool_sprintf(&data, "q%u_%s", v, e1k_counters_ring_stats[i].name);
	for (i = 0; i < E1K_STAT_CNT; i++)
		ethtool_sprintf(&data, "hw_%s", e1k_stats_name(i));
}

static u64 *e1k_counters_put_ring_stats(const struct e1k_vector *vec, u64 *data)
{
	struct e1k_ring_sums sums;
	unsigned int i;

	e1k_ring_sum(vec, &sums);
	for (i = 0; i < ARRAY_SIZE(e1k_counters_ring_stats); i++)
		*data++ = *(u64 *)((char *)&sums + e1k_counters_ring_stats[i].offset);
	return data;
}

/* The device's counters at this moment. */
static void e1k_counters_snapshot(struct e1k_net *net, struct e1k_stats *stats)
{
	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net))
		e1k_totals_read(net);
	*stats = net->hw_stats;
	mutex_unlock(&net->hw_lock);
}

void e1k_counters_get(struct net_device *netdev, struct ethtool_stats *stats, u64 *data)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_stats now;
	unsigned int i;

	for (i = 0; i < E1K_EVENT_CNT; i++)
		*data++ = atomic_long_read(&net->events[i]);
	for (i = 0; i < net->vec_cnt; i++)
		data = e1k_counters_put_ring_stats(net->vec[i], data);
	e1k_counters_snapshot(net, &now);
	memcpy(data, now.val, sizeof(now.val));
}

/* A field of a standard group, and the device's counter it takes. */
struct e1k_counters_std {
	u16 offset;
	enum e1k_stat stat;
};

#define E1K_STD(group, name, counter) \
	{ offsetof(struct ethtool_##group##_stats, name), E1K_STAT_##counter }

/*
 * A field with several counters is their sum. One of which the chip has no
 * counter is left as the core has set it: not reported.
 */
static void e1k_counters_fill(struct net_device *netdev, void *group,
			      const struct e1k_counters_std *std, unsigned int cnt)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct e1k_stats now;
	unsigned int i;

	e1k_counters_snapshot(net, &now);
	for (i = 0; i < cnt; i++) {
		u64 *field = group + std[i].offset;

		if (!e1k_stats_exists(net->hw.chip, std[i].stat))
			continue;
		if (*field == ETHTOOL_STAT_NOT_SET)
			*field = 0;
		*field += now.val[std[i].stat];
	}
}

static const struct e1k_counters_std e1k_counters_pause[] = {
	E1K_STD(pause, tx_pause_frames, XONTXC),
	E1K_STD(pause, tx_pause_frames, XOFFTXC),
	E1K_STD(pause, rx_pause_frames, XONRXC),
	E1K_STD(pause, rx_pause_frames, XOFFRXC),
};

void e1k_counters_get_pause(struct net_device *netdev, struct ethtool_pause_stats *stats)
{
	e1k_counters_fill(netdev, stats, e1k_counters_pause,
			  ARRAY_SIZE(e1k_counters_pause));
}

static const struct e1k_counters_std e1k_counters_phy[] = {
	E1K_STD(eth_phy, SymbolErrorDuringCarrier, SYMERRS),
};

void e1k_counters_get_phy(struct net_device *netdev, struct ethtool_eth_phy_stats *stats)
{
	e1k_counters_fill(netdev, stats, e1k_counters_phy, ARRAY_SIZE(e1k_counters_phy));
}

static const struct e1k_counters_std e1k_counters_mac[] = {
	E1K_STD(eth_mac, FramesTransmittedOK, GPTC),
	E1K_STD(eth_mac, SingleCollisionFrames, SCC),
	E1K_STD(eth_mac, MultipleCollisionFrames, MCC),
	E1K_STD(eth_mac, FramesReceivedOK, GPRC),
	E1K_STD(eth_mac, FrameCheckSequenceErrors, CRCERRS),
	E1K_STD(eth_mac, AlignmentErrors, ALGNERRC),
	E1K_STD(eth_mac, OctetsTransmittedOK, GOTC),
	E1K_STD(eth_mac, FramesWithDeferredXmissions, DC),
	E1K_STD(eth_mac, LateCollisions, LATECOL),
	E1K_STD(eth_mac, FramesAbortedDueToXSColls, ECOL),
	E1K_STD(eth_mac, CarrierSenseErrors, TNCRS),
	E1K_STD(eth_mac, OctetsReceivedOK, GORC),
	E1K_STD(eth_mac, MulticastFramesXmittedOK, MPTC),
	E1K_STD(eth_mac, BroadcastFramesXmittedOK, BPTC),
	E1K_STD(eth_mac, MulticastFramesReceivedOK, MPRC),
	E1K_STD(eth_mac, BroadcastFramesReceivedOK, BPRC),
	E1K_STD(eth_mac, FrameTooLongErrors, ROC),
};

void e1k_counters_get_mac(struct net_device *netdev, struct ethtool_eth_mac_stats *stats)
{
	e1k_counters_fill(netdev, stats, e1k_counters_mac, ARRAY_SIZE(e1k_counters_mac));
	/* the device counts whole frames, IEEE 802.3 30.3.1.1.8 what is in them */
	stats->OctetsTransmittedOK -= stats->FramesTransmittedOK * E1K_COUNTERS_AROUND;
	stats->OctetsReceivedOK -= stats->FramesReceivedOK * E1K_COUNTERS_AROUND;
}

static const struct e1k_counters_std e1k_counters_ctrl[] = {
	E1K_STD(eth_ctrl, MACControlFramesTransmitted, XONTXC),
	E1K_STD(eth_ctrl, MACControlFramesTransmitted, XOFFTXC),
	E1K_STD(eth_ctrl, MACControlFramesReceived, XONRXC),
	E1K_STD(eth_ctrl, MACControlFramesReceived, XOFFRXC),
	E1K_STD(eth_ctrl, MACControlFramesReceived, FCRUC),
	E1K_STD(eth_ctrl, UnsupportedOpcodesReceived, FCRUC),
};

void e1k_counters_get_ctrl(struct net_device *netdev, struct ethtool_eth_ctrl_stats *stats)
{
	e1k_counters_fill(netdev, stats, e1k_counters_ctrl,
			  ARRAY_SIZE(e1k_counters_ctrl));
}

static const struct e1k_counters_std e1k_counters_rmon[] = {
	E1K_STD(rmon, undersize_pkts, RUC),
	E1K_STD(rmon, oversize_pkts, ROC),
	E1K_STD(rmon, fragments, RFC),
	E1K_STD(rmon, jabbers, RJC),
	E1K_STD(rmon, hist[0], PRC64),
	E1K_STD(rmon, hist[1], PRC127),
	E1K_STD(rmon, hist[2], PRC255),
	E1K_STD(rmon, hist[3], PRC511),
	E1K_STD(rmon, hist[4], PRC1023),
	E1K_STD(rmon, hist[5], PRC1522),
	E1K_STD(rmon, hist_tx[0], PTC64),
	E1K_STD(rmon, hist_tx[1], PTC127),
	E1K_STD(rmon, hist_tx[2], PTC255),
	E1K_STD(rmon, hist_tx[3], PTC511),
	E1K_STD(rmon, hist_tx[4], PTC1023),
	E1K_STD(rmon, hist_tx[5], PTC1522),
};

static const struct ethtool_rmon_hist_range e1k_counters_ranges[] = {
	{ 64, 64 }, { 65, 127 }, { 128, 255 }, { 256, 511 }, { 512, 1023 },
	{ 1024, U16_MAX }, {},
};

void e1k_counters_get_rmon(struct net_device *netdev, struct ethtool_rmon_stats *stats,
			   const struct ethtool_rmon_hist_range **ranges)
{
	e1k_counters_fill(netdev, stats, e1k_counters_rmon,
			  ARRAY_SIZE(e1k_counters_rmon));
	*ranges = e1k_counters_ranges;
}

static void e1k_counters_sum(const struct e1k_vector *vec, struct netdev_queue_stats_rx *rx,
			     struct netdev_queue_stats_tx *tx)
{
	struct e1k_ring_sums sums;

	e1k_ring_sum(vec, &sums);
	rx->packets += sums.rx_packets;
	rx->bytes += sums.rx_bytes;
	rx->alloc_fail += sums.rx_alloc_fail;
	rx->csum_bad += sums.rx_csum_bad;
	tx->packets += sums.tx_packets;
	tx->bytes += sums.tx_bytes;
	tx->hw_gso_packets += sums.tx_gso_packets;
	tx->hw_gso_bytes += sums.tx_gso_bytes;
	tx->hw_gso_wire_packets += sums.tx_gso_segs;
	tx->hw_gso_wire_bytes += sums.tx_gso_seg_bytes;
}

static void e1k_counters_clear(struct netdev_queue_stats_rx *rx,
			       struct netdev_queue_stats_tx *tx)
{
	rx->packets = 0;
	rx->bytes = 0;
	rx->alloc_fail = 0;
	rx->csum_bad = 0;
	tx->packets = 0;
	tx->bytes = 0;
	tx->hw_gso_packets = 0;
	tx->hw_gso_bytes = 0;
	tx->hw_gso_wire_packets = 0;
	tx->hw_gso_wire_bytes = 0;
}

static void e1k_counters_queue_rx(struct net_device *netdev, int index,
				  struct netdev_queue_stats_rx *rx)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct netdev_queue_stats_tx tx;

	e1k_counters_clear(rx, &tx);
	e1k_counters_sum(net->vec[index], rx, &tx);
}

static void e1k_counters_queue_tx(struct net_device *netdev, int index,
				  struct netdev_queue_stats_tx *tx)
{
	struct e1k_net *net = netdev_priv(netdev);
	struct netdev_queue_stats_rx rx;

	e1k_counters_clear(&rx, tx);
	e1k_counters_sum(net->vec[index], &rx, tx);
}

/* The history of queues that are not in use. */
static void e1k_counters_base(struct net_device *netdev, struct netdev_queue_stats_rx *rx,
			      struct netdev_queue_stats_tx *tx)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;

	e1k_counters_clear(rx, tx);
	for (i = netdev->real_num_rx_queues; i < net->vec_cnt; i++)
		e1k_counters_sum(net->vec[i], rx, tx);
}

const struct netdev_stat_ops e1k_counters_queue_ops = {
	.get_queue_stats_rx = e1k_counters_queue_rx,
	.get_queue_stats_tx = e1k_counters_queue_tx,
	.get_base_stats = e1k_counters_base,
};
