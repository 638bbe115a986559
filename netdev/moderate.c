// SPDX-License-Identifier: GPL-2.0-only
#include "moderate.h"

#include "../hal/irq.h"
#include "../os_linux/compat.h"
#include "link.h"

#define E1K_MODERATE_DEFAULT_US 50

/*
 * Intervals net_dim chooses from. The default ring takes 172 us of the shortest
 * frames at 1 Gbit/s: the longest interval leaves a quarter of that to the poll.
 */
static const u8 e1k_moderate_us[NET_DIM_PARAMS_NUM_PROFILES] = { 10, 30, 50, 80, 125 };

static bool e1k_moderate_adapts(const struct e1k_moderate *mod)
{
	return READ_ONCE(mod->rx) || READ_ONCE(mod->tx);
}

/* hw_lock held. */
static void e1k_moderate_write(struct e1k_vector *vec)
{
	const struct e1k_moderate *mod = &vec->moderate;
	u32 usecs = mod->usecs;

	if (e1k_moderate_adapts(mod))
		usecs = e1k_moderate_us[mod->dim.profile_ix];
	if (!e1k_link_is_gone(vec->net))
		e1k_irq_set_throttle(&vec->net->hw, vec->tx.index, usecs);
}

static void e1k_moderate_work(struct work_struct *work)
{
	struct dim *dim = container_of(work, struct dim, work);
	struct e1k_vector *vec = container_of(dim, struct e1k_vector, moderate.dim);

	mutex_lock(&vec->net->hw_lock);
	e1k_moderate_write(vec);
	mutex_unlock(&vec->net->hw_lock);
	dim->state = DIM_START_MEASURE;
}

/* The search begins with the shortest interval. */
static void e1k_moderate_restart(struct e1k_vector *vec)
{
	vec->moderate.dim = (struct dim){};
	INIT_WORK(&vec->moderate.dim.work, e1k_moderate_work);
	mutex_lock(&vec->net->hw_lock);
	e1k_moderate_write(vec);
	mutex_unlock(&vec->net->hw_lock);
}

void e1k_moderate_init(struct e1k_vector *vec)
{
	u32 max = e1k_irq_max_throttle(vec->net->hw.chip);
	struct e1k_moderate *mod = &vec->moderate;

	mod->usecs = min_t(u32, E1K_MODERATE_DEFAULT_US, max);
	mod->rx = max > 0;
	mod->tx = max > 0;
	e1k_moderate_restart(vec);
}

/* Only this context writes the counters: they are read without their guard. */
void e1k_moderate_sample(struct e1k_vector *vec)
{
	struct e1k_moderate *mod = &vec->moderate;
	struct dim_sample sample = {};
	u64 packets = 0, bytes = 0;

	if (!e1k_moderate_adapts(mod))
		return;
	if (READ_ONCE(mod->rx)) {
		packets += u64_stats_read(&vec->rx.stats.packets);
		bytes += u64_stats_read(&vec->rx.stats.bytes);
	}
	if (READ_ONCE(mod->tx)) {
		packets += u64_stats_read(&vec->tx.stats.packets);
		bytes += u64_stats_read(&vec->tx.stats.bytes);
	}
	dim_update_sample(++mod->polls, packets, bytes, &sample);
	e1k_compat_net_dim(&mod->dim, &sample);
}

void e1k_moderate_stop(struct e1k_vector *vec)
{
	cancel_work_sync(&vec->moderate.dim.work);
	e1k_moderate_restart(vec);
}

int e1k_moderate_get_queue(struct net_device *netdev, u32 queue, struct ethtool_coalesce *coal)
{
	struct e1k_net *net = netdev_priv(netdev);
	const struct e1k_moderate *mod;

	if (queue >= net->vec_cnt)
		return -EINVAL;
	mod = &net->vec[queue]->moderate;
	coal->use_adaptive_rx_coalesce = mod->rx;
	coal->use_adaptive_tx_coalesce = mod->tx;
	coal->rx_coalesce_usecs = mod->usecs;
	return 0;
}

static int e1k_moderate_check(struct e1k_vector *vec, const struct ethtool_coalesce *coal,
			      struct netlink_ext_ack *extack)
{
	bool adaptive = coal->use_adaptive_rx_coalesce || coal->use_adaptive_tx_coalesce;
	u32 max = e1k_irq_max_throttle(vec->net->hw.chip);

	if (adaptive && !max) {
		NL_SET_ERR_MSG(extack, "the chip cannot moderate its interrupts");
		return -EOPNOTSUPP;
	}
	if (coal->rx_coalesce_usecs > max) {
		NL_SET_ERR_MSG(extack, "rx-usecs is longer than the chip can wait");
		return -EINVAL;
	}
	if (adaptive && e1k_moderate_adapts(&vec->moderate) &&
	    coal->rx_coalesce_usecs != vec->moderate.usecs) {
		NL_SET_ERR_MSG(extack, "rx-usecs needs adaptive-rx off and adaptive-tx off");
		return -EINVAL;
	}
	return 0;
}

static void e1k_moderate_apply(struct e1k_vector *vec, const struct ethtool_coalesce *coal)
{
	struct e1k_moderate *mod = &vec->moderate;

	mutex_lock(&vec->net->hw_lock);
	WRITE_ONCE(mod->rx, coal->use_adaptive_rx_coalesce);
	WRITE_ONCE(mod->tx, coal->use_adaptive_tx_coalesce);
	mod->usecs = coal->rx_coalesce_usecs;
	e1k_moderate_write(vec);
	mutex_unlock(&vec->net->hw_lock);
}

int e1k_moderate_set_queue(struct net_device *netdev, u32 queue, struct ethtool_coalesce *coal)
{
	struct e1k_net *net = netdev_priv(netdev);
	int err;

	if (queue >= net->vec_cnt)
		return -EINVAL;
	err = e1k_moderate_check(net->vec[queue], coal, NULL);
	if (!err)
		e1k_moderate_apply(net->vec[queue], coal);
	return err;
}

int e1k_moderate_get(struct net_device *netdev, struct ethtool_coalesce *coal,
		     struct kernel_ethtool_coalesce *kernel_coal,
		     struct netlink_ext_ack *extack)
{
	return e1k_moderate_get_queue(netdev, 0, coal);
}

int e1k_moderate_set(struct net_device *netdev, struct ethtool_coalesce *coal,
		     struct kernel_ethtool_coalesce *kernel_coal,
		     struct netlink_ext_ack *extack)
{
	struct e1k_net *net = netdev_priv(netdev);
	unsigned int i;
	int err;

	err = e1k_moderate_check(net->vec[0], coal, extack);
	if (err)
		return err;
	for (i = 0; i < net->vec_cnt; i++)
		e1k_moderate_apply(net->vec[i], coal);
	return 0;
}
