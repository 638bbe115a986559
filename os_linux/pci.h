/* SPDX-License-Identifier: GPL-2.0-only */
/* The PCI function: its registers and its link. */
#ifndef E1K_OS_PCI_H
#define E1K_OS_PCI_H

#include "osdep_linux.h"

struct pci_dev;

/**
 * e1k_os_pci_open - enable the function and map its registers
 * @pdev: function
 * @bus: result
 *
 * Bus mastering stays off. May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_os_pci_open(struct pci_dev *pdev, struct e1k_os_bus *bus);

/**
 * e1k_os_pci_close - undo e1k_os_pci_open()
 * @pdev: function
 * @bus: bus
 */
void e1k_os_pci_close(struct pci_dev *pdev, struct e1k_os_bus *bus);

/**
 * e1k_os_pci_patience - have the function wait long enough for answers on the bus
 * @pdev: function
 *
 * Where nobody has chosen a completion time-out: the default may be as short as 50 us,
 * and what comes later is taken for the answer to something else (82576 specification
 * update, completion time-out).
 */
void e1k_os_pci_patience(struct pci_dev *pdev);

/**
 * e1k_os_pci_no_aspm - keep the PCIe link from power saving states
 * @pdev: function
 * @l0s: not L0s
 * @l1: not L1
 */
void e1k_os_pci_no_aspm(struct pci_dev *pdev, bool l0s, bool l1);

#endif
