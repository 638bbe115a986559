// SPDX-License-Identifier: GPL-2.0-only
#include "net.h"

#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/iopoll.h>
#include <linux/slab.h>

#include "../hal/chip.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/rss.h"
#include "../os_linux/compat.h"
#include "counters.h"
#include "ethtool.h"
#include "link.h"
#include "moderate.h"
#include "napi.h"
#include "offload.h"
#include "reconf.h"
#include "recover.h"
#include "rx.h"
#include "rxmode.h"
#include "split.h"
#include "totals.h"
#include "tx.h"
#include "xdp.h"
#include "xdptx.h"
#include "xsk.h"
#include "xsktx.h"

/* A full ring of the longest frames leaves in less at 1 Gbit/s. */
#define E1K_NET_DRAIN_US 20000
#define E1K_NET_OVERHEAD (ETH_HLEN + VLAN_HLEN + ETH_FCS_LEN)

int e1k_net_start_rings(struct e1k_net *net, unsigned int i)
{
	struct e1k_vector *vec = net->vec[i];
	struct e1k_queue_mem rx = { .dma = vec->rx.mem.desc.dma, .count = vec->rx.mem.count,
				    .buf_len = vec->rx.mem.buf_len,
				    .hdr_len = vec->rx.mem.hdr.cpu ? E1K_SPLIT_HDR : 0 };
	struct e1k_queue_mem tx = { .dma = vec->tx.mem.desc.dma, .count = vec->tx.mem.count };
	int err;

	e1k_rx_reset(&vec->rx);
	err = e1k_queue_rx_start(&net->hw, i, &rx);
	if (err)
		return err;
	return e1k_queue_tx_start(&net->hw, i, &tx);
}

static int e1k_net_start_all_rings(struct e1k_net *net)
{
	unsigned int i;
	int err;

	for (i = 0; i < net->ring_cfg.pairs; i++) {
		err = e1k_net_start_rings(net, i);
		if (err)
			return err;
	}
	return 0;
}

static int e1k_net_start_hw(struct e1k_net *net)
{
	unsigned int i;
	int err;

	/* a reset clears the device's counters */
	e1k_totals_read(net);
	err = e1k_mac_reset(&net->hw);
	if (err)
		return err;
	err = e1k_net_start_all_rings(net);
	if (err) {
		/* those that have started have memory that may be freed next */
		e1k_mac_stop(&net->hw);
		return err;
	}
	e1k_mac_start(&net->hw);
	for (i = 0; i < net->ring_cfg.pairs; i++)
		e1k_rx_kick(&net->vec[i]->rx);
	return 0;
}

int e1k_net_up(struct e1k_net *net)
{
	unsigned int i;
	int err = -ENODEV;

	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net))
		err = e1k_net_start_hw(net);
	mutex_unlock(&net->hw_lock);
	if (err) {
		e1k_napi_forget(net);
		return err;
	}
	for (i = 0; i < net->ring_cfg.pairs; i++)
		e1k_napi_start(net->vec[i]);
	mutex_lock(&net->hw_lock);
	/* what was stuck has been started anew */
	clear_bit(E1K_STUCK, &net->state);
	clear_bit(E1K_FLUSH, &net->state);
	clear_bit(E1K_RESET, &net->state);
	clear_bit(E1K_DOWN, &net->state);
	e1k_napi_kick(net);
	mutex_unlock(&net->hw_lock);
	netif_tx_wake_all_queues(net->netdev);
	e1k_link_start(net);
	return 0;
}

static bool e1k_net_tx_done(struct e1k_tx_ring *txr)
{
	/* the poll's counters: on 32 bit a reader that gets the CPU waits for the end */
	local_bh_disable();
	e1k_tx_clean(txr, 1);
	local_bh_enable();
	return !e1k_tx_pending(txr);
}

void e1k_net_drain(struct e1k_net *net, unsigned int i)
{
	bool empty;

	if (READ_ONCE(net->link_up) && !test_bit(E1K_GONE, &net->state))
		read_poll_timeout(e1k_net_tx_done, empty, empty, 50, E1K_NET_DRAIN_US,
				  false, &net->vec[i]->tx);
}

static void e1k_net_stop_hw(struct e1k_net *net)
{
	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net))
		e1k_mac_stop(&net->hw);
	mutex_unlock(&net->hw_lock);
}

static void e1k_net_stop_irqs(struct e1k_net *net)
{
	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net))
		e1k_irq_disable(&net->hw);
	mutex_unlock(&net->hw_lock);
	e1k_napi_sync_irqs(net);
}

static void e1k_net_stop_tx(struct net_device *netdev)
{
	unsigned int i;

	for (i = 0; i < netdev->num_tx_queues; i++)
		e1k_tx_restart_timeout(netdev_get_tx_queue(netdev, i));
	netif_tx_disable(netdev);
}

void e1k_net_down(struct e1k_net *net)
{
	unsigned int i, pairs = net->ring_cfg.pairs;

	if (test_and_set_bit(E1K_DOWN, &net->state))
		return;
	for (i = 0; i < pairs; i++)
		set_bit(E1K_VECTOR_DOWN, &net->vec[i]->state);
	/* a poll that has not seen the bits may wake a queue until then */
	synchronize_net();
	e1k_net_stop_tx(net->netdev);
	e1k_net_stop_irqs(net);
	for (i = 0; i < pairs; i++)
		e1k_napi_stop(net->vec[i]);
	for (i = 0; i < pairs; i++)
		e1k_net_drain(net, i);
	e1k_net_stop_hw(net);
	e1k_link_stop(net);
	for (i = 0; i < pairs; i++)
		e1k_tx_reset(&net->vec[i]->tx);
}

static void e1k_net_free_rings(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++)
		e1k_ring_free(net->vec[i]);
}

static int e1k_net_alloc_rings(struct e1k_net *net)
{
	struct e1k_ring_set set;
	unsigned int i;
	int err;

	err = e1k_ring_set_alloc(net, &net->ring_cfg, 0, net->ring_cfg.pairs, &set);
	if (err)
		return err;
	for (i = 0; i < set.cnt; i++)
		e1k_ring_swap(net->vec[i], &set);
	e1k_ring_set_free(net, &set);
	return 0;
}

static int e1k_net_open(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);
	int err = 0;

	/* it may not have come back from sleep with the rest of the device */
	if (!net->hw.link_started)
		err = e1k_link_apply(net);
	if (!err)
		err = e1k_net_alloc_rings(net);
	if (err)
		return err;
	err = e1k_napi_request_irqs(net);
	if (err)
		goto free;
	err = e1k_net_up(net);
	if (err)
		goto release;
	return 0;

release:
	e1k_napi_release_irqs(net);
free:
	e1k_net_free_rings(net);
	return err;
}

static int e1k_net_stop(struct net_device *netdev)
{
	struct e1k_net *net = netdev_priv(netdev);

	e1k_net_down(net);
	e1k_link_forget(net);
	e1k_napi_release_irqs(net);
	e1k_net_free_rings(net);
	/* a recovery that has not succeeded yet will not go on: whoever opens it tries again */
	if (!test_bit(E1K_HELD, &net->state) && !test_bit(E1K_GONE, &net->state))
		netif_device_attach(netdev);
	return 0;
}

static bool e1k_net_table_fits(const struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < E1K_RSS_TABLE_LEN; i++)
		if (net->hw.rss.table[i] >= net->ring_cfg.pairs)
			return false;
	return true;
}

void e1k_net_spread(struct e1k_net *net)
{
	u8 table[E1K_RSS_TABLE_LEN];
	unsigned int i;

	if (!net->hw.chip->mrqc || (netif_is_rxfh_configured(net->netdev) &&
				    e1k_net_table_fits(net)))
		return;
	for (i = 0; i < E1K_RSS_TABLE_LEN; i++)
		table[i] = ethtool_rxfh_indir_default(i, net->ring_cfg.pairs);
	mutex_lock(&net->hw_lock);
	e1k_rss_set_table(&net->hw, table);
	mutex_unlock(&net->hw_lock);
}

static void e1k_net_tx_timeout(struct net_device *netdev, unsigned int queue)
{
	struct e1k_net *net = netdev_priv(netdev);

	/* with few vectors not every queue of the net_device has a ring */
	if (queue < net->vec_cnt)
		e1k_recover_timeout(net, queue);
}

E1K_COMPAT_RX_MODE_ADAPT(e1k_rxmode_set)

/* One per TX descriptor format: no choice is made per packet. */
#define E1K_NET_OPS(xmit) { \
	.ndo_open = e1k_net_open, \
	.ndo_stop = e1k_net_stop, \
	.ndo_start_xmit = xmit, \
	.ndo_features_check = e1k_offload_check, \
	E1K_COMPAT_RX_MODE_OPS(e1k_rxmode_set), \
	.ndo_set_mac_address = e1k_rxmode_set_mac, \
	.ndo_validate_addr = eth_validate_addr, \
	.ndo_tx_timeout = e1k_net_tx_timeout, \
	.ndo_get_stats64 = e1k_totals_get, \
	.ndo_fix_features = e1k_offload_fix, \
	.ndo_set_features = e1k_offload_set, \
	.ndo_vlan_rx_add_vid = e1k_rxmode_vlan_add, \
	.ndo_vlan_rx_kill_vid = e1k_rxmode_vlan_kill, \
	.ndo_change_mtu = e1k_xdp_change_mtu, \
	.ndo_bpf = e1k_xdp_bpf, \
	.ndo_xdp_xmit = e1k_xdptx_xmit, \
	.ndo_xsk_wakeup = e1k_xsk_wakeup, \
}

static const struct net_device_ops e1k_net_ops[] = {
	[E1K_TXD_CONTEXT_DATA] = E1K_NET_OPS(e1k_tx_xmit_data),
	[E1K_TXD_ADVANCED] = E1K_NET_OPS(e1k_tx_xmit_advanced),
};

static void e1k_net_init_rings(struct e1k_net *net, struct e1k_vector *vec, u8 index)
{
	struct e1k_tx_ring *txr = &vec->tx;
	struct e1k_rx_ring *rxr = &vec->rx;

	txr->index = index;
	txr->dev = &net->pdev->dev;
	txr->chip = net->hw.chip;
	txr->nq = netdev_get_tx_queue(net->netdev, index);
	txr->tail = e1k_queue_tx_tail(&net->hw, index);
	txr->copybreak = net->tx_copybreak;
	txr->first_len = e1k_chip_txd_first_len(&net->hw);
	u64_stats_init(&txr->stats.syncp);
	u64_stats_init(&txr->xmit.syncp);

	rxr->index = index;
	rxr->dev = &net->pdev->dev;
	rxr->netdev = net->netdev;
	rxr->max_frame = net->hw.chip->max_frame;
	rxr->format = net->hw.chip->rxd_format;
	/* pages out of the device's reach would be copied for each frame */
	rxr->gfp = __GFP_NOWARN;
	if (e1k_chip_dma_bits(&net->hw) <= 32)
		rxr->gfp |= GFP_DMA32;
	rxr->tail = e1k_queue_rx_tail(&net->hw, index);
	rxr->copybreak = net->rx_copybreak;
	u64_stats_init(&rxr->stats.syncp);
}

static void e1k_net_free_vectors(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++)
		kfree(net->vec[i]);
	net->vec_cnt = 0;
}

static int e1k_net_alloc_vectors(struct e1k_net *net, unsigned int cnt)
{
	int node = dev_to_node(&net->pdev->dev);

	while (net->vec_cnt < cnt) {
		struct e1k_vector *vec = kzalloc_node(sizeof(*vec), GFP_KERNEL, node);

		if (!vec) {
			e1k_net_free_vectors(net);
			return -ENOMEM;
		}
		vec->net = net;
		set_bit(E1K_VECTOR_DOWN, &vec->state);
		e1k_irq_line(&net->hw, net->vec_cnt, &vec->line);
		e1k_net_init_rings(net, vec, net->vec_cnt);
		/* an interrupt nobody waits for schedules nothing */
		vec->napi.state = NAPIF_STATE_SCHED | NAPIF_STATE_NPSVC;
		net->vec[net->vec_cnt++] = vec;
	}
	return 0;
}

static void e1k_net_set_limits(struct e1k_net *net)
{
	const struct e1k_chip *chip = net->hw.chip;
	struct net_device *netdev = net->netdev;

	netdev->min_mtu = ETH_MIN_MTU;
	netdev->max_mtu = chip->max_frame - E1K_NET_OVERHEAD;
	netdev->priv_flags |= IFF_UNICAST_FLT | IFF_LIVE_ADDR_CHANGE;
	e1k_offload_init(net);
	e1k_compat_xdp_features(netdev, e1k_xdp_metadata_ops(chip), &e1k_xsktx_metadata_ops,
				NETDEV_XDP_ACT_BASIC | NETDEV_XDP_ACT_REDIRECT |
				NETDEV_XDP_ACT_NDO_XMIT | NETDEV_XDP_ACT_RX_SG |
				NETDEV_XDP_ACT_NDO_XMIT_SG |
				NETDEV_XDP_ACT_XSK_ZEROCOPY);
}

static void e1k_net_set_defaults(struct e1k_net *net)
{
	u8 key[E1K_RSS_KEY_LEN];
	unsigned int i;

	net->ring_cfg.pairs = min_t(unsigned int, net->vec_cnt, num_online_cpus());
	net->ring_cfg.tx_count = E1K_RING_DEFAULT;
	net->ring_cfg.rx_count = E1K_RING_DEFAULT;
	net->msg_enable = NETIF_MSG_LINK;
	for (i = 0; i < net->vec_cnt; i++)
		e1k_moderate_init(net->vec[i]);
	mutex_lock(&net->hw_lock);
	if (net->hw.chip->mrqc) {
		netdev_rss_key_fill(key, sizeof(key));
		e1k_rss_set_key(&net->hw, key);
	}
	mutex_unlock(&net->hw_lock);
	e1k_net_spread(net);
}

int e1k_net_create(struct e1k_net *net)
{
	int err;

	set_bit(E1K_DOWN, &net->state);
	net->tx_copybreak = E1K_TX_SLOT;
	u64_stats_init(&net->hw_stats_seen.syncp);
	e1k_compat_affinity_auto(net->netdev);
	err = e1k_net_alloc_vectors(net, e1k_irq_pairs(&net->hw));
	if (err)
		return err;
	net->netdev->netdev_ops = &e1k_net_ops[net->hw.chip->txd_format];
	net->netdev->ethtool_ops = &e1k_ethtool_ops;
	e1k_compat_stat_ops(net->netdev, &e1k_counters_queue_ops);
	e1k_compat_ops_lock(net->netdev);
	if (net->hw.chip->stop_domain == E1K_STOP_QUEUE)
		e1k_compat_queue_mgmt(net->netdev, &e1k_reconf_queue_ops);
	e1k_net_set_limits(net);
	e1k_net_set_defaults(net);
	err = netif_set_real_num_queues(net->netdev, net->ring_cfg.pairs, net->ring_cfg.pairs);
	if (err) {
		e1k_net_free_vectors(net);
		return err;
	}
	e1k_rxmode_init(net);
	e1k_link_init(net);
	e1k_recover_init(net);
	return 0;
}

void e1k_net_destroy(struct e1k_net *net)
{
	e1k_recover_fini(net);
	cancel_delayed_work_sync(&net->service);
	e1k_net_free_vectors(net);
}
