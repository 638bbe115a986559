// SPDX-License-Identifier: GPL-2.0-only
#include "pm.h"

#include <linux/ethtool.h>

#include "../hal/io.h"
#include "../hal/mac.h"
#include "../hal/wol.h"
#include "../os_linux/compat.h"
#include "health.h"
#include "link.h"
#include "napi.h"
#include "recover.h"

/* From here on nobody else starts or restarts the port. */
static void e1k_pm_hold(struct e1k_net *net)
{
	e1k_cfg_lock(net->netdev);
	set_bit(E1K_HELD, &net->state);
	netif_device_detach(net->netdev);
	if (netif_running(net->netdev)) {
		e1k_net_down(net);
		e1k_napi_forget(net);
	}
	e1k_cfg_unlock(net->netdev);
}

/*
 * Without a wish to be woken the device stays as silent as hold has left it. The
 * reset tells firmware that there is a driver: let go of the device afterwards.
 */
static void e1k_pm_arm(struct e1k_net *net)
{
	int err = 0;

	mutex_lock(&net->hw_lock);
	if (net->wol && !e1k_link_is_gone(net))
		err = e1k_wol_arm(&net->hw, net->wol);
	mutex_unlock(&net->hw_lock);
	if (err)
		dev_warn(&net->pdev->dev, "Wake-on-LAN cannot be armed: %d\n", err);
}

/* Is it back? It must be silent before it may master the bus again. */
static int e1k_pm_greet(struct e1k_net *net)
{
	int err = 0;

	mutex_lock(&net->hw_lock);
	clear_bit(E1K_GONE, &net->state);
	if (e1k_link_is_gone(net)) {
		err = -ENODEV;
		goto unlock;
	}
	e1k_wol_disarm(&net->hw);
	e1k_mac_quiesce(&net->hw);
	pci_set_master(net->pdev);
	if (net->hw.irq_mode == E1K_IRQ_INTX)
		pci_intx(net->pdev, 1);

unlock:
	mutex_unlock(&net->hw_lock);
	return err;
}

/*
 * The device may have lost everything, its link included. One that does not
 * start is tried again by the recovery, with its link; one that nobody uses by
 * whoever opens it.
 */
static int e1k_pm_start(struct e1k_net *net)
{
	int err = e1k_pm_greet(net);

	if (err)
		return err;
	/* restoring it may have used up what a slot reset would restore */
	pci_save_state(net->pdev);
	if (netif_running(net->netdev))
		err = e1k_net_up(net);
	if (!err)
		err = e1k_link_apply(net);
	if (!err || !netif_running(net->netdev)) {
		netif_device_attach(net->netdev);
	} else {
		set_bit(E1K_RESET, &net->state);
		e1k_recover_port(net);
	}
	return err;
}

static int e1k_pm_unhold(struct e1k_net *net)
{
	int err;

	e1k_cfg_lock(net->netdev);
	clear_bit(E1K_HELD, &net->state);
	err = e1k_pm_start(net);
	e1k_cfg_unlock(net->netdev);
	if (err)
		dev_err(&net->pdev->dev, "the port does not come back: %d\n", err);
	else
		e1k_health_is_back(net);
	return err;
}

void e1k_pm_release_hw(struct e1k_net *net)
{
	mutex_lock(&net->hw_lock);
	if (!e1k_link_is_gone(net))
		e1k_mac_release(&net->hw);
	mutex_unlock(&net->hw_lock);
	pci_clear_master(net->pdev);
}

void e1k_pm_shutdown(struct pci_dev *pdev)
{
	struct e1k_net *net = pci_get_drvdata(pdev);

	e1k_pm_hold(net);
	/* another kernel finds it silent and awake */
	if (system_state != SYSTEM_POWER_OFF) {
		e1k_pm_release_hw(net);
		return;
	}
	e1k_pm_arm(net);
	e1k_pm_release_hw(net);
	pci_wake_from_d3(pdev, net->wol);
	pci_set_power_state(pdev, PCI_D3hot);
}

static const struct {
	u8 event;
	u32 opt;
} e1k_pm_wol[] = {
	{ E1K_WOL_LINK, WAKE_PHY },
	{ E1K_WOL_MAGIC, WAKE_MAGIC },
	{ E1K_WOL_UNICAST, WAKE_UCAST },
	{ E1K_WOL_MULTICAST, WAKE_MCAST },
	{ E1K_WOL_BROADCAST, WAKE_BCAST },
};

void e1k_pm_get_wol(struct net_device *netdev, struct ethtool_wolinfo *wol)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(e1k_pm_wol); i++) {
		wol->supported |= e1k_pm_wol[i].opt;
		if (net->wol & e1k_pm_wol[i].event)
			wol->wolopts |= e1k_pm_wol[i].opt;
	}
}

int e1k_pm_set_wol(struct net_device *netdev, struct ethtool_wolinfo *wol)
{
	struct e1k_net *net = netdev_priv(netdev);
	u32 left = wol->wolopts;
	unsigned int i;
	u8 events = 0;

	for (i = 0; i < ARRAY_SIZE(e1k_pm_wol); i++) {
		if (left & e1k_pm_wol[i].opt)
			events |= e1k_pm_wol[i].event;
		left &= ~e1k_pm_wol[i].opt;
	}
	if (left)
		return -EOPNOTSUPP;
	net->wol = events;
	/* refused where the bus knows no PME: the card's own wire may do */
	device_set_wakeup_enable(&net->pdev->dev, events);
	return 0;
}

static int e1k_pm_suspend(struct device *dev)
{
	struct e1k_net *net = dev_get_drvdata(dev);

	e1k_pm_hold(net);
	e1k_pm_arm(net);
	e1k_pm_release_hw(net);
	return 0;
}

static int e1k_pm_resume(struct device *dev)
{
	return e1k_pm_unhold(dev_get_drvdata(dev));
}

DEFINE_SIMPLE_DEV_PM_OPS(e1k_pm_ops, e1k_pm_suspend, e1k_pm_resume);

/* The reset of a slot takes the link, and may never come: a bond has another port to send by. */
static void e1k_pm_forget_link(struct e1k_net *net)
{
	e1k_cfg_lock(net->netdev);
	e1k_link_forget(net);
	e1k_cfg_unlock(net->netdev);
}

/* In a slot that is frozen no register may be touched until it is reset. */
static pci_ers_result_t e1k_pm_error_detected(struct pci_dev *pdev, pci_channel_state_t state)
{
	struct e1k_net *net = pci_get_drvdata(pdev);

	e1k_recover_count(net, E1K_EVENT_PCI_ERROR);
	dev_err(&pdev->dev, "a PCI error was reported, channel state %u\n", state);
	if (state != pci_channel_io_normal)
		set_bit(E1K_GONE, &net->state);
	e1k_pm_hold(net);
	if (state != pci_channel_io_normal)
		e1k_pm_forget_link(net);
	switch (state) {
	case pci_channel_io_normal:
		return PCI_ERS_RESULT_CAN_RECOVER;
	case pci_channel_io_frozen:
		return PCI_ERS_RESULT_NEED_RESET;
	default:
		return PCI_ERS_RESULT_DISCONNECT;
	}
}

static bool e1k_pm_answers(struct e1k_net *net)
{
	bool gone;

	mutex_lock(&net->hw_lock);
	gone = e1k_io_gone(&net->hw);
	mutex_unlock(&net->hw_lock);
	return !gone;
}

static pci_ers_result_t e1k_pm_mmio_enabled(struct pci_dev *pdev)
{
	struct e1k_net *net = pci_get_drvdata(pdev);

	return e1k_pm_answers(net) ? PCI_ERS_RESULT_RECOVERED : PCI_ERS_RESULT_NEED_RESET;
}

static pci_ers_result_t e1k_pm_slot_reset(struct pci_dev *pdev)
{
	struct e1k_net *net = pci_get_drvdata(pdev);

	pci_restore_state(pdev);
	return e1k_pm_answers(net) ? PCI_ERS_RESULT_RECOVERED : PCI_ERS_RESULT_DISCONNECT;
}

static void e1k_pm_error_resume(struct pci_dev *pdev)
{
	e1k_pm_unhold(pci_get_drvdata(pdev));
}

static void e1k_pm_reset_prepare(struct pci_dev *pdev)
{
	e1k_pm_hold(pci_get_drvdata(pdev));
}

static void e1k_pm_reset_done(struct pci_dev *pdev)
{
	e1k_pm_unhold(pci_get_drvdata(pdev));
}

const struct pci_error_handlers e1k_pm_error_handlers = {
	.error_detected = e1k_pm_error_detected,
	.mmio_enabled = e1k_pm_mmio_enabled,
	.slot_reset = e1k_pm_slot_reset,
	.resume = e1k_pm_error_resume,
	.reset_prepare = e1k_pm_reset_prepare,
	.reset_done = e1k_pm_reset_done,
};
