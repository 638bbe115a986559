/* SPDX-License-Identifier: GPL-2.0-only */
/* Interrupt vectors of the PCI function. */
#ifndef E1K_OS_IRQ_H
#define E1K_OS_IRQ_H

#include <linux/interrupt.h>

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

/**
 * e1k_os_irq_free - give the vectors back
 * @pdev: function; no handler is installed
 */
void e1k_os_irq_free(struct pci_dev *pdev);

/**
 * e1k_os_irq_request - install a handler
 * @pdev: function; the device must not be asserting an interrupt
 * @vector: 0 and up
 * @mode: as allocated; only a line is shared
 * @handler: handler, may be called at once
 * @name: as shown in /proc/interrupts, must stay valid
 * @data: argument of @handler
 *
 * Return: 0 or -errno.
 */
int e1k_os_irq_request(struct pci_dev *pdev, unsigned int vector, enum e1k_irq_mode mode,
		       irq_handler_t handler, const char *name, void *data);

/**
 * e1k_os_irq_release - remove a handler and wait for it to end
 * @pdev: function
 * @vector: 0 and up
 * @data: argument of the handler
 */
void e1k_os_irq_release(struct pci_dev *pdev, unsigned int vector, void *data);

/**
 * e1k_os_irq_sync - wait for a running handler to end
 * @pdev: function
 * @vector: 0 and up
 */
void e1k_os_irq_sync(struct pci_dev *pdev, unsigned int vector);

/**
 * e1k_os_irq_number - the kernel's number of a vector
 * @pdev: function
 * @vector: 0 and up
 *
 * Return: interrupt number.
 */
int e1k_os_irq_number(struct pci_dev *pdev, unsigned int vector);

#endif
