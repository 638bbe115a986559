// SPDX-License-Identifier: GPL-2.0-only
#include "link.h"

#include <linux/etherdevice.h>
#include <linux/pci.h>

#include "../hal/io.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../os_linux/compat.h"
#include "recover.h"
#include "rxmode.h"
#include "totals.h"
#include "tx.h"

/* The watchdog period: also how long a lost interrupt can go unnoticed. */
#define E1K_LINK_PERIOD (2 * HZ)
/* When something may be wrong. */
#define E1K_LINK_SOON (HZ / 10)

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
	unsigned int i;

	netif_info(net, link, net->netdev, "link is up: %u Mbps %s duplex, flow control %s\n",
		   link->speed, link->full_duplex ? "full" : "half",
		   e1k_link_fc_name(link->fc));
	netif_carrier_on(net->netdev);
	/* what sockets have to send has waited for this */
	for (i = 0; i < net->ring_cfg.pairs; i++)
		if (READ_ONCE(net->vec[i]->rx.xsk))
			e1k_irq_kick(&net->hw, i);
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
		e1k_recover_flush(net);
}

static void e1k_link_check(struct e1k_net *net)
{
	int err = e1k_mac_check_link(&net->hw);

	if (err)
		netdev_warn_once(net->netdev, "the PHY does not answer: %d\n", err);
	if (net->link_up == net->hw.link.up)
		return;
	WRITE_ONCE(net->link_up, net->hw.link.up);
	/* where no interrupt told of it, the others may be masked, too */
	e1k_irq_enable(&net->hw);
	if (net->link_up)
		e1k_link_report_up(net);
	else
		e1k_link_report_down(net);
}

bool e1k_link_is_gone(struct e1k_net *net)
{
	if (test_bit(E1K_GONE, &net->state))
		return true;
	if (!e1k_io_gone(&net->hw))
		return false;
	set_bit(E1K_GONE, &net->state);
	/*
	 * It may only be out of reach, go on writing to rings that get freed, and hold an
	 * interrupt line up that others share.
	 */
	pci_clear_master(net->pdev);
	if (net->hw.irq_mode == E1K_IRQ_INTX)
		pci_intx(net->pdev, 0);
	netdev_err(net->netdev, "the device has left the bus; remove it and rescan\n");
	netif_device_detach(net->netdev);
	/* not from here: this may be the service, or hold the config lock */
	if (netif_running(net->netdev))
		e1k_recover_port(net);
	return true;
}

/* Returns when to look again, in jiffies; 0: not at all. */
static unsigned long e1k_link_serve(struct e1k_net *net)
{
	if (test_bit(E1K_DOWN, &net->state) || e1k_link_is_gone(net))
		return 0;
	e1k_rxmode_apply(net);
	e1k_link_check(net);
	e1k_totals_read(net);
	return e1k_recover_watch(net) ? E1K_LINK_SOON : E1K_LINK_PERIOD;
}

static void e1k_link_service(struct work_struct *work)
{
	struct e1k_net *net = container_of(to_delayed_work(work), struct e1k_net, service);
	unsigned long again;

	mutex_lock(&net->hw_lock);
	again = e1k_link_serve(net);
	mutex_unlock(&net->hw_lock);
	if (again)
		queue_delayed_work(e1k_compat_wq(), &net->service, again);
}

void e1k_link_init(struct e1k_net *net)
{
	INIT_DELAYED_WORK(&net->service, e1k_link_service);
}

void e1k_link_start(struct e1k_net *net)
{
	queue_delayed_work(e1k_compat_wq(), &net->service, 0);
}

void e1k_link_stop(struct e1k_net *net)
{
	cancel_delayed_work_sync(&net->service);
}

void e1k_link_forget(struct e1k_net *net)
{
	netif_carrier_off(net->netdev);
	net->link_up = false;
}

void e1k_link_kick(struct e1k_net *net)
{
	if (!test_bit(E1K_DOWN, &net->state))
		mod_delayed_work(e1k_compat_wq(), &net->service, 0);
}

int e1k_link_apply(struct e1k_net *net)
{
	int err;

	mutex_lock(&net->hw_lock);
	err = e1k_mac_setup_link(&net->hw);
	mutex_unlock(&net->hw_lock);
	return err;
}
