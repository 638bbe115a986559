// SPDX-License-Identifier: GPL-2.0-only
/* Has the kernel restart one RX queue, as it does when a queue gets other memory. */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <net/netdev_lock.h>
#include <net/netdev_rx_queue.h>
#include <net/net_namespace.h>

static int requeue_restart(struct net_device *netdev, unsigned int queue)
{
	int err = -EOPNOTSUPP;

	netdev_lock(netdev);
	/* the kernel's own callers have looked before */
	if (queue >= netdev->real_num_rx_queues)
		err = -ERANGE;
	else if (netdev->queue_mgmt_ops)
		err = netdev_rx_queue_restart(netdev, queue);
	netdev_unlock(netdev);
	return err;
}

static int requeue_set(const char *val, const struct kernel_param *kp)
{
	struct net_device *netdev;
	char name[IFNAMSIZ];
	unsigned int queue;
	int err;

	if (sscanf(val, "%15s %u", name, &queue) != 2)
		return -EINVAL;
	netdev = dev_get_by_name(&init_net, name);
	if (!netdev)
		return -ENODEV;
	err = requeue_restart(netdev, queue);
	dev_put(netdev);
	return err;
}

static const struct kernel_param_ops requeue_ops = { .set = requeue_set };

module_param_cb(restart, &requeue_ops, NULL, 0200);
MODULE_PARM_DESC(restart, "an interface's name and the number of a queue");

MODULE_DESCRIPTION("Restarts RX queues, for tests");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS("NETDEV_INTERNAL");
