// SPDX-License-Identifier: GPL-2.0-only
#include "health.h"

#include <net/devlink.h>

#include "../hal/io.h"
#include "../hal/queue.h"
#include "../os_linux/compat.h"
#include "link.h"
#include "recover.h"

/* Descriptors shown on either side of the next one to clean. */
#define E1K_HEALTH_AROUND 4

/**
 * struct e1k_health - private part of the devlink instance
 * @net: port
 * @reporter: by part
 */
struct e1k_health {
	struct e1k_net *net;
	struct devlink_health_reporter *reporter[E1K_HEALTH_CNT];
};

static int e1k_health_recover(struct devlink_health_reporter *reporter, void *ctx,
			      struct netlink_ext_ack *extack)
{
	struct e1k_net *net = devlink_health_reporter_priv(reporter);

	/* asked for by the user, who need not give a reason */
	if (!ctx)
		set_bit(E1K_STUCK, &net->state);
	return e1k_recover_now(net);
}

/* Registers of a device that is asleep or being reset say nothing. hw_lock held. */
static bool e1k_health_answers(struct e1k_net *net)
{
	return !test_bit(E1K_HELD, &net->state) && !e1k_link_is_gone(net);
}

static void e1k_health_put_descs(struct devlink_fmsg *fmsg, const void *desc, u16 ntc, u16 mask)
{
	u8 copy[2 * E1K_HEALTH_AROUND][E1K_DESC_SIZE];
	u16 first = (ntc - E1K_HEALTH_AROUND) & mask;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(copy); i++)
		/* the device and the hot path write to it meanwhile */
		data_race(memcpy(copy[i], desc + ((first + i) & mask) * E1K_DESC_SIZE,
				 E1K_DESC_SIZE));
	devlink_fmsg_u32_pair_put(fmsg, "first_descriptor", first);
	devlink_fmsg_binary_pair_put(fmsg, "descriptors", copy, sizeof(copy));
}

static void e1k_health_put_tx(struct devlink_fmsg *fmsg, struct e1k_net *net, unsigned int i)
{
	const struct e1k_tx_ring *txr = &net->vec[i]->tx;
	u16 ntc = READ_ONCE(txr->ntc);

	devlink_fmsg_u32_pair_put(fmsg, "next_to_use", READ_ONCE(txr->ntu));
	devlink_fmsg_u32_pair_put(fmsg, "handed_over", READ_ONCE(txr->published));
	devlink_fmsg_u32_pair_put(fmsg, "next_to_clean", ntc);
	devlink_fmsg_u32_pair_put(fmsg, "stage", txr->watch.stage);
	devlink_fmsg_bool_pair_put(fmsg, "stopped", netif_tx_queue_stopped(txr->nq));
	if (e1k_health_answers(net))
		devlink_fmsg_u32_pair_put(fmsg, "head", e1k_queue_tx_head(&net->hw, i));
	e1k_health_put_descs(fmsg, txr->desc, ntc, txr->mask);
}

static void e1k_health_put_rx(struct devlink_fmsg *fmsg, struct e1k_net *net, unsigned int i)
{
	const struct e1k_rx_ring *rxr = &net->vec[i]->rx;
	u16 ntc = READ_ONCE(rxr->ntc);

	devlink_fmsg_u32_pair_put(fmsg, "next_to_use", READ_ONCE(rxr->ntu));
	devlink_fmsg_u32_pair_put(fmsg, "next_to_clean", ntc);
	if (e1k_health_answers(net)) {
		devlink_fmsg_bool_pair_put(fmsg, "runs", e1k_queue_rx_runs(&net->hw, i));
		devlink_fmsg_u32_pair_put(fmsg, "head", e1k_queue_rx_head(&net->hw, i));
	}
	e1k_health_put_descs(fmsg, rxr->desc, ntc, rxr->mask);
}

/* The config lock keeps the rings where they are, hw_lock the device. */
static void e1k_health_dump_queues(struct devlink_fmsg *fmsg, struct e1k_net *net,
				   void (*put)(struct devlink_fmsg *fmsg, struct e1k_net *net,
					       unsigned int i))
{
	unsigned int i;

	e1k_cfg_lock(net->netdev);
	mutex_lock(&net->hw_lock);
	devlink_fmsg_arr_pair_nest_start(fmsg, "queues");
	for (i = 0; netif_running(net->netdev) && i < net->ring_cfg.pairs; i++) {
		devlink_fmsg_obj_nest_start(fmsg);
		devlink_fmsg_u32_pair_put(fmsg, "queue", i);
		put(fmsg, net, i);
		devlink_fmsg_obj_nest_end(fmsg);
	}
	devlink_fmsg_arr_pair_nest_end(fmsg);
	mutex_unlock(&net->hw_lock);
	e1k_cfg_unlock(net->netdev);
}

static int e1k_health_dump_tx(struct devlink_health_reporter *reporter,
			      struct devlink_fmsg *fmsg, void *ctx,
			      struct netlink_ext_ack *extack)
{
	e1k_health_dump_queues(fmsg, devlink_health_reporter_priv(reporter), e1k_health_put_tx);
	return 0;
}

static int e1k_health_dump_rx(struct devlink_health_reporter *reporter,
			      struct devlink_fmsg *fmsg, void *ctx,
			      struct netlink_ext_ack *extack)
{
	e1k_health_dump_queues(fmsg, devlink_health_reporter_priv(reporter), e1k_health_put_rx);
	return 0;
}

bool e1k_health_read_regs(struct e1k_net *net, u32 *regs)
{
	bool answers;

	mutex_lock(&net->hw_lock);
	answers = e1k_health_answers(net);
	if (answers)
		e1k_io_dump(&net->hw, regs);
	mutex_unlock(&net->hw_lock);
	return answers;
}

static int e1k_health_dump_device(struct devlink_health_reporter *reporter,
				  struct devlink_fmsg *fmsg, void *ctx,
				  struct netlink_ext_ack *extack)
{
	struct e1k_net *net = devlink_health_reporter_priv(reporter);
	u32 len = e1k_io_dump_len(net->hw.chip) * sizeof(u32);
	u32 *regs = kvzalloc(len, GFP_KERNEL);
	bool answers;

	if (!regs)
		return -ENOMEM;
	answers = e1k_health_read_regs(net, regs);
	devlink_fmsg_bool_pair_put(fmsg, "gone", test_bit(E1K_GONE, &net->state));
	devlink_fmsg_u32_pair_put(fmsg, "state", READ_ONCE(net->state));
	if (answers)
		devlink_fmsg_binary_pair_put(fmsg, "registers", regs, len);
	kvfree(regs);
	return 0;
}

static int e1k_health_diagnose(struct devlink_health_reporter *reporter,
			       struct devlink_fmsg *fmsg, struct netlink_ext_ack *extack)
{
	struct e1k_net *net = devlink_health_reporter_priv(reporter);
	unsigned int i;

	for (i = 0; i < E1K_EVENT_CNT; i++)
		devlink_fmsg_u64_pair_put(fmsg, e1k_recover_event_name(i),
					  atomic_long_read(&net->events[i]));
	return 0;
}

#define E1K_HEALTH_OPS(part) { \
	.name = #part, \
	.recover = e1k_health_recover, \
	.dump = e1k_health_dump_##part, \
	.diagnose = e1k_health_diagnose, \
}

static const struct devlink_health_reporter_ops e1k_health_ops[] = {
	[E1K_HEALTH_TX] = E1K_HEALTH_OPS(tx),
	[E1K_HEALTH_RX] = E1K_HEALTH_OPS(rx),
	[E1K_HEALTH_DEVICE] = E1K_HEALTH_OPS(device),
};

static int e1k_health_info(struct devlink *devlink, struct devlink_info_req *req,
			   struct netlink_ext_ack *extack)
{
	struct e1k_health *health = devlink_priv(devlink);
	struct pci_dev *pdev = health->net->pdev;
	char text[24];
	int err;

	err = e1k_compat_info_driver(req);
	if (err)
		return err;
	err = devlink_info_version_fixed_put(req, DEVLINK_INFO_VERSION_GENERIC_ASIC_ID,
					     health->net->hw.chip->name);
	if (err)
		return err;
	snprintf(text, sizeof(text), "%u", pdev->revision);
	err = devlink_info_version_fixed_put(req, DEVLINK_INFO_VERSION_GENERIC_ASIC_REV, text);
	if (err)
		return err;
	snprintf(text, sizeof(text), "%pM", health->net->hw.perm_addr);
	return devlink_info_serial_number_put(req, text);
}

static const struct devlink_ops e1k_health_devlink_ops = {
	.info_get = e1k_health_info,
};

static void e1k_health_destroy_reporters(struct e1k_health *health, unsigned int cnt)
{
	while (cnt--)
		devlink_health_reporter_destroy(health->reporter[cnt]);
}

static int e1k_health_create_reporters(struct e1k_health *health, struct devlink *devlink)
{
	unsigned int i;

	for (i = 0; i < E1K_HEALTH_CNT; i++) {
		health->reporter[i] = e1k_compat_reporter_create(devlink, &e1k_health_ops[i],
								 health->net);
		if (IS_ERR(health->reporter[i])) {
			e1k_health_destroy_reporters(health, i);
			return PTR_ERR(health->reporter[i]);
		}
	}
	return 0;
}

int e1k_health_create(struct e1k_net *net)
{
	struct e1k_health *health;
	struct devlink *devlink;
	int err;

	devlink = devlink_alloc(&e1k_health_devlink_ops, sizeof(*health), &net->pdev->dev);
	if (!devlink)
		return -ENOMEM;
	health = devlink_priv(devlink);
	health->net = net;
	err = e1k_health_create_reporters(health, devlink);
	if (err) {
		devlink_free(devlink);
		return err;
	}
	net->health = health;
	devlink_register(devlink);
	return 0;
}

void e1k_health_destroy(struct e1k_net *net)
{
	struct devlink *devlink = priv_to_devlink(net->health);

	devlink_unregister(devlink);
	e1k_health_destroy_reporters(net->health, E1K_HEALTH_CNT);
	net->health = NULL;
	devlink_free(devlink);
}

/*
 * Devlink gives up on what was not healthy before, and tells by this error;
 * with auto_recover off it reports success and leaves the rest to the user.
 */
void e1k_health_report(struct e1k_net *net, enum e1k_health_part part, const char *msg)
{
	struct devlink_health_reporter *reporter = net->health->reporter[part];

	if (devlink_health_report(reporter, msg, net) != -ECANCELED)
		return;
	if (!e1k_recover_now(net))
		devlink_health_reporter_state_update(reporter,
						     DEVLINK_HEALTH_REPORTER_STATE_HEALTHY);
}

void e1k_health_is_back(struct e1k_net *net)
{
	devlink_health_reporter_state_update(net->health->reporter[E1K_HEALTH_DEVICE],
					     DEVLINK_HEALTH_REPORTER_STATE_HEALTHY);
}
