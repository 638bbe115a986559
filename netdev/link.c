// SPDX-License-Identifier: GPL-2.0-only
#include "link.h"

#include <linux/etherdevice.h>

#include "../hal/io.h"
#include "../hal/mac.h"
#include "../hal/queue.h"
#include "../os_linux/compat.h"
#include "napi.h"
#include "rxmode.h"
#include "tx.h"

/* The watchdog period: also how long a lost interrupt can go unnoticed. */
#define E1K_LINK_PERIOD (2 * HZ)
/* Waits between tries to restart a port. */
#define E1K_LINK_RETRY_MIN HZ
#define E1K_LINK_RETRY_MAX (60 * HZ)

static const char *e1k_link_fc_name(u8 fc)
{
	static const char * const names[] = {
		[0] = "none",
		[E1K_FC_RX] = "rx",
		[E1K_FC_TX] = "tx",
		[E1K_FC_RX | E1K_FC_TX] = "rx/tx",
	};

	return names[fc & (E1K_FC_RX | E1K_FC_TX)];
}

static void e1k_link_report_up(struct e1k_net *net)
{
	const struct e1k_link *link = &net->hw.link;

	netif_info(net, link, net->netdev, "link is up: %u Mbps %s duplex, flow control %s\n",
		   link->speed, link->full_duplex ? "full" : "half",
		   e1k_link_fc_name(link->fc));
	netif_carrier_on(net->netdev);
}

static bool e1k_link_tx_pending(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++)
		if (e1k_tx_pending(&net->vec[i]->tx))
			return true;
	return false;
}

/* Without a link nothing leaves the ring: its packets are freed by a restart. */
static void e1k_link_report_down(struct e1k_net *net)
{
	netif_info(net, link, net->netdev, "link is down\n");
	netif_carrier_off(net->netdev);
	if (e1k_link_tx_pending(net))
		e1k_link_recover(net);
}

static void e1k_link_check(struct e1k_net *net)
{
	int err = e1k_mac_check_link(&net->hw);

	if (err)
		netdev_warn_once(net->netdev, "the PHY does not answer: %d\n", err);
	if (net->link_up == net->hw.link.up)
		return;
	net->link_up = net->hw.link.up;
	if (net->link_up)
		e1k_link_report_up(net);
	else
		e1k_link_report_down(net);
}

/*
 * A queue is stuck if the device has packets to send, may send, and has not
 * moved for a period. (An interrupt that was lost is no such case: the device
 * has moved up to the tail.)
 */
static bool e1k_link_tx_stuck(struct e1k_net *net, struct e1k_tx_ring *txr)
{
	u32 head = e1k_queue_tx_head(&net->hw, txr->index);

	if (head != txr->watch_head || head == READ_ONCE(txr->published) ||
	    !net->link_up || e1k_mac_tx_paused(&net->hw)) {
		txr->watch_head = head;
		txr->watch_since = jiffies;
		return false;
	}
	return time_after_eq(jiffies, txr->watch_since + E1K_LINK_PERIOD);
}

static void e1k_link_watch_tx(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++) {
		struct e1k_tx_ring *txr = &net->vec[i]->tx;

		if (test_bit(E1K_VECTOR_DOWN, &net->vec[i]->state) ||
		    !e1k_link_tx_stuck(net, txr) || test_bit(E1K_STUCK, &net->state))
			continue;
		netdev_err(net->netdev, "TX queue %u is stuck: head %u, tail %u\n", i,
			   txr->watch_head, READ_ONCE(txr->published));
		atomic_long_inc(&net->tx_timeouts);
		e1k_link_recover(net);
	}
}

bool e1k_link_is_gone(struct e1k_net *net)
{
	if (test_bit(E1K_GONE, &net->state))
		return true;
	if (!e1k_io_gone(&net->hw))
		return false;
	set_bit(E1K_GONE, &net->state);
	netdev_err(net->netdev, "the device has left the bus; remove it and rescan\n");
	netif_device_detach(net->netdev);
	return true;
}

/* Returns whether the service has more to do. */
static bool e1k_link_serve(struct e1k_net *net)
{
	if (test_bit(E1K_DOWN, &net->state) || e1k_link_is_gone(net))
		return false;
	e1k_rxmode_apply(net);
	e1k_link_check(net);
	e1k_link_watch_tx(net);
	e1k_napi_kick(net);
	e1k_net_read_stats(net);
	return true;
}

static void e1k_link_service(struct work_struct *work)
{
	struct e1k_net *net = container_of(to_delayed_work(work), struct e1k_net, service);
	bool again;

	mutex_lock(&net->hw_lock);
	again = e1k_link_serve(net);
	mutex_unlock(&net->hw_lock);
	if (again)
		queue_delayed_work(e1k_compat_wq(), &net->service, E1K_LINK_PERIOD);
}

/* A restart that fails is tried again, each time after twice the wait. */
static void e1k_link_restart(struct e1k_net *net)
{
	int err;

	net->recoveries++;
	netdev_warn(net->netdev, "restarting the port\n");
	e1k_net_down(net);
	err = e1k_net_up(net);
	if (!err) {
		net->recovery_wait = 0;
		return;
	}
	net->recovery_wait = clamp_t(unsigned int, 2 * net->recovery_wait,
				     E1K_LINK_RETRY_MIN, E1K_LINK_RETRY_MAX);
	netdev_err(net->netdev, "cannot restart the port: %d; trying again in %u s\n",
		   err, net->recovery_wait / HZ);
	set_bit(E1K_STUCK, &net->state);
	queue_delayed_work(e1k_compat_wq(), &net->recovery, net->recovery_wait);
}

static void e1k_link_recovery(struct work_struct *work)
{
	struct e1k_net *net = container_of(to_delayed_work(work), struct e1k_net, recovery);

	e1k_cfg_lock(net->netdev);
	if (test_and_clear_bit(E1K_STUCK, &net->state) && netif_running(net->netdev) &&
	    netif_device_present(net->netdev))
		e1k_link_restart(net);
	e1k_cfg_unlock(net->netdev);
}

void e1k_link_init(struct e1k_net *net)
{
	INIT_DELAYED_WORK(&net->service, e1k_link_service);
	INIT_DELAYED_WORK(&net->recovery, e1k_link_recovery);
}

void e1k_link_start(struct e1k_net *net)
{
	queue_delayed_work(e1k_compat_wq(), &net->service, 0);
}

void e1k_link_stop(struct e1k_net *net)
{
	cancel_delayed_work_sync(&net->service);
}

void e1k_link_kick(struct e1k_net *net)
{
	if (!test_bit(E1K_DOWN, &net->state))
		mod_delayed_work(e1k_compat_wq(), &net->service, 0);
}

void e1k_link_recover(struct e1k_net *net)
{
	set_bit(E1K_STUCK, &net->state);
	queue_delayed_work(e1k_compat_wq(), &net->recovery, 0);
}

int e1k_link_apply(struct e1k_net *net)
{
	int err;

	mutex_lock(&net->hw_lock);
	err = e1k_mac_setup_link(&net->hw);
	mutex_unlock(&net->hw_lock);
	return err;
}
