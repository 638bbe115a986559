// SPDX-License-Identifier: GPL-2.0-only
#include "pci.h"

#include <linux/pci.h>

#define E1K_OS_PCI_BAR 0
/* BAR 0 of every chip is 128 KB; the highest register used lies below 64 KB. */
#define E1K_OS_PCI_BAR_MIN SZ_64K
/* Completion Timeout Value of Device Control 2 (PCIe base specification 7.5.3.16). */
#define E1K_OS_PCI_16_TO_55_MS 0x5

int e1k_os_pci_open(struct pci_dev *pdev, struct e1k_os_bus *bus)
{
	int err;

	err = pci_enable_device_mem(pdev);
	if (err)
		return err;
	if (!(pci_resource_flags(pdev, E1K_OS_PCI_BAR) & IORESOURCE_MEM) ||
	    pci_resource_len(pdev, E1K_OS_PCI_BAR) < E1K_OS_PCI_BAR_MIN) {
		err = -ENODEV;
		goto disable;
	}
	err = pci_request_mem_regions(pdev, KBUILD_MODNAME);
	if (err)
		goto disable;
	bus->regs = pci_ioremap_bar(pdev, E1K_OS_PCI_BAR);
	if (!bus->regs) {
		err = -ENOMEM;
		goto release;
	}
	return 0;

release:
	pci_release_mem_regions(pdev);
disable:
	pci_disable_device(pdev);
	return err;
}

void e1k_os_pci_close(struct pci_dev *pdev, struct e1k_os_bus *bus)
{
	iounmap(bus->regs);
	bus->regs = NULL;
	pci_release_mem_regions(pdev);
	pci_disable_device(pdev);
}

void e1k_os_pci_patience(struct pci_dev *pdev)
{
	u16 ctl2;

	if (pcie_capability_read_word(pdev, PCI_EXP_DEVCTL2, &ctl2) ||
	    ctl2 & PCI_EXP_DEVCTL2_COMP_TIMEOUT)
		return;
	pcie_capability_clear_and_set_word(pdev, PCI_EXP_DEVCTL2, PCI_EXP_DEVCTL2_COMP_TIMEOUT,
					   E1K_OS_PCI_16_TO_55_MS);
}

void e1k_os_pci_no_aspm(struct pci_dev *pdev, bool l0s, bool l1)
{
	int states = (l0s ? PCIE_LINK_STATE_L0S : 0) | (l1 ? PCIE_LINK_STATE_L1 : 0);

	if (states)
		pci_disable_link_state(pdev, states);
}
