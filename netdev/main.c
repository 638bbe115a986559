// SPDX-License-Identifier: GPL-2.0-only
/* The composition root: binds PCI functions, builds ports from the layers below. */
#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "../hal/chip.h"
#include "../hal/filter.h"
#include "../hal/io.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/nvm.h"
#include "../hal/phy.h"
#include "../hal/wol.h"
#include "../hal/stats.h"
#include "../os_linux/compat.h"
#include "../os_linux/irq.h"
#include "../os_linux/pci.h"
#include "health.h"
#include "link.h"
#include "net.h"
#include "pm.h"
#include "recover.h"

/* A damaged NVM costs the address, not the port. */
static int e1k_main_read_nvm(struct e1k_net *net)
{
	struct device *dev = &net->pdev->dev;
	int err;

	err = e1k_nvm_init(&net->hw);
	if (err)
		return err;
	err = e1k_nvm_check(&net->hw);
	if (err)
		return err;
	err = e1k_nvm_read_mac(&net->hw);
	if (err)
		dev_warn(dev, "the NVM holds no valid MAC address\n");
	return err;
}

static void e1k_main_set_address(struct e1k_net *net)
{
	int err = e1k_main_read_nvm(net);

	if (err) {
		eth_hw_addr_random(net->netdev);
		dev_warn(&net->pdev->dev, "the NVM is unusable (%d), using random address %pM\n",
			 err, net->netdev->dev_addr);
	} else {
		eth_hw_addr_set(net->netdev, net->hw.perm_addr);
	}
	e1k_filter_set_station(&net->hw, net->netdev->dev_addr);
}

/*
 * A boot ROM or another kernel may have left the device running: it is silent
 * before it may master the bus and before its interrupt line is requested.
 */
static int e1k_main_init_hw(struct e1k_net *net)
{
	struct device *dev = &net->pdev->dev;
	struct e1k_hw *hw = &net->hw;
	int err;

	if (e1k_io_gone(hw)) {
		dev_err(dev, "the device does not answer: STATUS reads %#x\n",
			e1k_rd32(hw, E1K_STATUS));
		return -ENODEV;
	}
	e1k_os_pci_patience(net->pdev);
	e1k_os_pci_no_aspm(net->pdev, hw->chip->errata & E1K_ERRATUM_NO_L0S,
			   hw->chip->errata & E1K_ERRATUM_NO_L1);
	net->wol = e1k_wol_default(hw);
	device_set_wakeup_enable(dev, net->wol);
	e1k_mac_quiesce(hw);
	err = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(e1k_chip_dma_bits(hw)));
	if (err) {
		dev_err(dev, "cannot use %u bit DMA: %d\n", e1k_chip_dma_bits(hw), err);
		return err;
	}
	e1k_main_set_address(net);
	err = e1k_mac_reset(hw);
	if (err) {
		dev_err(dev, "the MAC does not come out of reset: %d\n", err);
		return err;
	}
	err = e1k_phy_identify(hw);
	if (err) {
		dev_err(dev, "no known PHY found: %d\n", err);
		e1k_mac_release(hw);
	}
	return err;
}

static int e1k_main_register(struct e1k_net *net)
{
	int err;

	err = e1k_link_apply(net);
	if (err) {
		dev_err(&net->pdev->dev, "cannot set up the link: %d\n", err);
		return err;
	}
	err = e1k_health_create(net);
	if (err)
		return err;
	netif_carrier_off(net->netdev);
	err = register_netdev(net->netdev);
	if (err) {
		e1k_health_destroy(net);
		return err;
	}
	netdev_info(net->netdev, "%s at %s, %pM\n", net->hw.chip->name,
		    pci_name(net->pdev), net->netdev->dev_addr);
	return 0;
}

/* With all the vectors it could use; there may be fewer. */
static unsigned int e1k_main_max_pairs(const struct e1k_chip *chip)
{
	return min_t(unsigned int, chip->rx_queues, E1K_VECTOR_MAX);
}

static int e1k_main_init_irqs(struct e1k_net *net)
{
	const struct e1k_chip *chip = net->hw.chip;
	unsigned int vectors = e1k_irq_vectors(chip->vectors, e1k_main_max_pairs(chip));
	enum e1k_irq_mode mode;
	int cnt, err;

	cnt = e1k_os_irq_alloc(net->pdev, vectors, chip->vectors > 0, &mode);
	if (cnt < 0) {
		dev_err(&net->pdev->dev, "no interrupt can be had: %d\n", cnt);
		return cnt;
	}
	mutex_lock(&net->hw_lock);
	err = e1k_irq_setup(&net->hw, mode, cnt);
	mutex_unlock(&net->hw_lock);
	if (err)
		pci_free_irq_vectors(net->pdev);
	return err;
}

static int e1k_main_build(struct e1k_net *net)
{
	int err;

	err = e1k_main_init_hw(net);
	if (err)
		return err;
	err = e1k_main_init_irqs(net);
	if (err)
		goto release;
	err = e1k_net_create(net);
	if (err)
		goto free_irqs;
	/* what the device has counted for whoever had it before */
	e1k_stats_clear(&net->hw, &net->hw_stats);
	pci_set_master(net->pdev);
	err = e1k_main_register(net);
	if (err)
		goto destroy;
	return 0;

destroy:
	e1k_net_destroy(net);
free_irqs:
	pci_free_irq_vectors(net->pdev);
release:
	e1k_pm_release_hw(net);
	return err;
}

static struct e1k_net *e1k_main_alloc(struct pci_dev *pdev, const struct e1k_chip *chip)
{
	unsigned int pairs = e1k_main_max_pairs(chip);
	struct net_device *netdev;
	struct e1k_net *net;

	netdev = alloc_etherdev_mqs(sizeof(*net), pairs, pairs);
	if (!netdev)
		return NULL;
	SET_NETDEV_DEV(netdev, &pdev->dev);
	net = netdev_priv(netdev);
	net->netdev = netdev;
	net->pdev = pdev;
	net->hw.chip = chip;
	mutex_init(&net->hw_lock);
	return net;
}

static int e1k_main_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	const struct e1k_chip *chip = e1k_chip_find(pdev->device);
	struct e1k_net *net;
	int err;

	/* e1000, e1000e and igb claim the same ids: no card is taken unasked */
	if (!e1k_compat_is_chosen(pdev)) {
		dev_dbg(&pdev->dev, "not chosen: driver_override is not set\n");
		return -ENODEV;
	}
	if (!chip) {
		dev_err(&pdev->dev, "device %04x:%04x is not supported\n",
			pdev->vendor, pdev->device);
		return -ENODEV;
	}
	net = e1k_main_alloc(pdev, chip);
	if (!net)
		return -ENOMEM;
	err = e1k_os_pci_open(pdev, &net->hw.bus);
	if (err) {
		dev_err(&pdev->dev, "cannot enable the device: %d\n", err);
		goto free;
	}
	e1k_mac_init_state(&net->hw);
	err = e1k_main_build(net);
	if (err)
		goto close;
	pci_set_drvdata(pdev, net);
	/* what a reset of the slot restores */
	pci_save_state(pdev);
	return 0;

close:
	e1k_os_pci_close(pdev, &net->hw.bus);
free:
	free_netdev(net->netdev);
	return err;
}

static void e1k_main_remove(struct pci_dev *pdev)
{
	struct e1k_net *net = pci_get_drvdata(pdev);

	unregister_netdev(net->netdev);
	e1k_pm_release_hw(net);
	/* it reports to devlink, by which users reach the port */
	e1k_recover_fini(net);
	e1k_health_destroy(net);
	e1k_net_destroy(net);
	pci_free_irq_vectors(pdev);
	e1k_os_pci_close(pdev, &net->hw.bus);
	free_netdev(net->netdev);
}

#define E1K_CHIP(id, chip) { PCI_VDEVICE(INTEL, id) },
static const struct pci_device_id e1k_main_ids[] = {
#include "../hal/chips.h"
	{}
};
MODULE_DEVICE_TABLE(pci, e1k_main_ids);

static struct pci_driver e1k_main_driver = {
	.name = KBUILD_MODNAME,
	.id_table = e1k_main_ids,
	.probe = e1k_main_probe,
	.remove = e1k_main_remove,
	.shutdown = e1k_pm_shutdown,
	.err_handler = &e1k_pm_error_handlers,
	.driver.pm = pm_sleep_ptr(&e1k_pm_ops),
};
module_pci_driver(e1k_main_driver);

MODULE_DESCRIPTION("Intel gigabit Ethernet driver for 8254x, 82574 and 82576");
MODULE_LICENSE("GPL");
