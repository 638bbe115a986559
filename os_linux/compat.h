/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every difference between the kernels 6.1 to 7.3. The rest of the driver is
 * written for the newest one. Feature macros first, versions where there is none.
 */
#ifndef E1K_COMPAT_H
#define E1K_COMPAT_H

#include <linux/ethtool.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/rtnetlink.h>
#include <linux/version.h>
#include <linux/workqueue.h>
#include <net/netdev_queues.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
#include <net/page_pool/helpers.h>
#include <net/page_pool/types.h>
#else
#include <net/page_pool.h>
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

/* The kernel's queue for short works bound to no CPU's cache. */
static inline struct workqueue_struct *e1k_compat_wq(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0)
	return system_dfl_wq;
#else
	return system_unbound_wq;
#endif
}

/* The lock under which the core changes a net_device's configuration. */
static inline void e1k_cfg_lock(struct net_device *netdev)
{
	rtnl_lock();
}

static inline void e1k_cfg_unlock(struct net_device *netdev)
{
	rtnl_unlock();
}

#endif
