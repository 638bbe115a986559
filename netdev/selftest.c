// SPDX-License-Identifier: GPL-2.0-only
#include "selftest.h"

#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/pci.h>

#include "../hal/diag.h"
#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/nvm.h"
#include "../os_linux/compat.h"
#include "link.h"
#include "loopback.h"
#include "napi.h"
#include "net.h"
#include "recover.h"
#include "totals.h"

/* An interrupt takes microseconds; a loaded host some more. */
#define E1K_SELFTEST_IRQ_MS 500

enum e1k_selftest {
	E1K_SELFTEST_REGISTERS,
	E1K_SELFTEST_NVM,
	E1K_SELFTEST_INTERRUPT,
	E1K_SELFTEST_LOOPBACK,
	E1K_SELFTEST_LINK,
	E1K_SELFTEST_CNT
};

static const char * const e1k_selftest_texts[E1K_SELFTEST_CNT] = {
	[E1K_SELFTEST_REGISTERS] = "registers (offline)",
	[E1K_SELFTEST_NVM] = "NVM checksum",
	[E1K_SELFTEST_INTERRUPT] = "interrupts (offline)",
	[E1K_SELFTEST_LOOPBACK] = "loopback (offline)",
	[E1K_SELFTEST_LINK] = "link",
};

int e1k_selftest_cnt(void)
{
	return E1K_SELFTEST_CNT;
}

void e1k_selftest_names(u8 *data)
{
	unsigned int i;

	for (i = 0; i < E1K_SELFTEST_CNT; i++)
		ethtool_puts(&data, e1k_selftest_texts[i]);
}

/**
 * struct e1k_selftest_line - a vector under test
 * @net: port
 * @vector: which one
 * @seen: it has interrupted
 */
struct e1k_selftest_line {
	struct e1k_net *net;
	unsigned int vector;
	bool seen;
};

/* Does the vector serve what is no queue's, and only that? */
static bool e1k_selftest_is_other(const struct e1k_hw *hw, unsigned int vector)
{
	return hw->irq_mode == E1K_IRQ_MSIX && vector == hw->irq_vectors - 1;
}

static irqreturn_t e1k_selftest_irq(int irq, void *data)
{
	struct e1k_selftest_line *line = data;
	struct e1k_hw *hw = &line->net->hw;

	if (hw->irq_mode != E1K_IRQ_MSIX && !e1k_irq_ack(hw))
		return IRQ_NONE;
	if (e1k_selftest_is_other(hw, line->vector))
		e1k_irq_other_ack(hw);
	WRITE_ONCE(line->seen, true);
	return IRQ_HANDLED;
}

static bool e1k_selftest_seen(const struct e1k_selftest_line *line)
{
	unsigned int ms;

	for (ms = 0; ms < E1K_SELFTEST_IRQ_MS && !READ_ONCE(line->seen); ms++)
		usleep_range(1000, 1250);
	return READ_ONCE(line->seen);
}

/* Only this vector has a handler, and only its own cause is raised. hw_lock held. */
static int e1k_selftest_vector(struct e1k_net *net, unsigned int vector)
{
	struct e1k_selftest_line line = { .net = net, .vector = vector };
	int irq = pci_irq_vector(net->pdev, vector);
	int err;

	err = request_irq(irq, e1k_selftest_irq,
			  net->hw.irq_mode == E1K_IRQ_INTX ? IRQF_SHARED : 0,
			  net->netdev->name, &line);
	if (err)
		return err;
	e1k_irq_enable(&net->hw);
	if (e1k_selftest_is_other(&net->hw, vector))
		e1k_irq_trigger(&net->hw, E1K_INT_LSC);
	else
		e1k_irq_kick(&net->hw, vector % e1k_irq_pairs(&net->hw));
	if (!e1k_selftest_seen(&line))
		err = -EIO;
	e1k_irq_disable(&net->hw);
	free_irq(irq, &line);
	e1k_irq_drain(&net->hw);
	return err;
}

/* No handler of the driver's is installed. hw_lock held. */
static int e1k_selftest_interrupt(struct e1k_net *net)
{
	unsigned int i;
	int err;

	err = e1k_mac_reset(&net->hw);
	for (i = 0; !err && i < net->hw.irq_vectors; i++)
		err = e1k_selftest_vector(net, i);
	return err;
}

/* Each test resets the device first; what it has counted by the end is no traffic. hw_lock held. */
static void e1k_selftest_device(struct e1k_net *net, u64 *data)
{
	u64 counted[E1K_STAT_CNT];

	e1k_totals_read(net);
	memcpy(counted, net->hw_stats.val, sizeof(counted));
	data[E1K_SELFTEST_REGISTERS] = -e1k_diag_registers(&net->hw);
	data[E1K_SELFTEST_INTERRUPT] = -e1k_selftest_interrupt(net);
	data[E1K_SELFTEST_LOOPBACK] = -e1k_loopback_run(net);
	e1k_mac_reset(&net->hw);
	e1k_stats_update(&net->hw, &net->hw_stats);
	memcpy(net->hw_stats.val, counted, sizeof(counted));
}

/* The port is stopped. */
static void e1k_selftest_stopped(struct e1k_net *net, u64 *data)
{
	mutex_lock(&net->hw_lock);
	if (e1k_link_is_gone(net))
		data[E1K_SELFTEST_REGISTERS] = ENODEV;
	else
		e1k_selftest_device(net, data);
	mutex_unlock(&net->hw_lock);
}

/* A port whose handlers cannot be installed again is closed, as by ip link. */
static void e1k_selftest_offline(struct e1k_net *net, u64 *data)
{
	int err;

	if (!netif_running(net->netdev)) {
		e1k_selftest_stopped(net, data);
		return;
	}
	e1k_net_down(net);
	e1k_napi_release_irqs(net);
	e1k_selftest_stopped(net, data);
	err = e1k_napi_request_irqs(net);
	if (err) {
		netdev_err(net->netdev, "no interrupts after the self-test: %d\n", err);
		data[E1K_SELFTEST_INTERRUPT] = -err;
		e1k_compat_close(net->netdev);
	} else if (e1k_net_up(net)) {
		e1k_recover_port(net);
	}
}

static void e1k_selftest_online(struct e1k_net *net, u64 *data)
{
	mutex_lock(&net->hw_lock);
	if (e1k_link_is_gone(net))
		data[E1K_SELFTEST_NVM] = ENODEV;
	else
		data[E1K_SELFTEST_NVM] = -e1k_nvm_check(&net->hw);
	mutex_unlock(&net->hw_lock);
	data[E1K_SELFTEST_LINK] = netif_carrier_ok(net->netdev) ? 0 : ENOLINK;
}

/* 0 for each that has passed or was not wanted, else the error. */
void e1k_selftest_run(struct net_device *netdev, struct ethtool_test *test, u64 *data)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;

	memset(data, 0, E1K_SELFTEST_CNT * sizeof(*data));
	e1k_selftest_online(net, data);
	if (test->flags & ETH_TEST_FL_OFFLINE)
		e1k_selftest_offline(net, data);
	for (i = 0; i < E1K_SELFTEST_CNT; i++)
		if (data[i])
			test->flags |= ETH_TEST_FL_FAILED;
}
