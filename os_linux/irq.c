// SPDX-License-Identifier: GPL-2.0-only
#include "irq.h"

#include <linux/pci.h>

#include "compat.h"

/* A queue pair and the link. */
#define E1K_OS_IRQ_MSIX_MIN 2

int e1k_os_irq_alloc(struct pci_dev *pdev, unsigned int max, bool msi,
		     enum e1k_irq_mode *mode)
{
	int cnt;

	if (max >= E1K_OS_IRQ_MSIX_MIN) {
		cnt = pci_alloc_irq_vectors(pdev, E1K_OS_IRQ_MSIX_MIN, max, PCI_IRQ_MSIX);
		if (cnt > 0) {
			*mode = E1K_IRQ_MSIX;
			return cnt;
		}
	}
	cnt = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_INTX | (msi ? PCI_IRQ_MSI : 0));
	*mode = pci_dev_msi_enabled(pdev) ? E1K_IRQ_MSI : E1K_IRQ_INTX;
	return cnt;
}
