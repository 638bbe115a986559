// SPDX-License-Identifier: GPL-2.0-only
/* PCI configuration, as firmware and a bus driver would do it. */
#include "pci.h"

#define PCI_SLOT 4
#define PCI_COMMAND 0x04
#define PCI_COMMAND_MEMORY 0x2
#define PCI_COMMAND_MASTER 0x4
#define PCI_STATUS_INTX BIT(19) /* read together with the command register */
#define PCI_BAR0 0x10
#define PCI_BAR3 0x1c
#define PCI_CAPABILITIES 0x34
#define PCI_CAP_MSI 0x05
#define PCI_CAP_MSIX 0x11
#define PCI_MSI_ENABLE BIT(16) /* control is the upper half of the first word */
#define PCI_MSI_64BIT BIT(23)
#define PCI_MSIX_ENABLE BIT(31)
#define PCI_MSIX_TABLE 0xe0100000U /* BAR 3 of both chips that have one */

static void pci_select(struct qemu *q, u32 reg)
{
	qemu_post(q, "outl 0xcf8 0x%x", 0x80000000U | PCI_SLOT << 11 | reg);
}

static u32 pci_read(struct qemu *q, u32 reg)
{
	pci_select(q, reg);
	return qemu_ask(q, "inl 0xcfc");
}

static void pci_write(struct qemu *q, u32 reg, u32 val)
{
	pci_select(q, reg);
	qemu_post(q, "outl 0xcfc 0x%x", val);
}

static u32 pci_find(struct qemu *q, u8 id)
{
	u32 cap = pci_read(q, PCI_CAPABILITIES) & 0xff, word;

	for (; cap; cap = word >> 8 & 0xff) {
		word = pci_read(q, cap);
		if ((word & 0xff) == id)
			return cap;
	}
	printf("# QEMU: no capability %02x\n", id);
	exit(2);
}

void pci_enable(struct qemu *q)
{
	pci_write(q, PCI_BAR0, PCI_REGS);
	pci_write(q, PCI_BAR3, PCI_MSIX_TABLE);
	pci_write(q, PCI_COMMAND, PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
}

bool pci_intx(struct qemu *q)
{
	return pci_read(q, PCI_COMMAND) & PCI_STATUS_INTX;
}

void pci_use_msi(struct qemu *q, u32 addr)
{
	u32 cap = pci_find(q, PCI_CAP_MSI), word = pci_read(q, cap);

	pci_write(q, cap + 4, addr);
	if (word & PCI_MSI_64BIT)
		pci_write(q, cap + 8, 0);
	pci_write(q, cap + (word & PCI_MSI_64BIT ? 12 : 8), 1);
	pci_write(q, cap, word | PCI_MSI_ENABLE);
}

void pci_use_msix(struct qemu *q, u32 addr, u32 vectors)
{
	u32 cap = pci_find(q, PCI_CAP_MSIX), entry = PCI_MSIX_TABLE, i;

	for (i = 0; i < vectors; i++, entry += 16) {
		qemu_post(q, "writel 0x%x 0x%x", entry, addr + 4 * i);
		qemu_post(q, "writel 0x%x 0", entry + 4);
		qemu_post(q, "writel 0x%x 1", entry + 8);
		qemu_post(q, "writel 0x%x 0", entry + 12);
	}
	pci_write(q, cap, pci_read(q, cap) | PCI_MSIX_ENABLE);
}
