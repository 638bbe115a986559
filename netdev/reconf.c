// SPDX-License-Identifier: GPL-2.0-only
#include "reconf.h"

#include <linux/pci.h>

#include "../hal/irq.h"
#include "../hal/queue.h"
#include "../os_linux/compat.h"
#include "napi.h"
#include "recover.h"
#include "rx.h"
#include "tx.h"

static int e1k_reconf_set_real(struct e1k_net *net, unsigned int pairs)
{
	return netif_set_real_num_queues(net->netdev, pairs, pairs);
}

/*
 * Make more queues known to the stack, which may fail, while nothing else has
 * changed. They send when they have been started.
 */
static int e1k_reconf_announce(struct e1k_net *net, unsigned int pairs)
{
	unsigned int i, old = net->ring_cfg.pairs;
	int err;

	if (pairs <= old)
		return 0;
	for (i = old; i < pairs; i++) {
		e1k_tx_restart_timeout(net->vec[i]->tx.nq);
		netif_tx_stop_queue(net->vec[i]->tx.nq);
	}
	err = e1k_reconf_set_real(net, pairs);
	for (i = old; err && i < pairs; i++)
		netif_tx_start_queue(net->vec[i]->tx.nq);
	return err;
}

/* Keep the stack from one TX queue; the others go on. */
static void e1k_reconf_block_tx(struct e1k_vector *vec)
{
	struct netdev_queue *nq = vec->tx.nq;

	set_bit(E1K_VECTOR_DOWN, &vec->state);
	/* a poll that has not seen the bit may wake the queue until then */
	synchronize_net();
	e1k_tx_restart_timeout(nq);
	__netif_tx_lock_bh(nq);
	netif_tx_stop_queue(nq);
	__netif_tx_unlock_bh(nq);
}

/* A queue that does not stop keeps its memory: the whole port is restarted. */
static int e1k_reconf_stop_vector(struct e1k_net *net, unsigned int i)
{
	struct e1k_vector *vec = net->vec[i];
	int err;

	e1k_reconf_block_tx(vec);
	e1k_irq_line_mask(&vec->line);
	synchronize_irq(pci_irq_vector(net->pdev, i));
	e1k_napi_stop(vec);
	e1k_net_drain(net, i);
	mutex_lock(&net->hw_lock);
	err = e1k_queue_rx_stop(&net->hw, i);
	if (!err)
		err = e1k_queue_tx_stop(&net->hw, i);
	mutex_unlock(&net->hw_lock);
	if (!err)
		e1k_tx_reset(&vec->tx);
	return err;
}

static int e1k_reconf_start_vector(struct e1k_net *net, unsigned int i)
{
	struct e1k_vector *vec = net->vec[i];
	int err;

	mutex_lock(&net->hw_lock);
	err = e1k_net_start_rings(net, i);
	if (!err)
		e1k_rx_kick(&vec->rx);
	mutex_unlock(&net->hw_lock);
	if (err)
		return err;
	e1k_napi_start(vec);
	e1k_irq_line_unmask(&vec->line);
	/* the service may have unmasked it before: an interrupt that met no poll is lost */
	e1k_irq_kick(&net->hw, i);
	netif_tx_wake_queue(vec->tx.nq);
	return 0;
}

static int e1k_reconf_replace_vector(struct e1k_net *net, unsigned int i,
				     struct e1k_ring_set *set)
{
	int err;

	err = e1k_reconf_stop_vector(net, i);
	if (err)
		return err;
	e1k_ring_swap(net->vec[i], set);
	return e1k_reconf_start_vector(net, i);
}

int e1k_reconf_restart_queue(struct e1k_net *net, unsigned int i)
{
	int err;

	if (net->hw.chip->stop_domain != E1K_STOP_QUEUE)
		return -EOPNOTSUPP;
	err = e1k_reconf_stop_vector(net, i);
	return err ? err : e1k_reconf_start_vector(net, i);
}

/* New memory for the queue pairs in use, whose number stays. */
static int e1k_reconf_mem_by_queue(struct e1k_net *net, const struct e1k_ring_cfg *cfg)
{
	struct e1k_ring_set set;
	unsigned int i;
	int err;

	err = e1k_ring_set_alloc(net, cfg, 0, cfg->pairs, &set);
	if (err)
		return err;
	net->ring_cfg = *cfg;
	for (i = 0; !err && i < set.cnt; i++)
		err = e1k_reconf_replace_vector(net, i, &set);
	e1k_ring_set_free(net, &set);
	return err;
}

static int e1k_reconf_grow(struct e1k_net *net, unsigned int pairs)
{
	unsigned int i, old = net->ring_cfg.pairs;
	struct e1k_ring_set set;
	int err;

	err = e1k_ring_set_alloc(net, &net->ring_cfg, old, pairs - old, &set);
	if (err)
		return err;
	err = e1k_reconf_announce(net, pairs);
	if (err)
		goto free;
	for (i = old; i < pairs; i++)
		e1k_ring_swap(net->vec[i], &set);
	net->ring_cfg.pairs = pairs;
	for (i = old; !err && i < pairs; i++)
		err = e1k_reconf_start_vector(net, i);
	if (!err)
		e1k_net_spread(net);
free:
	e1k_ring_set_free(net, &set);
	return err;
}

/*
 * First nothing new goes to a queue, then it is stopped; where one does not stop, all do,
 * and the caller has them started again.
 */
static int e1k_reconf_shrink(struct e1k_net *net, unsigned int pairs)
{
	unsigned int i, old = net->ring_cfg.pairs;
	int err, stuck;

	err = e1k_reconf_set_real(net, pairs);
	if (err)
		return err;
	net->ring_cfg.pairs = pairs;
	e1k_net_spread(net);
	for (i = pairs; i < old; i++) {
		stuck = e1k_reconf_stop_vector(net, i);
		if (stuck) {
			e1k_net_down(net);
			e1k_tx_reset(&net->vec[i]->tx);
			err = stuck;
		}
		e1k_ring_free(net->vec[i]);
		/* the stack's watchdog takes any queue that stays stopped for stuck */
		netif_tx_start_queue(net->vec[i]->tx.nq);
	}
	return err;
}

static int e1k_reconf_by_queue(struct e1k_net *net, const struct e1k_ring_cfg *cfg)
{
	struct e1k_ring_cfg mem = *cfg;
	int err = 0;

	mem.pairs = net->ring_cfg.pairs;
	if (memcmp(&mem, &net->ring_cfg, sizeof(mem)))
		err = e1k_reconf_mem_by_queue(net, &mem);
	if (err || cfg->pairs == net->ring_cfg.pairs)
		return err;
	if (cfg->pairs > net->ring_cfg.pairs)
		return e1k_reconf_grow(net, cfg->pairs);
	return e1k_reconf_shrink(net, cfg->pairs);
}

static int e1k_reconf_all(struct e1k_net *net, const struct e1k_ring_cfg *cfg)
{
	unsigned int i, old = net->ring_cfg.pairs;
	struct e1k_ring_set set;
	int err;

	err = e1k_ring_set_alloc(net, cfg, 0, cfg->pairs, &set);
	if (err)
		return err;
	err = e1k_reconf_announce(net, cfg->pairs);
	if (err)
		goto free;
	e1k_net_down(net);
	for (i = cfg->pairs; i < old; i++)
		e1k_ring_free(net->vec[i]);
	for (i = 0; i < cfg->pairs; i++)
		e1k_ring_swap(net->vec[i], &set);
	net->ring_cfg = *cfg;
	e1k_net_spread(net);
	err = e1k_reconf_set_real(net, cfg->pairs);
	if (!err)
		err = e1k_net_up(net);
free:
	e1k_ring_set_free(net, &set);
	return err;
}

static int e1k_reconf_not_running(struct e1k_net *net, const struct e1k_ring_cfg *cfg)
{
	int err = e1k_reconf_set_real(net, cfg->pairs);

	if (err)
		return err;
	net->ring_cfg = *cfg;
	e1k_net_spread(net);
	return 0;
}

int e1k_reconf_rings(struct e1k_net *net, const struct e1k_ring_cfg *cfg)
{
	struct e1k_ring_cfg old = net->ring_cfg;
	int err;

	if (!netif_running(net->netdev))
		return e1k_reconf_not_running(net, cfg);
	/* one queue of a port that is down cannot be started */
	if (net->hw.chip->stop_domain == E1K_STOP_QUEUE && !test_bit(E1K_DOWN, &net->state))
		err = e1k_reconf_by_queue(net, cfg);
	else
		err = e1k_reconf_all(net, cfg);
	e1k_napi_forget(net);
	/* without memory nothing was touched; anything else left rings stopped */
	if (err && memcmp(&old, &net->ring_cfg, sizeof(old)))
		e1k_recover_port(net);
	return err;
}

/* What is stopped now is started by the recovery, which waits for the config lock. */
static void e1k_reconf_give_up(struct e1k_net *net)
{
	e1k_napi_forget(net);
	e1k_recover_port(net);
}

/* Where one queue does not stop, all do. */
static int e1k_reconf_exchange(struct e1k_net *net, unsigned int i, struct e1k_ring_set *set)
{
	if (net->hw.chip->stop_domain == E1K_STOP_QUEUE && !e1k_reconf_stop_vector(net, i)) {
		e1k_ring_swap(net->vec[i], set);
		return e1k_reconf_start_vector(net, i);
	}
	e1k_net_down(net);
	e1k_ring_swap(net->vec[i], set);
	return e1k_net_up(net);
}

int e1k_reconf_refill(struct e1k_net *net, unsigned int i)
{
	struct e1k_ring_set set;
	int err;

	if (!netif_running(net->netdev))
		return 0;
	err = e1k_ring_set_alloc(net, &net->ring_cfg, i, 1, &set);
	if (err)
		return err;
	/* the memory is exchanged in any case: what may be left is to get going again */
	if (test_bit(E1K_DOWN, &net->state))
		e1k_ring_swap(net->vec[i], &set);
	else if (e1k_reconf_exchange(net, i, &set))
		e1k_reconf_give_up(net);
	e1k_ring_set_free(net, &set);
	return 0;
}

#ifdef E1K_COMPAT_OPS_LOCK
/* The core has an RX queue's memory exchanged: that of the pair's TX queue stays. */
static int e1k_reconf_queue_alloc(struct net_device *netdev, struct netdev_queue_config *cfg,
				  void *mem, int i)
{
	struct e1k_net *net = netdev_priv(netdev);

	return e1k_ring_rx_mem_alloc(net, i, &net->ring_cfg, mem);
}

static void e1k_reconf_queue_free(struct net_device *netdev, void *mem)
{
	e1k_ring_rx_mem_free(netdev_priv(netdev), mem);
}

/* Where one queue does not stop, all do. */
static int e1k_reconf_queue_stop(struct net_device *netdev, void *mem, int i)
{
	struct e1k_net *net = netdev_priv(netdev);

	if (!test_bit(E1K_DOWN, &net->state) && e1k_reconf_stop_vector(net, i)) {
		e1k_net_down(net);
		e1k_reconf_give_up(net);
	}
	e1k_ring_rx_swap(net->vec[i], mem);
	return 0;
}

/* Of a port that is down whoever starts it starts the queue. */
static int e1k_reconf_queue_start(struct net_device *netdev, struct netdev_queue_config *cfg,
				  void *mem, int i)
{
	struct e1k_net *net = netdev_priv(netdev);

	e1k_ring_rx_swap(net->vec[i], mem);
	if (!test_bit(E1K_DOWN, &net->state) && e1k_reconf_start_vector(net, i))
		e1k_reconf_give_up(net);
	return 0;
}

const struct netdev_queue_mgmt_ops e1k_reconf_queue_ops = {
	.ndo_queue_mem_size = sizeof(struct e1k_rx_mem),
	.ndo_queue_mem_alloc = e1k_reconf_queue_alloc,
	.ndo_queue_mem_free = e1k_reconf_queue_free,
	.ndo_queue_stop = e1k_reconf_queue_stop,
	.ndo_queue_start = e1k_reconf_queue_start,
};
#endif
