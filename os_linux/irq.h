/* SPDX-License-Identifier: GPL-2.0-only */
/* Interrupt lines of the PCI function. */
#ifndef E1K_OS_IRQ_H
#define E1K_OS_IRQ_H

#include <linux/interrupt.h>

struct pci_dev;

/**
 * e1k_os_irq_request - allocate the interrupt line and install its handler
 * @pdev: function; the device must not be asserting an interrupt
 * @handler: handler, may be called at once: the line is shared
 * @name: as shown in /proc/interrupts, must stay valid
 * @data: argument of @handler
 *
 * May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_os_irq_request(struct pci_dev *pdev, irq_handler_t handler,
		       const char *name, void *data);

/**
 * e1k_os_irq_sync - wait for running handlers to end
 * @pdev: function
 */
void e1k_os_irq_sync(struct pci_dev *pdev);

/**
 * e1k_os_irq_free - undo e1k_os_irq_request()
 * @pdev: function
 * @data: argument of the handler
 */
void e1k_os_irq_free(struct pci_dev *pdev, void *data);

#endif
