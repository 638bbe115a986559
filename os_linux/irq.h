/* SPDX-License-Identifier: GPL-2.0-only */
/* Choice of the PCI function's interrupt vectors. */
#ifndef E1K_OS_IRQ_H
#define E1K_OS_IRQ_H

#include "../hal/irq.h"

struct pci_dev;

/**
 * e1k_os_irq_alloc - allocate interrupt vectors
 * @pdev: function
 * @max: most MSI-X vectors wanted, 0 if the chip has no MSI-X
 * @msi: the chip can use MSI
 * @mode: result
 *
 * MSI-X needs at least two vectors, one of them for the link; failing that one
 * MSI or the function's interrupt line is taken. May sleep.
 *
 * Return: number of vectors, or -errno.
 */
int e1k_os_irq_alloc(struct pci_dev *pdev, unsigned int max, bool msi,
		     enum e1k_irq_mode *mode);

#endif
