// SPDX-License-Identifier: GPL-2.0-only
#include "recover.h"

#include "../hal/irq.h"
#include "../hal/mac.h"
#include "../hal/queue.h"
#include "../os_linux/compat.h"
#include "health.h"
#include "link.h"
#include "napi.h"
#include "reconf.h"
#include "rx.h"
#include "tx.h"

/* How long a TX queue may stand still, and for how long a remedy is given a chance. */
#define E1K_RECOVER_STILL (2 * HZ)
#define E1K_RECOVER_AGAIN (HZ / 2)
/* A restart has helped if all is well for so long; of so many that have not, the last resets. */
#define E1K_RECOVER_TRUST (30 * HZ)
#define E1K_RECOVER_RESTARTS 3
/* Longer than any interrupt is throttled. */
#define E1K_RECOVER_LOST (HZ / 10)
/* Waits between tries to reset a port. */
#define E1K_RECOVER_WAIT_MIN HZ
#define E1K_RECOVER_WAIT_MAX (60 * HZ)

/* What was done last about a queue that stands still. */
enum e1k_recover_stage {
	E1K_RECOVER_NOTHING,
	E1K_RECOVER_KICK,
	E1K_RECOVER_RESTART,
	E1K_RECOVER_RESET,
};

/*
 * Is there work, and no progress since the last look? If so, since when says
 * watch->since.
 */
static bool e1k_recover_still(struct e1k_watch *watch, u32 head, u16 ntc, bool busy)
{
	bool moved = head != watch->head || ntc != watch->ntc;

	if (moved)
		watch->stage = E1K_RECOVER_NOTHING;
	if (moved || !busy || !watch->busy)
		watch->since = jiffies;
	watch->head = head;
	watch->ntc = ntc;
	watch->busy = busy;
	return busy && !moved;
}

static bool e1k_recover_trusts(const struct e1k_watch *watch)
{
	return !watch->restarts || time_after(jiffies, watch->restarted + E1K_RECOVER_TRUST);
}

/* About to be restarted. Was that done too often lately, each time for a moment only? */
static bool e1k_recover_too_often(struct e1k_watch *watch)
{
	if (e1k_recover_trusts(watch))
		watch->restarts = 0;
	watch->restarted = jiffies;
	if (watch->restarts < E1K_RECOVER_RESTARTS)
		watch->restarts++;
	return watch->restarts == E1K_RECOVER_RESTARTS;
}

static bool e1k_recover_is_due(const struct e1k_vector *vec)
{
	return test_bit(E1K_VECTOR_TX_STUCK, &vec->state) ||
	       test_bit(E1K_VECTOR_RX_STUCK, &vec->state);
}

static void e1k_recover_queue(struct e1k_net *net, struct e1k_vector *vec,
			      enum e1k_vector_state stuck, bool reset)
{
	unsigned int wait = 0;

	if (reset) {
		set_bit(E1K_RESET, &net->state);
		wait = READ_ONCE(net->recovery_wait);
	}
	set_bit(stuck, &vec->state);
	queue_delayed_work(e1k_compat_wq(), &net->recovery, wait);
}

/* An interrupt is not lost while a poll is under way or about to be. */
static bool e1k_recover_polls(const struct e1k_vector *vec)
{
	return test_bit(NAPI_STATE_SCHED, &vec->napi.state);
}

/* The poll unmasks its own interrupt when it is done; the others may be masked, too. */
static void e1k_recover_lost_irq(struct e1k_net *net, struct e1k_vector *vec)
{
	e1k_recover_count(net, E1K_EVENT_LOST_IRQ);
	e1k_irq_enable(&net->hw);
	e1k_napi_schedule(vec);
}

/* A doorbell may have been lost on its way. */
static void e1k_recover_kick(struct e1k_net *net, struct e1k_tx_ring *txr)
{
	e1k_recover_count(net, E1K_EVENT_TX_TIMEOUT);
	e1k_recover_count(net, E1K_EVENT_TX_KICK);
	__netif_tx_lock_bh(txr->nq);
	e1k_wr_reg(txr->tail, txr->published);
	__netif_tx_unlock_bh(txr->nq);
}

/* One stage further than the last time. */
static void e1k_recover_tx(struct e1k_net *net, struct e1k_vector *vec)
{
	struct e1k_watch *watch = &vec->tx.watch;
	bool reset;

	watch->since = jiffies;
	if (watch->stage == E1K_RECOVER_NOTHING) {
		watch->stage = E1K_RECOVER_KICK;
		e1k_recover_kick(net, &vec->tx);
		return;
	}
	if (e1k_recover_is_due(vec))
		return;
	netdev_err(net->netdev, "TX queue %u is stuck: head %u, tail %u\n", vec->tx.index,
		   watch->head, READ_ONCE(vec->tx.published));
	reset = e1k_recover_too_often(watch) || watch->stage != E1K_RECOVER_KICK;
	e1k_recover_queue(net, vec, E1K_VECTOR_TX_STUCK, reset);
	watch->stage = reset ? E1K_RECOVER_RESET : E1K_RECOVER_RESTART;
}

/*
 * A TX queue is stuck if the device has packets to send, may send, and neither
 * its head nor what it has reported moves. The core's own time-out counts
 * reports only. Reported and not cleaned: the interrupt was lost.
 */
static bool e1k_recover_watch_tx(struct e1k_net *net, struct e1k_vector *vec)
{
	struct e1k_tx_ring *txr = &vec->tx;
	bool core = test_bit(E1K_VECTOR_TIMEOUT, &vec->state);
	u32 head = core ? txr->watch.head : e1k_queue_tx_head(&net->hw, txr->index);
	u16 ntc = READ_ONCE(txr->ntc);
	bool pending = ntc != READ_ONCE(txr->published);
	bool done = pending && e1k_tx_reported(txr, ntc);
	bool may = net->link_up && !e1k_mac_tx_paused(&net->hw);
	bool busy = done ? !e1k_recover_polls(vec) : pending && may;
	bool still = e1k_recover_still(&txr->watch, head, ntc, busy);
	unsigned long stood = jiffies - txr->watch.since;

	if (!pending)
		clear_bit(E1K_VECTOR_TIMEOUT, &vec->state);
	if (still && done && stood >= E1K_RECOVER_LOST)
		e1k_recover_lost_irq(net, vec);
	else if (still && !done && stood >= (txr->watch.stage ? E1K_RECOVER_AGAIN :
					     E1K_RECOVER_STILL))
		e1k_recover_tx(net, vec);
	return still;
}

/* An RX queue needs more than a kick. */
static void e1k_recover_rx(struct e1k_net *net, struct e1k_vector *vec, enum e1k_event event)
{
	struct e1k_watch *watch = &vec->rx.watch;
	bool reset;

	if (e1k_recover_is_due(vec))
		return;
	if (event == E1K_EVENT_RX_STOP)
		netdev_err(net->netdev, "RX queue %u has stopped by itself\n", vec->rx.index);
	else
		netdev_err(net->netdev, "RX queue %u is astray: it is at %u and not at %u\n",
			   vec->rx.index, watch->head, watch->ntc);
	e1k_recover_count(net, event);
	reset = e1k_recover_too_often(watch) || watch->stage != E1K_RECOVER_NOTHING;
	e1k_recover_queue(net, vec, E1K_VECTOR_RX_STUCK, reset);
	watch->stage = E1K_RECOVER_RESTART;
}

/*
 * Where nothing is on its way the device fills next what is cleaned next, or one
 * of the two was told a lie: the driver waits for a descriptor that is not filled
 * before the device has come round, for which it may have no buffers.
 */
static bool e1k_recover_watch_rx_ring(struct e1k_net *net, struct e1k_vector *vec)
{
	struct e1k_rx_ring *rxr = &vec->rx;
	u32 head = e1k_queue_rx_head(&net->hw, rxr->index);
	u16 ntc = READ_ONCE(rxr->ntc);
	bool rests = !e1k_recover_polls(vec);
	bool waits = rests && e1k_rx_waits(rxr, ntc);
	bool still = e1k_recover_still(&rxr->watch, head, ntc, rests && (waits || head != ntc));
	unsigned long stood = jiffies - rxr->watch.since;

	if (still && waits && stood >= E1K_RECOVER_LOST) {
		e1k_recover_lost_irq(net, vec);
	} else if (still && !waits && stood >= E1K_RECOVER_AGAIN) {
		e1k_recover_rx(net, vec, E1K_EVENT_RX_ASTRAY);
	} else if (e1k_rx_starves(rxr)) {
		/* without buffers there will be no interrupt to refill by */
		e1k_napi_schedule(vec);
	}
	/* a frame that waits is looked at soon, though the device has just moved */
	return still || waits;
}

/* It may have been stopped, but not by us. */
static bool e1k_recover_watch_rx(struct e1k_net *net, struct e1k_vector *vec)
{
	if (e1k_queue_rx_runs(&net->hw, vec->rx.index))
		return e1k_recover_watch_rx_ring(net, vec);
	e1k_recover_rx(net, vec, E1K_EVENT_RX_STOP);
	return true;
}

static bool e1k_recover_quiet(const struct e1k_watch *watch)
{
	return watch->stage == E1K_RECOVER_NOTHING && e1k_recover_trusts(watch);
}

bool e1k_recover_watch(struct e1k_net *net)
{
	bool suspicious = false, quiet = true;
	unsigned int i;

	if (test_and_clear_bit(E1K_STORM, &net->state))
		e1k_irq_enable(&net->hw);
	for (i = 0; i < net->vec_cnt; i++) {
		struct e1k_vector *vec = net->vec[i];

		if (test_bit(E1K_VECTOR_DOWN, &vec->state))
			continue;
		suspicious |= e1k_recover_watch_tx(net, vec);
		suspicious |= e1k_recover_watch_rx(net, vec);
		quiet &= e1k_recover_quiet(&vec->tx.watch) && e1k_recover_quiet(&vec->rx.watch);
	}
	if (quiet)
		WRITE_ONCE(net->recovery_wait, 0);
	return suspicious;
}

static void e1k_recover_want(struct e1k_net *net, enum e1k_state what, unsigned int wait)
{
	set_bit(what, &net->state);
	queue_delayed_work(e1k_compat_wq(), &net->recovery, wait);
}

static void e1k_recover_retry(struct e1k_net *net, bool reset, int err)
{
	netdev_err(net->netdev, "cannot restart the port: %d; trying again in %u s\n",
		   err, net->recovery_wait / HZ);
	/* a bond has another port to send by, and the stack does not wait for this one */
	if (test_bit(E1K_DOWN, &net->state))
		e1k_link_forget(net);
	if (reset)
		set_bit(E1K_RESET, &net->state);
	e1k_recover_want(net, E1K_STUCK, net->recovery_wait);
}

/* Each reset, and each restart that fails, comes after twice the wait. */
static void e1k_recover_restart(struct e1k_net *net, bool reset)
{
	int err;

	e1k_recover_count(net, E1K_EVENT_RECOVERY);
	if (reset) {
		e1k_recover_count(net, E1K_EVENT_PORT_RESET);
		netdev_warn(net->netdev, "resetting the port and its link\n");
	} else {
		netdev_warn(net->netdev, "restarting the port\n");
	}
	e1k_net_down(net);
	err = e1k_net_up(net);
	if (!err && reset)
		err = e1k_link_apply(net);
	if (reset || err)
		WRITE_ONCE(net->recovery_wait, clamp_t(unsigned int, 2 * net->recovery_wait,
						       E1K_RECOVER_WAIT_MIN,
						       E1K_RECOVER_WAIT_MAX));
	if (!err)
		netif_device_attach(net->netdev);
	else if (!test_bit(E1K_GONE, &net->state))
		e1k_recover_retry(net, reset, err);
}

static int e1k_recover_restart_queue(struct e1k_net *net, unsigned int i)
{
	int err = e1k_reconf_restart_queue(net, i);

	if (err)
		return err;
	netdev_warn(net->netdev, "queue pair %u was restarted\n", i);
	e1k_recover_count(net, E1K_EVENT_RECOVERY);
	e1k_recover_count(net, E1K_EVENT_QUEUE_RESTART);
	return 0;
}

static bool e1k_recover_take(struct e1k_vector *vec)
{
	bool tx = test_and_clear_bit(E1K_VECTOR_TX_STUCK, &vec->state);
	bool rx = test_and_clear_bit(E1K_VECTOR_RX_STUCK, &vec->state);

	return tx || rx;
}

/* A queue where that is enough, otherwise the port. */
static void e1k_recover_run(struct e1k_net *net)
{
	bool reset = test_and_clear_bit(E1K_RESET, &net->state);
	bool flush = test_and_clear_bit(E1K_FLUSH, &net->state);
	bool port = test_and_clear_bit(E1K_STUCK, &net->state) || reset || flush;
	unsigned int i;

	for (i = 0; i < net->vec_cnt; i++)
		if (e1k_recover_take(net->vec[i]) && !port && i < net->ring_cfg.pairs)
			port = e1k_recover_restart_queue(net, i);
	if (port)
		e1k_recover_restart(net, reset);
}

int e1k_recover_now(struct e1k_net *net)
{
	int err = 0;

	e1k_cfg_lock(net->netdev);
	if (netif_running(net->netdev) && !test_bit(E1K_HELD, &net->state)) {
		if (!test_bit(E1K_GONE, &net->state))
			e1k_recover_run(net);
		if (test_bit(E1K_GONE, &net->state)) {
			e1k_net_down(net);
			e1k_napi_forget(net);
			e1k_link_forget(net);
		}
		if (test_bit(E1K_DOWN, &net->state))
			err = -EIO;
	}
	e1k_cfg_unlock(net->netdev);
	return err;
}

static bool e1k_recover_find(const struct e1k_net *net, enum e1k_health_part *part)
{
	bool found = test_bit(E1K_GONE, &net->state) || test_bit(E1K_STUCK, &net->state);
	unsigned int i;

	*part = E1K_HEALTH_DEVICE;
	for (i = 0; !found && i < net->vec_cnt; i++) {
		found = e1k_recover_is_due(net->vec[i]);
		*part = test_bit(E1K_VECTOR_RX_STUCK, &net->vec[i]->state) ?
			E1K_HEALTH_RX : E1K_HEALTH_TX;
	}
	return found;
}

static void e1k_recover_work(struct work_struct *work)
{
	static const char * const msgs[] = {
		[E1K_HEALTH_TX] = "a transmit queue is stuck",
		[E1K_HEALTH_RX] = "a receive queue has stopped",
		[E1K_HEALTH_DEVICE] = "the port has to be restarted",
	};
	struct e1k_net *net = container_of(to_delayed_work(work), struct e1k_net, recovery);
	enum e1k_health_part part;

	if (e1k_recover_find(net, &part))
		e1k_health_report(net, part, test_bit(E1K_GONE, &net->state) ?
				  "the device has left the bus" : msgs[part]);
	else
		e1k_recover_now(net);
}

const char *e1k_recover_event_name(enum e1k_event event)
{
	static const char * const names[] = {
		[E1K_EVENT_RECOVERY] = "recoveries",
		[E1K_EVENT_TX_TIMEOUT] = "tx_timeouts",
		[E1K_EVENT_TX_KICK] = "tx_kicks",
		[E1K_EVENT_RX_STOP] = "rx_stops",
		[E1K_EVENT_RX_ASTRAY] = "rx_astray",
		[E1K_EVENT_QUEUE_RESTART] = "queue_restarts",
		[E1K_EVENT_PORT_RESET] = "port_resets",
		[E1K_EVENT_LOST_IRQ] = "lost_irqs",
		[E1K_EVENT_IRQ_STORM] = "irq_storms",
		[E1K_EVENT_PCI_ERROR] = "pci_errors",
	};

	static_assert(ARRAY_SIZE(names) == E1K_EVENT_CNT);
	return names[event];
}

void e1k_recover_init(struct e1k_net *net)
{
	INIT_DELAYED_WORK(&net->recovery, e1k_recover_work);
}

void e1k_recover_fini(struct e1k_net *net)
{
	cancel_delayed_work_sync(&net->recovery);
}

void e1k_recover_port(struct e1k_net *net)
{
	e1k_recover_want(net, E1K_STUCK, 0);
}

void e1k_recover_flush(struct e1k_net *net)
{
	e1k_recover_want(net, E1K_FLUSH, 0);
}

void e1k_recover_timeout(struct e1k_net *net, unsigned int queue)
{
	set_bit(E1K_VECTOR_TIMEOUT, &net->vec[queue]->state);
	e1k_link_kick(net);
}

void e1k_recover_storm(struct e1k_net *net)
{
	e1k_irq_other_disable(&net->hw);
	if (!test_and_set_bit(E1K_STORM, &net->state))
		e1k_recover_count(net, E1K_EVENT_IRQ_STORM);
}
