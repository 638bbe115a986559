/* SPDX-License-Identifier: GPL-2.0-only */
/* The NIC as a PCI function: where its registers are and how it interrupts. */
#ifndef E1K_QTEST_PCI_H
#define E1K_QTEST_PCI_H

#include "qemu.h"

#define PCI_REGS 0xe0000000U /* BAR 0, once pci_enable() was called */

/**
 * pci_enable - give the NIC its addresses, and leave to use memory
 * @q: machine
 */
void pci_enable(struct qemu *q);

/**
 * pci_intx - level of the interrupt line
 * @q: machine
 *
 * Return: true while the NIC asserts it.
 */
bool pci_intx(struct qemu *q);

/**
 * pci_use_msi - let interrupts be a message
 * @q: machine
 * @addr: memory they are written to: 32 bits that are not 0
 */
void pci_use_msi(struct qemu *q, u32 addr);

/**
 * pci_use_msix - let interrupts be messages
 * @q: machine
 * @addr: memory of the first vector; the others follow, 4 bytes each
 * @vectors: how many to use
 */
void pci_use_msix(struct qemu *q, u32 addr, u32 vectors);

#endif
