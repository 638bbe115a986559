/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The port: one net_device and what stands behind it.
 *
 * Locks, outermost first:
 * config lock	e1k_cfg_lock(), the core's: rtnl, or the net_device's own where
 *		there is one. Guards ring_cfg, rings, E1K_DOWN, who may call
 *		e1k_net_up() and e1k_net_down().
 * hw_lock	every slow-path register and all state in hw. Sleeps.
 *
 * The hot path takes neither: TX runs under the queue's xmit lock, RX and TX
 * completion in NAPI context, and both stop before e1k_net_down() returns.
 */
#ifndef E1K_NET_H
#define E1K_NET_H

#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/workqueue.h>

#include "../hal/hw.h"
#include "../hal/stats.h"
#include "ring.h"

struct e1k_health;

#define E1K_VECTOR_MAX 8
#define E1K_RING_DEFAULT 256

enum e1k_state {
	E1K_DOWN, /* every vector is down; the service does not run */
	E1K_GONE, /* the device has left the bus: no register access */
	E1K_HELD, /* it is asleep or being reset from outside: no recovery */
	E1K_STUCK, /* recovery is wanted */
	E1K_FLUSH, /* a restart is wanted, and nothing is wrong */
	E1K_RESET, /* and it is to take the link, too */
	E1K_STORM, /* the vector that serves no queue is masked */
};

/* What is counted when something went wrong. */
enum e1k_event {
	E1K_EVENT_RECOVERY, /* a queue or the port was restarted */
	E1K_EVENT_TX_TIMEOUT, /* a TX queue was found stuck */
	E1K_EVENT_TX_KICK, /* its tail was written again */
	E1K_EVENT_RX_STOP, /* an RX queue was found stopped */
	E1K_EVENT_RX_ASTRAY, /* one was elsewhere in its ring than the driver */
	E1K_EVENT_QUEUE_RESTART, /* a queue pair was restarted, the others went on */
	E1K_EVENT_PORT_RESET, /* the port was restarted with its link */
	E1K_EVENT_LOST_IRQ, /* work was done or had come, and no interrupt told */
	E1K_EVENT_IRQ_STORM, /* interrupts without work were masked for a while */
	E1K_EVENT_PCI_ERROR, /* the bus reported an error */
	E1K_EVENT_CNT,
};

/**
 * struct e1k_net - one port
 * @hw: the HAL's side; registers and state under @hw_lock
 * @hw_lock: see above
 * @state: enum e1k_state bits
 * @netdev: net_device
 * @pdev: PCI function
 * @vec: vectors of queue pairs; live as long as the port
 * @vec_cnt: how many; ring_cfg.pairs of them are in use
 * @ring_cfg: queue pairs and ring sizes; config lock
 * @tx_copybreak: longest frame copied on TX; config lock
 * @rx_copybreak: longest frame copied on RX; config lock
 * @xdp_prog: XDP program, of which the rings have copies; config lock
 * @xsk: memory of the sockets that queue pairs serve, NULL for none; config lock
 * @msg_enable: NETIF_MSG_* bits; NETIF_MSG_LINK has an effect
 * @service: link, watchdog, statistics, rx_mode; never takes the config lock
 * @recovery: restart of the port; takes the config lock
 * @recovery_wait: jiffies before the next reset, 0 when all queues move; written
 *	under the config lock or by the service
 * @storm_since: start of the second that @storm_cnt is about, in jiffies
 * @storm_cnt: interrupts in it that were not a queue's; hard interrupt
 * @wol: what wakes the system, E1K_WOL_* bits; config lock
 * @health: the port's devlink instance
 * @irqs_on: the interrupt handlers are installed; config lock
 * @link_up: link as last reported; service work
 * @events: counters, by enum e1k_event
 * @hw_stats: device counters; hw_lock
 * @hw_stats_seen: copy of the ones that ndo_get_stats64 reports
 */
struct e1k_net {
	struct e1k_hw hw;
	struct mutex hw_lock; /* registers and state of hw */
	unsigned long state;
	struct net_device *netdev;
	struct pci_dev *pdev;
	struct e1k_vector *vec[E1K_VECTOR_MAX];
	unsigned int vec_cnt;
	struct e1k_ring_cfg ring_cfg;
	u16 tx_copybreak;
	u16 rx_copybreak;
	struct bpf_prog *xdp_prog;
	struct xsk_buff_pool *xsk[E1K_VECTOR_MAX];
	u32 msg_enable;
	struct delayed_work service;
	struct delayed_work recovery;
	unsigned int recovery_wait;
	unsigned long storm_since;
	unsigned int storm_cnt;
	u8 wol;
	struct e1k_health *health;
	bool irqs_on;
	bool link_up;
	atomic_long_t events[E1K_EVENT_CNT];
	struct e1k_stats hw_stats;
	struct e1k_net_seen {
		struct u64_stats_sync syncp;
		u64_stats_t multicast;
		u64_stats_t rx_crc_errors;
		u64_stats_t rx_frame_errors;
		u64_stats_t rx_length_errors;
		u64_stats_t rx_missed;
		u64_stats_t rx_errors;
		u64_stats_t collisions;
		u64_stats_t tx_aborted;
		u64_stats_t tx_window;
	} hw_stats_seen;
};

/**
 * e1k_net_create - set up the net_device of a port
 * @net: port; hw is initialised
 *
 * Allocates the vectors and sets operations and limits; does not register. May
 * sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_net_create(struct e1k_net *net);

/**
 * e1k_net_destroy - undo e1k_net_create()
 * @net: port, unregistered
 */
void e1k_net_destroy(struct e1k_net *net);

/**
 * e1k_net_down - stop all traffic; the link stays
 * @net: port
 *
 * Config lock held. On return no handler, poll or xmit runs, the device does no
 * DMA and the rings' memory may be freed. May sleep.
 */
void e1k_net_down(struct e1k_net *net);

/**
 * e1k_net_up - start traffic on the rings' present memory
 * @net: port, down
 *
 * Config lock held. Resets the MAC silently and restores everything. May sleep.
 *
 * Return: 0, or -errno: the port is still down.
 */
int e1k_net_up(struct e1k_net *net);

/**
 * e1k_net_start_rings - start one vector's rings in the device
 * @net: port
 * @i: vector
 *
 * hw_lock held. May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_net_start_rings(struct e1k_net *net, unsigned int i);

/**
 * e1k_net_drain - let the device finish what it has been given, if it can
 * @net: port
 * @i: vector, its NAPI is stopped
 *
 * May sleep.
 */
void e1k_net_drain(struct e1k_net *net, unsigned int i);

/**
 * e1k_net_spread - spread received flows evenly over the queues in use
 * @net: port
 *
 * Takes hw_lock. A table the user has chosen stays, unless it names a queue
 * that is not in use.
 */
void e1k_net_spread(struct e1k_net *net);

#endif
