// SPDX-License-Identifier: GPL-2.0-only
/* Hides the MSI-X capability of a PCI function from its driver while loaded. */
#include <linux/module.h>
#include <linux/pci.h>

static char *device;
module_param(device, charp, 0444);
MODULE_PARM_DESC(device, "address of the function, as in 0000:00:10.0");

static struct pci_dev *nomsix_pdev;
static u8 nomsix_cap;

static int __init nomsix_init(void)
{
	struct device *dev = bus_find_device_by_name(&pci_bus_type, NULL, device);

	if (!dev)
		return -ENODEV;
	nomsix_pdev = to_pci_dev(dev);
	nomsix_cap = nomsix_pdev->msix_cap;
	nomsix_pdev->msix_cap = 0;
	return 0;
}
module_init(nomsix_init);

static void __exit nomsix_exit(void)
{
	nomsix_pdev->msix_cap = nomsix_cap;
	pci_dev_put(nomsix_pdev);
}
module_exit(nomsix_exit);

MODULE_DESCRIPTION("Hides MSI-X from a driver, for tests");
MODULE_LICENSE("GPL");
