/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every difference between the kernels 6.1 to 7.3. The rest of the driver is
 * written for the newest one. Feature macros first, versions where there is none.
 */
#ifndef E1K_COMPAT_H
#define E1K_COMPAT_H

#include <linux/delay.h>
#include <linux/dim.h>
#include <linux/ethtool.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/rtnetlink.h>
#include <linux/version.h>
#include <linux/workqueue.h>
#include <net/devlink.h>
#include <net/netdev_queues.h>
#include <net/xdp.h>
#include <net/xdp_sock_drv.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
#include <net/page_pool/helpers.h>
#include <net/page_pool/types.h>
#else
#include <net/page_pool.h>
#endif

/*
 * A net_device can have a lock of its own, and all of ours do: the core holds it
 * wherever it changes the configuration, and no longer always rtnl.
 */
#ifdef ETHTOOL_OP_NEEDS_RTNL_TEST
#define E1K_COMPAT_OPS_LOCK
#include <net/netdev_lock.h>
#endif

#ifndef __netif_txq_completed_wake
#define __netif_txq_completed_wake(txq, pkts, bytes, get_desc, start_thrs, down_cond) \
	({ \
		netdev_tx_completed_queue(txq, pkts, bytes); \
		__netif_txq_maybe_wake(txq, get_desc, start_thrs, down_cond); \
	})
#endif

#ifndef PCI_IRQ_INTX
#define PCI_IRQ_INTX PCI_IRQ_LEGACY
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 8, 0)
static inline void ethtool_puts(u8 **data, const char *str)
{
	ethtool_sprintf(data, "%s", str);
}
#endif

/*
 * Receive hashing. The functions have the newest kernel's form; the adapters,
 * defined where struct ethtool_ops is, give older kernels theirs.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#define E1K_COMPAT_RXFH_ADAPT(get, set)
#define E1K_COMPAT_RXFH_OPS(get, set) .get_rxfh = get, .set_rxfh = set
#else
struct ethtool_rxfh_param {
	u8 hfunc;
	u32 *indir;
	u8 *key;
};

#define E1K_COMPAT_RXFH_ADAPT(get, set) \
	static int e1k_compat_get_rxfh(struct net_device *netdev, u32 *indir, u8 *key, \
				       u8 *hfunc) \
	{ \
		struct ethtool_rxfh_param rxfh = { .indir = indir, .key = key }; \
		int err = get(netdev, &rxfh); \
		if (hfunc) \
			*hfunc = rxfh.hfunc; \
		return err; \
	} \
	static int e1k_compat_set_rxfh(struct net_device *netdev, const u32 *indir, \
				       const u8 *key, const u8 hfunc) \
	{ \
		struct ethtool_rxfh_param rxfh = { \
			.hfunc = hfunc, .indir = (u32 *)indir, .key = (u8 *)key, \
		}; \
		return set(netdev, &rxfh, NULL); \
	}
#define E1K_COMPAT_RXFH_OPS(get, set) \
	.get_rxfh = e1k_compat_get_rxfh, .set_rxfh = e1k_compat_set_rxfh
#endif

#ifdef E1K_HAVE_RX_RING_COUNT
#define E1K_COMPAT_FIELDS_ADAPT(get, set) \
	static u32 e1k_compat_get_rx_ring_count(struct net_device *netdev) \
	{ \
		return netdev->real_num_rx_queues; \
	}
#define E1K_COMPAT_FIELDS_OPS(get, set) \
	.get_rx_ring_count = e1k_compat_get_rx_ring_count, \
	.get_rxfh_fields = get, .set_rxfh_fields = set
#elif defined(E1K_HAVE_RXFH_FIELDS)
#define E1K_COMPAT_FIELDS_ADAPT(get, set) \
	static int e1k_compat_get_rxnfc(struct net_device *netdev, struct ethtool_rxnfc *nfc, \
					u32 *locs) \
	{ \
		nfc->data = netdev->real_num_rx_queues; \
		return nfc->cmd == ETHTOOL_GRXRINGS ? 0 : -EOPNOTSUPP; \
	}
#define E1K_COMPAT_FIELDS_OPS(get, set) \
	.get_rxnfc = e1k_compat_get_rxnfc, .get_rxfh_fields = get, .set_rxfh_fields = set
#else
struct ethtool_rxfh_fields {
	u32 data;
	u32 flow_type;
};

#define E1K_COMPAT_FIELDS_ADAPT(get, set) \
	static int e1k_compat_get_rxnfc(struct net_device *netdev, struct ethtool_rxnfc *nfc, \
					u32 *locs) \
	{ \
		struct ethtool_rxfh_fields fields = { .flow_type = nfc->flow_type }; \
		int err; \
		if (nfc->cmd == ETHTOOL_GRXRINGS) { \
			nfc->data = netdev->real_num_rx_queues; \
			return 0; \
		} \
		if (nfc->cmd != ETHTOOL_GRXFH) \
			return -EOPNOTSUPP; \
		err = get(netdev, &fields); \
		nfc->data = fields.data; \
		return err; \
	} \
	static int e1k_compat_set_rxnfc(struct net_device *netdev, struct ethtool_rxnfc *nfc) \
	{ \
		struct ethtool_rxfh_fields fields = { \
			.data = nfc->data, .flow_type = nfc->flow_type, \
		}; \
		return nfc->cmd == ETHTOOL_SRXFH ? set(netdev, &fields, NULL) : -EOPNOTSUPP; \
	}
#define E1K_COMPAT_FIELDS_OPS(get, set) \
	.get_rxnfc = e1k_compat_get_rxnfc, .set_rxnfc = e1k_compat_set_rxnfc
#endif

/*
 * What of ethtool needs rtnl, too: reading the link, other queues, closing after
 * a self-test; and other rings: without rtnl synchronize_net() takes its time,
 * in which a queue stands still.
 */
#ifdef E1K_COMPAT_OPS_LOCK
#define E1K_COMPAT_RTNL_OPS \
	.op_needs_rtnl = ETHTOOL_OP_NEEDS_RTNL_GLINK | ETHTOOL_OP_NEEDS_RTNL_SCHANNELS | \
			 ETHTOOL_OP_NEEDS_RTNL_TEST | ETHTOOL_OP_NEEDS_RTNL_SRINGPARAM,
#else
#define E1K_COMPAT_RTNL_OPS
#endif

/* Splitting headers off is something the user can ask for. */
#ifdef E1K_HAVE_SET_DATA_SPLIT
#define E1K_COMPAT_SPLIT_OPS .supported_ring_params = ETHTOOL_RING_USE_TCP_DATA_SPLIT,
#else
#define E1K_COMPAT_SPLIT_OPS
#endif

/* The address lists have changed: the same call, from a context that may sleep or not. */
#ifdef E1K_COMPAT_OPS_LOCK
#define E1K_COMPAT_RX_MODE_ADAPT(set) \
	static int e1k_compat_set_rx_mode(struct net_device *netdev, \
					  struct netdev_hw_addr_list *uc, \
					  struct netdev_hw_addr_list *mc) \
	{ \
		set(netdev); \
		return 0; \
	}
#define E1K_COMPAT_RX_MODE_OPS(set) .ndo_set_rx_mode_async = e1k_compat_set_rx_mode
#else
#define E1K_COMPAT_RX_MODE_ADAPT(set)
#define E1K_COMPAT_RX_MODE_OPS(set) .ndo_set_rx_mode = set
#endif

/* Counters of each queue, for the netdev netlink family. */
#ifndef E1K_HAVE_QUEUE_STATS
/* 6.9 has fewer of the same name */
#define netdev_queue_stats_rx e1k_compat_queue_stats_rx
#define netdev_queue_stats_tx e1k_compat_queue_stats_tx
#define netdev_stat_ops e1k_compat_stat_ops_t
struct netdev_queue_stats_rx {
	u64 bytes;
	u64 packets;
	u64 alloc_fail;
	u64 csum_bad;
};

struct netdev_queue_stats_tx {
	u64 bytes;
	u64 packets;
	u64 hw_gso_packets;
	u64 hw_gso_bytes;
	u64 hw_gso_wire_packets;
	u64 hw_gso_wire_bytes;
};

struct netdev_stat_ops {
	void (*get_queue_stats_rx)(struct net_device *dev, int idx,
				   struct netdev_queue_stats_rx *stats);
	void (*get_queue_stats_tx)(struct net_device *dev, int idx,
				   struct netdev_queue_stats_tx *stats);
	void (*get_base_stats)(struct net_device *dev, struct netdev_queue_stats_rx *rx,
			       struct netdev_queue_stats_tx *tx);
};
#endif

static inline void e1k_compat_stat_ops(struct net_device *netdev,
				       const struct netdev_stat_ops *ops)
{
#ifdef E1K_HAVE_QUEUE_STATS
	netdev->stat_ops = ops;
#endif
}

/* Has the user chosen this function's driver? Matching has seen that it is us. */
static inline bool e1k_compat_is_chosen(struct pci_dev *pdev)
{
#ifdef E1K_HAVE_DEVICE_DRIVER_OVERRIDE
	return device_has_driver_override(&pdev->dev);
#else
	return pdev->driver_override;
#endif
}

/* Let a pool recycle into its owner's cache without a lock; NAPI is disabled. */
static inline void e1k_compat_pool_own(struct page_pool *pool, struct napi_struct *napi)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	page_pool_enable_direct_recycling(pool, napi);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	WRITE_ONCE(pool->p.napi, napi);
#endif
}

/* Undo e1k_compat_pool_own(); NAPI is disabled. */
static inline void e1k_compat_pool_disown(struct page_pool *pool)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 9, 0)
	page_pool_disable_direct_recycling(pool);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	WRITE_ONCE(pool->p.napi, NULL);
#endif
}

/* page_pool_destroy() before 6.12.117 and 7.3 races with packets that are freed. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(7, 3, 0)
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
#define E1K_COMPAT_POOL_RACE
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 117)
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#define E1K_COMPAT_POOL_RACE
#endif

/* How many of a pool's pages packets hold, now that nobody takes pages out of it. */
static inline int e1k_compat_pool_in_flight(const struct page_pool *pool)
{
#ifdef E1K_COMPAT_POOL_RACE
	const struct ptr_ring *ring = &pool->ring;
	int i = ring->consumer_head, kept = 0;

	while (kept < ring->size && READ_ONCE(ring->queue[i])) {
		kept++;
		i = i + 1 < ring->size ? i + 1 : 0;
	}
	/* page_pool counts a page it gives up when it no longer touches it */
	return pool->pages_state_hold_cnt - atomic_read_acquire(&pool->pages_state_release_cnt) -
	       pool->alloc.count - kept;
#else
	return 0;
#endif
}

/*
 * Destroy a pool whose direct recycling is off; may sleep. page_pool_destroy() unmaps the
 * pages that packets still hold; in that race a page is left corrupt. Most packets are read
 * or dropped within milliseconds; one that is held for longer than a second is unlikely to
 * be freed in just the wrong microsecond.
 */
static inline void e1k_compat_pool_destroy(struct page_pool *pool)
{
	int tries = 400;

	while (e1k_compat_pool_in_flight(pool) && tries--)
		usleep_range(2000, 3000);
	page_pool_destroy(pool);
}

/* Show a pool's pages as those of a net_device. */
static inline void e1k_compat_pool_netdev(struct page_pool_params *pp,
					  struct net_device *netdev, unsigned int queue)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
	pp->netdev = netdev;
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 14, 0)
	pp->queue_idx = queue;
#endif
}

/* A NAPI instance whose settings outlive it. Config lock held. */
static inline void e1k_compat_napi_add(struct net_device *netdev, struct napi_struct *napi,
				       int (*poll)(struct napi_struct *napi, int budget),
				       unsigned int index)
{
#ifdef E1K_COMPAT_OPS_LOCK
	netif_napi_add_config_locked(netdev, napi, poll, index);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	netif_napi_add_config(netdev, napi, poll, index);
#else
	netif_napi_add(netdev, napi, poll);
#endif
}

static inline void e1k_compat_napi_del(struct napi_struct *napi)
{
#ifdef E1K_COMPAT_OPS_LOCK
	netif_napi_del_locked(napi);
#else
	netif_napi_del(napi);
#endif
}

static inline void e1k_compat_napi_enable(struct napi_struct *napi)
{
#ifdef E1K_COMPAT_OPS_LOCK
	napi_enable_locked(napi);
#else
	napi_enable(napi);
#endif
}

static inline void e1k_compat_napi_disable(struct napi_struct *napi)
{
#ifdef E1K_COMPAT_OPS_LOCK
	napi_disable_locked(napi);
#else
	napi_disable(napi);
#endif
}

/* Tell frames which NAPI instance they come from; later kernels ask the queue. */
static inline void e1k_compat_rxq_napi(struct xdp_rxq_info *rxq, const struct napi_struct *napi)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
	rxq->napi_id = napi->napi_id;
#endif
}

/* Tell which interrupt a NAPI instance belongs to until it is deleted. Config lock held. */
static inline void e1k_compat_napi_irq(struct napi_struct *napi, int irq)
{
#ifdef E1K_COMPAT_OPS_LOCK
	netif_napi_set_irq_locked(napi, irq);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
	netif_napi_set_irq(napi, irq);
#endif
}

/* Have the core keep the interrupts' affinity; before NAPI instances are added. */
static inline void e1k_compat_affinity_auto(struct net_device *netdev)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)
	netif_set_affinity_auto(netdev);
#endif
}

/* Show which NAPI instance serves a queue pair, NULL for none. Config lock held. */
static inline void e1k_compat_queues_bind(struct net_device *netdev, unsigned int index,
					  struct napi_struct *napi)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
	netif_queue_set_napi(netdev, index, NETDEV_QUEUE_TYPE_RX, napi);
	netif_queue_set_napi(netdev, index, NETDEV_QUEUE_TYPE_TX, napi);
#endif
}

/* XDP: what the driver can do, and what it can tell a program about a frame. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#define E1K_COMPAT_XDP_METADATA
#define e1k_compat_xdp_features(dev, metadata, tx_metadata, features) \
	do { \
		(dev)->xdp_metadata_ops = metadata; \
		(dev)->xsk_tx_metadata_ops = tx_metadata; \
		(dev)->xdp_features = features; \
		(dev)->xdp_zc_max_segs = MAX_SKB_FRAGS; \
	} while (0)
#elif defined(XDP_UMEM_SG_FLAG)
#define e1k_compat_xdp_features(dev, metadata, tx_metadata, features) \
	do { \
		(dev)->xdp_features = features; \
		(dev)->xdp_zc_max_segs = MAX_SKB_FRAGS; \
	} while (0)
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#define e1k_compat_xdp_features(dev, metadata, tx_metadata, features) \
	((dev)->xdp_features = (features))
#else
#define e1k_compat_xdp_features(dev, metadata, tx_metadata, features)
#endif

/* Take a page into a frame of several buffers; false if it has too many. */
static inline bool e1k_compat_xdp_add_frag(struct xdp_buff *xdp, struct page *page, u32 offset,
					   u32 size, u32 truesize)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)
	return xdp_buff_add_frag(xdp, page_to_netmem(page), offset, size, truesize);
#else
	struct skb_shared_info *info = xdp_get_shared_info_from_buff(xdp);

	if (!xdp_buff_has_frags(xdp)) {
		xdp_buff_set_frags_flag(xdp);
		info->nr_frags = 0;
		info->xdp_frags_size = 0;
	} else if (info->nr_frags == MAX_SKB_FRAGS) {
		return false;
	}
	__skb_fill_page_desc_noacc(info, info->nr_frags++, page, offset, size);
	info->xdp_frags_size += size;
	if (unlikely(page_is_pfmemalloc(page)))
		xdp_buff_set_frag_pfmemalloc(xdp);
	return true;
#endif
}

/* Tell an skb that was built around an XDP frame of its fragments. */
static inline void e1k_compat_xdp_skb_frags(struct sk_buff *skb, u8 frags, unsigned int size,
					    unsigned int truesize, struct xdp_buff *xdp)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	xdp_update_skb_frags_info(skb, frags, size, truesize, xdp_buff_get_skb_flags(xdp));
#else
	xdp_update_skb_shared_info(skb, frags, size, truesize,
				   xdp_buff_is_frag_pfmemalloc(xdp));
#endif
}

/* Has a socket asked for frames of several buffers? */
static inline bool e1k_compat_xsk_is_sg(const struct xsk_buff_pool *pool)
{
#ifdef XDP_UMEM_SG_FLAG
	return pool->umem->flags & XDP_UMEM_SG_FLAG;
#else
	return false;
#endif
}

/* Distance of a socket's buffers, where a frame of several may grow at its end. */
static inline u32 e1k_compat_xsk_frag_step(struct xsk_buff_pool *pool)
{
#ifdef E1K_HAVE_XSK_FRAG_STEP
	return xsk_pool_get_rx_frag_step(pool);
#else
	return 0;
#endif
}

/* Can a socket say something about a packet in front of its data? */
static inline bool e1k_compat_xsk_has_metadata(const struct xsk_buff_pool *pool)
{
#ifdef E1K_COMPAT_XDP_METADATA
	return pool->tx_metadata_len;
#else
	return false;
#endif
}

/* Has a packet of a socket more descriptors? */
static inline bool e1k_compat_xsk_continues(const struct xdp_desc *desc)
{
#ifdef XDP_PKT_CONTD
	return desc->options & XDP_PKT_CONTD;
#else
	return false;
#endif
}

/* Take a socket's buffer into a frame of several; false if it has too many. */
static inline bool e1k_compat_xsk_add_frag(struct xdp_buff *head, struct xdp_buff *xdp)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 14, 0)
	return xsk_buff_add_frag(head, xdp);
#elif defined(XDP_UMEM_SG_FLAG)
	struct skb_shared_info *info = xdp_get_shared_info_from_buff(head);

	if (!xdp_buff_has_frags(head)) {
		xdp_buff_set_frags_flag(head);
		info->nr_frags = 0;
		info->xdp_frags_size = 0;
	} else if (info->nr_frags == MAX_SKB_FRAGS) {
		return false;
	}
	/* nobody looks at the page: the memory is mapped elsewhere */
	__skb_fill_page_desc_noacc(info, info->nr_frags++, virt_to_page(xdp->data),
				   offset_in_page(xdp->data), xdp->data_end - xdp->data);
	info->xdp_frags_size += xdp->data_end - xdp->data;
	xsk_buff_add_frag(xdp);
	return true;
#else
	return false;
#endif
}

/* Take the next buffer out of a frame of several; NULL if there is none. */
static inline struct xdp_buff *e1k_compat_xsk_get_frag(struct xdp_buff *head)
{
#ifdef XDP_UMEM_SG_FLAG
	return xdp_buff_has_frags(head) ? xsk_buff_get_frag(head) : NULL;
#else
	return NULL;
#endif
}

static inline void e1k_compat_xsk_sync_for_cpu(struct xdp_buff *xdp, struct xsk_buff_pool *pool)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
	xsk_buff_dma_sync_for_cpu(xdp);
#else
	xsk_buff_dma_sync_for_cpu(xdp, pool);
#endif
}

#ifndef NET_DIM_PARAMS_NUM_PROFILES
#define NET_DIM_PARAMS_NUM_PROFILES 5
#endif

/* Give net_dim() a sample; it queues its work when another interval is due. */
static inline void e1k_compat_net_dim(struct dim *dim, const struct dim_sample *sample)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	net_dim(dim, sample);
#else
	net_dim(dim, *sample);
#endif
}

/* The kernel itself tells the driver's name in devlink's answer. */
static inline int e1k_compat_info_driver(struct devlink_info_req *req)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	return 0;
#else
	return devlink_info_driver_name_put(req, KBUILD_MODNAME);
#endif
}

/* A health reporter that may recover at any time: how often is the driver's business. */
static inline struct devlink_health_reporter *
e1k_compat_reporter_create(struct devlink *devlink,
			   const struct devlink_health_reporter_ops *ops, void *priv)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	return devlink_health_reporter_create(devlink, ops, priv);
#else
	return devlink_health_reporter_create(devlink, ops, 0, priv);
#endif
}

/* The kernel's queue for short works bound to no CPU's cache. */
static inline struct workqueue_struct *e1k_compat_wq(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	return system_dfl_wq;
#else
	return system_unbound_wq;
#endif
}

/* Have a net_device's configuration change under its own lock; before it is registered. */
static inline void e1k_compat_ops_lock(struct net_device *netdev)
{
#ifdef E1K_COMPAT_OPS_LOCK
	netdev->request_ops_lock = true;
#endif
}

/* Let the core exchange the memory of single queues; before the net_device is registered. */
#ifdef E1K_COMPAT_OPS_LOCK
#define e1k_compat_queue_mgmt(dev, ops) ((dev)->queue_mgmt_ops = (ops))
#else
#define e1k_compat_queue_mgmt(dev, ops) do { } while (0)
#endif

/* Close a net_device, as by ip link. Config lock and rtnl held. */
static inline void e1k_compat_close(struct net_device *netdev)
{
#ifdef E1K_COMPAT_OPS_LOCK
	netif_close(netdev);
#else
	dev_close(netdev);
#endif
}

/* The lock under which the core changes a net_device's configuration. */
static inline void e1k_cfg_lock(struct net_device *netdev)
{
#ifdef E1K_COMPAT_OPS_LOCK
	netdev_lock(netdev);
#else
	rtnl_lock();
#endif
}

static inline void e1k_cfg_unlock(struct net_device *netdev)
{
#ifdef E1K_COMPAT_OPS_LOCK
	netdev_unlock(netdev);
#else
	rtnl_unlock();
#endif
}

#endif
