// SPDX-License-Identifier: GPL-2.0-only
#include "napi.h"

#include <linux/pci.h>

#include "../hal/io.h"
#include "../os_linux/compat.h"
#include "link.h"
#include "moderate.h"
#include "recover.h"
#include "rx.h"
#include "split.h"
#include "tx.h"
#include "xsk.h"
#include "xsktx.h"

static int e1k_napi_poll_socket(struct e1k_vector *vec, int budget)
{
	bool sent;

	e1k_xsktx_done(vec);
	sent = e1k_xsktx_poll(vec);
	return max(e1k_xsk_rx_poll(&vec->rx, &vec->napi, budget), sent ? 0 : budget);
}

int e1k_napi_poll(struct napi_struct *napi, int budget)
{
	struct e1k_vector *vec = container_of(napi, struct e1k_vector, napi);
	bool tx_done = e1k_tx_clean(&vec->tx, budget);
	int work = 0;

	/* branches, not pointers: they are taken the same way for as long as the port lives */
	if (budget && unlikely(vec->rx.xsk))
		work = e1k_napi_poll_socket(vec, budget);
	else if (budget && unlikely(vec->rx.hdr))
		work = e1k_split_poll(&vec->rx, napi, budget);
	else if (budget && vec->rx.format == E1K_RXD_LEGACY)
		work = e1k_rx_poll_legacy(&vec->rx, napi, budget);
	else if (budget)
		work = e1k_rx_poll_wb32(&vec->rx, napi, budget);
	if (!tx_done)
		return budget;
	if (work < budget && napi_complete_done(napi, work) &&
	    !test_bit(E1K_VECTOR_DOWN, &vec->state)) {
		e1k_moderate_sample(vec);
		e1k_irq_line_unmask(&vec->line);
	}
	return work;
}

/* A link that changes more often in a second is none. */
#define E1K_NAPI_STORM 50

/* An interrupt that is not a queue's, which nothing throttles. */
static void e1k_napi_other(struct e1k_net *net, bool link)
{
	if (time_after(jiffies, net->storm_since + HZ)) {
		net->storm_since = jiffies;
		net->storm_cnt = 0;
	}
	if (++net->storm_cnt > E1K_NAPI_STORM)
		e1k_recover_storm(net);
	else if (link)
		e1k_link_kick(net);
}

/* INTx and MSI: one vector for everything. */
static irqreturn_t e1k_napi_irq_shared(int irq, void *data)
{
	struct e1k_net *net = data;
	struct e1k_vector *vec = net->vec[0];
	u32 icr = e1k_irq_ack(&net->hw);

	if (!icr) {
		/* another device's, unless this one is out of reach and cannot be acked */
		if (e1k_io_gone(&net->hw))
			e1k_link_kick(net);
		return IRQ_NONE;
	}
	if (icr & E1K_IRQ_LINK)
		e1k_napi_other(net, true);
	if (icr & E1K_IRQ_QUEUE && napi_schedule_prep(&vec->napi)) {
		e1k_irq_line_mask(&vec->line);
		__napi_schedule(&vec->napi);
	}
	return IRQ_HANDLED;
}

/* MSI-X: the device has masked the vector by sending its message. */
static irqreturn_t e1k_napi_irq_queue(int irq, void *data)
{
	struct e1k_vector *vec = data;

	napi_schedule_irqoff(&vec->napi);
	return IRQ_HANDLED;
}

static irqreturn_t e1k_napi_irq_other(int irq, void *data)
{
	struct e1k_net *net = data;

	e1k_napi_other(net, e1k_irq_other_ack(&net->hw) & E1K_IRQ_LINK);
	return IRQ_HANDLED;
}

static int e1k_napi_tx_irq(struct e1k_net *net, unsigned int i)
{
	return pci_irq_vector(net->pdev, e1k_irq_tx_vector(&net->hw, i));
}

static int e1k_napi_other_irq(struct e1k_net *net)
{
	return pci_irq_vector(net->pdev, net->hw.irq_vectors - 1);
}

static int e1k_napi_request_vector(struct e1k_net *net, unsigned int i)
{
	int irq = pci_irq_vector(net->pdev, i), tx_irq = e1k_napi_tx_irq(net, i);
	struct e1k_vector *vec = net->vec[i];
	int err;

	snprintf(vec->name, sizeof(vec->name), "%s-%u", net->netdev->name, i);
	err = request_irq(irq, e1k_napi_irq_queue, 0, vec->name, vec);
	if (err)
		return err;
	if (tx_irq != irq) {
		snprintf(vec->tx_name, sizeof(vec->tx_name), "%s-tx-%u", net->netdev->name, i);
		err = request_irq(tx_irq, e1k_napi_irq_queue, 0, vec->tx_name, vec);
	}
	if (err)
		free_irq(irq, vec);
	return err;
}

static void e1k_napi_release_vectors(struct e1k_net *net, unsigned int cnt)
{
	while (cnt--) {
		int irq = pci_irq_vector(net->pdev, cnt), tx_irq = e1k_napi_tx_irq(net, cnt);

		if (tx_irq != irq)
			free_irq(tx_irq, net->vec[cnt]);
		free_irq(irq, net->vec[cnt]);
	}
}

static int e1k_napi_request_msix(struct e1k_net *net)
{
	unsigned int i;
	int err;

	for (i = 0; i < net->vec_cnt; i++) {
		err = e1k_napi_request_vector(net, i);
		if (err)
			goto release;
	}
	err = request_irq(e1k_napi_other_irq(net), e1k_napi_irq_other, 0,
			  net->netdev->name, net);
	if (!err)
		return 0;

release:
	e1k_napi_release_vectors(net, i);
	return err;
}

static int e1k_napi_request_shared(struct e1k_net *net)
{
	bool line = net->hw.irq_mode == E1K_IRQ_INTX;

	return request_irq(pci_irq_vector(net->pdev, 0), e1k_napi_irq_shared,
			   line ? IRQF_SHARED : 0, net->netdev->name, net);
}

int e1k_napi_request_irqs(struct e1k_net *net)
{
	int err = net->hw.irq_mode == E1K_IRQ_MSIX ? e1k_napi_request_msix(net) :
						     e1k_napi_request_shared(net);

	net->irqs_on = !err;
	return err;
}

void e1k_napi_forget(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++) {
		struct e1k_vector *vec = net->vec[i];

		if (!test_bit(E1K_VECTOR_POLLS, &vec->state) &&
		    test_bit(NAPI_STATE_LISTED, &vec->napi.state))
			e1k_compat_napi_del(&vec->napi);
	}
}

void e1k_napi_release_irqs(struct e1k_net *net)
{
	if (!net->irqs_on)
		return;
	net->irqs_on = false;
	e1k_napi_forget(net);
	if (net->hw.irq_mode == E1K_IRQ_MSIX) {
		free_irq(e1k_napi_other_irq(net), net);
		e1k_napi_release_vectors(net, net->vec_cnt);
	} else {
		free_irq(pci_irq_vector(net->pdev, 0), net);
	}
}

void e1k_napi_sync_irqs(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->hw.irq_vectors; i++)
		synchronize_irq(pci_irq_vector(net->pdev, i));
}

static void e1k_napi_add(struct e1k_vector *vec)
{
	struct e1k_net *net = vec->net;
	unsigned int i = vec->tx.index;

	if (test_bit(NAPI_STATE_LISTED, &vec->napi.state))
		return;
	e1k_compat_napi_add(net->netdev, &vec->napi, e1k_napi_poll, i);
	/* where a line goes is not for one of its users to say */
	if (net->hw.irq_mode != E1K_IRQ_INTX)
		e1k_compat_napi_irq(&vec->napi, pci_irq_vector(net->pdev, i));
}

void e1k_napi_start(struct e1k_vector *vec)
{
	clear_bit(E1K_VECTOR_TX_STUCK, &vec->state);
	clear_bit(E1K_VECTOR_RX_STUCK, &vec->state);
	clear_bit(E1K_VECTOR_TIMEOUT, &vec->state);
	clear_bit(E1K_VECTOR_DOWN, &vec->state);
	set_bit(E1K_VECTOR_POLLS, &vec->state);
	e1k_napi_add(vec);
	e1k_compat_napi_enable(&vec->napi);
	e1k_compat_rxq_napi(&vec->rx.mem.rxq, &vec->napi);
	e1k_compat_queues_bind(vec->net->netdev, vec->tx.index, &vec->napi);
}

void e1k_napi_stop(struct e1k_vector *vec)
{
	if (!test_and_clear_bit(E1K_VECTOR_POLLS, &vec->state))
		return;
	e1k_compat_queues_bind(vec->net->netdev, vec->tx.index, NULL);
	e1k_compat_napi_disable(&vec->napi);
	e1k_moderate_stop(vec);
}

void e1k_napi_schedule(struct e1k_vector *vec)
{
	local_bh_disable();
	napi_schedule(&vec->napi);
	local_bh_enable();
}

void e1k_napi_kick(struct e1k_net *net)
{
	unsigned int i;

	e1k_irq_enable(&net->hw);
	for (i = 0; i < net->ring_cfg.pairs; i++)
		e1k_irq_kick(&net->hw, i);
}
