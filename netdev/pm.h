/* SPDX-License-Identifier: GPL-2.0-only */
/* Times when the device is somebody else's: sleep, shutdown, PCI errors, resets. */
#ifndef E1K_PM_H
#define E1K_PM_H

#include <linux/pci.h>
#include <linux/pm.h>

#include "net.h"

struct ethtool_wolinfo;

extern const struct dev_pm_ops e1k_pm_ops;
extern const struct pci_error_handlers e1k_pm_error_handlers;

/**
 * e1k_pm_release_hw - let go of the device, for good or until it is started
 * @net: port, down
 *
 * Takes hw_lock. May sleep.
 */
void e1k_pm_release_hw(struct e1k_net *net);

/**
 * e1k_pm_get_wol - what may wake the system
 * @netdev: net_device
 * @wol: result
 */
void e1k_pm_get_wol(struct net_device *netdev, struct ethtool_wolinfo *wol);

/**
 * e1k_pm_set_wol - choose what may wake the system
 * @netdev: net_device
 * @wol: choice, armed when the system goes to sleep or is powered off
 *
 * Return: 0, or -EOPNOTSUPP for what the device cannot do.
 */
int e1k_pm_set_wol(struct net_device *netdev, struct ethtool_wolinfo *wol);

/**
 * e1k_pm_shutdown - leave the device silent for the next kernel
 * @pdev: function
 */
void e1k_pm_shutdown(struct pci_dev *pdev);

#endif
