// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeps the test machine's own devices out of system sleep while loaded: the file system its
 * root is on has no suspend, and would forget its queues.
 */
#include <linux/module.h>
#include <linux/pci.h>

static void awake_set(bool awake)
{
	struct pci_dev *pdev = NULL;

	while ((pdev = pci_get_device(PCI_VENDOR_ID_REDHAT_QUMRANET, PCI_ANY_ID, pdev)))
		dev_pm_syscore_device(&pdev->dev, awake);
}

static int __init awake_init(void)
{
	awake_set(true);
	return 0;
}
module_init(awake_init);

static void __exit awake_exit(void)
{
	awake_set(false);
}
module_exit(awake_exit);

MODULE_DESCRIPTION("Keeps virtio devices out of system sleep, for tests");
MODULE_LICENSE("GPL");
