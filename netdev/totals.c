// SPDX-License-Identifier: GPL-2.0-only
#include "totals.h"

static void e1k_totals_publish(struct e1k_net *net)
{
	struct e1k_net_seen *seen = &net->hw_stats_seen;
	const u64 *val = net->hw_stats.val;
	u64 length = val[E1K_STAT_RUC] + val[E1K_STAT_ROC];

	/* on 32 bit a reader that gets the CPU waits for the end */
	local_bh_disable();
	u64_stats_update_begin(&seen->syncp);
	u64_stats_set(&seen->multicast, val[E1K_STAT_MPRC]);
	u64_stats_set(&seen->rx_crc_errors, val[E1K_STAT_CRCERRS]);
	u64_stats_set(&seen->rx_frame_errors, val[E1K_STAT_ALGNERRC]);
	u64_stats_set(&seen->rx_length_errors, length);
	u64_stats_set(&seen->rx_missed, val[E1K_STAT_MPC] + val[E1K_STAT_RQDPC]);
	u64_stats_set(&seen->rx_errors, val[E1K_STAT_RXERRC] + val[E1K_STAT_CRCERRS] +
		      val[E1K_STAT_ALGNERRC] + val[E1K_STAT_CEXTERR] + length);
	u64_stats_set(&seen->collisions, val[E1K_STAT_COLC]);
	u64_stats_set(&seen->tx_aborted, val[E1K_STAT_ECOL]);
	u64_stats_set(&seen->tx_window, val[E1K_STAT_LATECOL]);
	u64_stats_update_end(&seen->syncp);
	local_bh_enable();
}

void e1k_totals_read(struct e1k_net *net)
{
	e1k_stats_update(&net->hw, &net->hw_stats);
	e1k_totals_publish(net);
}

static void e1k_totals_put_device(struct e1k_net *net, struct rtnl_link_stats64 *stats)
{
	const struct e1k_net_seen *seen = &net->hw_stats_seen;
	unsigned int start;

	do {
		start = u64_stats_fetch_begin(&seen->syncp);
		stats->multicast = u64_stats_read(&seen->multicast);
		stats->rx_crc_errors = u64_stats_read(&seen->rx_crc_errors);
		stats->rx_frame_errors = u64_stats_read(&seen->rx_frame_errors);
		stats->rx_length_errors = u64_stats_read(&seen->rx_length_errors);
		stats->rx_missed_errors = u64_stats_read(&seen->rx_missed);
		stats->rx_errors = u64_stats_read(&seen->rx_errors);
		stats->collisions = u64_stats_read(&seen->collisions);
		stats->tx_aborted_errors = u64_stats_read(&seen->tx_aborted);
		stats->tx_window_errors = u64_stats_read(&seen->tx_window);
	} while (u64_stats_fetch_retry(&seen->syncp, start));
	stats->tx_errors = stats->tx_aborted_errors + stats->tx_window_errors;
}

/* No register is read here: the service work refreshes the device's counters. */
void e1k_totals_get(struct net_device *netdev, struct rtnl_link_stats64 *stats)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;

	e1k_totals_put_device(net, stats);
	/* those not in use have their history */
	for (i = 0; i < net->vec_cnt; i++) {
		struct e1k_ring_sums sums;

		e1k_ring_sum(net->vec[i], &sums);
		stats->tx_packets += sums.tx_packets;
		stats->tx_bytes += sums.tx_bytes;
		stats->tx_dropped += sums.tx_dropped;
		stats->rx_packets += sums.rx_packets;
		stats->rx_bytes += sums.rx_bytes;
		stats->rx_dropped += sums.rx_alloc_fail + sums.rx_xdp_long;
		stats->rx_errors += sums.rx_bad_length + sums.rx_bad_frame;
	}
}
