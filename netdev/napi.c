// SPDX-License-Identifier: GPL-2.0-only
#include "napi.h"

#include "../hal/irq.h"
#include "link.h"
#include "rx.h"
#include "tx.h"

int e1k_napi_poll(struct napi_struct *napi, int budget)
{
	struct e1k_vector *vec = container_of(napi, struct e1k_vector, napi);
	struct e1k_net *net = vec->net;
	bool tx_done = e1k_tx_clean(&vec->tx, budget);
	int work = 0;

	if (budget)
		work = e1k_rx_poll(&vec->rx, napi, budget);
	if (!tx_done)
		return budget;
	if (work < budget && napi_complete_done(napi, work) &&
	    !test_bit(E1K_DOWN, &net->state))
		e1k_irq_unmask(&net->hw, E1K_IRQ_QUEUE);
	return work;
}

irqreturn_t e1k_napi_irq(int irq, void *data)
{
	struct e1k_net *net = data;
	struct e1k_vector *vec = net->vec[0];
	u32 icr = e1k_irq_ack(&net->hw);

	if (!icr)
		return IRQ_NONE;
	if (icr & E1K_IRQ_LINK)
		e1k_link_kick(net);
	if (icr & E1K_IRQ_QUEUE && napi_schedule_prep(&vec->napi)) {
		e1k_irq_mask(&net->hw, E1K_IRQ_QUEUE);
		__napi_schedule(&vec->napi);
	}
	return IRQ_HANDLED;
}

void e1k_napi_enable(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++)
		napi_enable(&net->vec[i]->napi);
}

void e1k_napi_disable(struct e1k_net *net)
{
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++)
		napi_disable(&net->vec[i]->napi);
}

void e1k_napi_kick(struct e1k_net *net)
{
	e1k_irq_unmask(&net->hw, E1K_IRQ_QUEUE | E1K_IRQ_LINK);
	e1k_irq_trigger(&net->hw, E1K_INT_RXDMT0);
}
