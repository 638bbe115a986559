// SPDX-License-Identifier: GPL-2.0-only
#include "irq.h"

#include <linux/pci.h>

#include "compat.h"

int e1k_os_irq_request(struct pci_dev *pdev, irq_handler_t handler,
		       const char *name, void *data)
{
	int err;

	err = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_INTX);
	if (err < 0)
		return err;
	err = request_irq(pci_irq_vector(pdev, 0), handler, IRQF_SHARED, name, data);
	if (err)
		pci_free_irq_vectors(pdev);
	return err;
}

void e1k_os_irq_sync(struct pci_dev *pdev)
{
	synchronize_irq(pci_irq_vector(pdev, 0));
}

void e1k_os_irq_free(struct pci_dev *pdev, void *data)
{
	free_irq(pci_irq_vector(pdev, 0), data);
	pci_free_irq_vectors(pdev);
}
