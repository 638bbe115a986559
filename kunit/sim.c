// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The simulated NIC: its bus, its clock and its complaints. */
#include "port.h"
#include "sim.h"

/* Posted writes arrive with the next read, or this much later. */
#define SIM_POST_NS (10 * SIM_US)

#define SIM_8254X \
	.phy_kind = SIM_PHY_M88, .queues = 1, .rxq = 0x2800, .txq = 0x3800, .stride = 0x100, \
	.rar_cnt = 16, .pb_reg = E1K_PBA, .pb_kb = 64, .max_frame = 16384, .nvm_words = 64

static const struct e1k_sim_model e1k_sim_models[] = {
	{ SIM_8254X, .device_id = 0x100e, .family = SIM_ON_82540, .phy_id = 0x01410c22 },
	{ SIM_8254X, .device_id = 0x100f, .family = SIM_ON_82540, .phy_id = 0x01410c24,
	  .no_64k_cross = true, .short_first = true },
	{ SIM_8254X, .device_id = 0x100c, .family = SIM_ON_82544, .phy_id = 0x01410c33,
	  .short_first = true },
	{ .device_id = 0x10d3, .family = SIM_ON_82574, .phy_id = 0x01410cb1,
	  .phy_kind = SIM_PHY_BM, .queues = 2, .rxq = 0x2800, .txq = 0x3800, .stride = 0x100,
	  .rar_cnt = 16, .pb_reg = E1K_PBA, .pb_kb = 40, .max_frame = 9234, .nvm_words = 1024 },
	{ .device_id = 0x10c9, .family = SIM_ON_82576, .phy_id = 0x02a80391,
	  .phy_kind = SIM_PHY_IGP, .queues = 16, .rxq = 0xc000, .txq = 0xe000, .stride = 0x40,
	  .rar_cnt = 24, .pb_reg = E1K_RXPBS, .pb_kb = 104, .nvm_words = 1024 },
#ifdef SIM_NEW_CHIP /* the chip that tools/build adds to hal/, to see that no more is needed */
	{ SIM_8254X, .device_id = SIM_NEW_CHIP, .family = SIM_ON_82540, .phy_id = 0x01410c22 },
#endif
};

void e1k_sim_complain(struct e1k_world *w, const char *fmt, ...)
{
	va_list args;

	if (w->complaint[0])
		return;
	va_start(args, fmt);
	vsnprintf(w->complaint, sizeof(w->complaint), fmt, args);
	va_end(args);
}

const char *e1k_world_complaint(struct e1k_world *w)
{
	return w->complaint[0] ? w->complaint : NULL;
}

void e1k_world_forgive(struct e1k_world *w)
{
	w->complaint[0] = 0;
}

static void sim_clock(struct e1k_world *w, u64 ns)
{
	w->now += ns;
	e1k_sim_mac_tick(w);
	e1k_sim_phy_tick(w);
	e1k_sim_ring_tick(w);
	e1k_sim_irq_tick(w);
}

static bool sim_answers(struct e1k_world *w, u32 reg)
{
	if (w->now < w->quiet_until)
		e1k_sim_complain(w, "register %04x accessed %u ns too early after CTRL.RST",
				 reg, (u32)(w->quiet_until - w->now));
	if (e1k_sim_row(w, reg))
		return true;
	e1k_sim_complain(w, "register %04x does not exist", reg);
	return false;
}

static u32 sim_read(struct e1k_world *w, u32 reg)
{
	const struct e1k_sim_row *row;

	if (!sim_answers(w, reg))
		return 0;
	row = e1k_sim_row(w, reg);
	return row->read ? row->read(w, reg) : *e1k_sim_reg(w, reg);
}

static void sim_write(struct e1k_world *w, u32 reg, u32 val)
{
	const struct e1k_sim_row *row;

	if (!sim_answers(w, reg))
		return;
	row = e1k_sim_row(w, reg);
	if (w->now < w->autoload_until && !(row->flags & SIM_ROW_WHILE_LOADING))
		e1k_sim_complain(w, "register %04x written during the NVM auto-load", reg);
	if (val & ~row->bits)
		e1k_sim_complain(w, "register %04x: reserved bits set in %08x", reg, val);
	if (row->write)
		row->write(w, reg, val);
	else
		*e1k_sim_reg(w, reg) = val;
}

void e1k_sim_post(struct e1k_world *w)
{
	u32 i;

	for (i = 0; i < w->posted_cnt; i++)
		sim_write(w, w->posted[i].reg, w->posted[i].val);
	w->posted_cnt = 0;
}

static void sim_leave(struct e1k_world *w)
{
	if (w->fault.gone_after && !--w->fault.gone_after)
		w->fault.gone = w->fault.gone_then;
}

u32 e1k_world_read(struct e1k_world *w, u32 reg)
{
	u32 val;

	sim_leave(w);
	e1k_sim_post(w);
	if (w->fault.gone)
		val = w->fault.gone == E1K_SIM_GONE_ONES ? ~0U : 0;
	else
		val = sim_read(w, reg);
	if (reg == w->fault.dead_reg)
		val &= ~w->fault.dead_bits;
	e1k_log_add(&w->log, false, reg, val);
	return val;
}

void e1k_world_write(struct e1k_world *w, u32 reg, u32 val)
{
	e1k_log_add(&w->log, true, reg, val);
	sim_leave(w);
	if (w->fault.gone)
		return;
	if (w->posted_cnt == SIM_POSTED_MAX)
		e1k_sim_post(w);
	w->posted[w->posted_cnt].reg = reg;
	w->posted[w->posted_cnt++].val = val;
}

static void sim_wait(struct e1k_world *w, u64 ns)
{
	u64 post = min(ns, SIM_POST_NS);

	if (w->posted_cnt) {
		sim_clock(w, post);
		e1k_sim_post(w);
		ns -= post;
	}
	sim_clock(w, ns);
}

void e1k_world_udelay(struct e1k_world *w, u32 us)
{
	if (!us || us > 1000)
		e1k_sim_complain(w, "busy wait of %u us", us);
	sim_wait(w, us * SIM_US);
}

void e1k_world_msleep(struct e1k_world *w, u32 ms)
{
	if (w->no_sleep)
		e1k_sim_complain(w, "slept where sleeping is not allowed");
	sim_wait(w, ms * SIM_MS);
}

void e1k_world_advance(struct e1k_world *w, u32 us)
{
	e1k_sim_post(w);
	sim_clock(w, us * SIM_US);
}

u64 e1k_world_now(struct e1k_world *w)
{
	return div_u64(w->now, SIM_US);
}

struct e1k_log *e1k_world_log(struct e1k_world *w)
{
	return &w->log;
}

static const struct e1k_sim_model *sim_model(u16 device_id)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(e1k_sim_models); i++)
		if (e1k_sim_models[i].device_id == device_id)
			return &e1k_sim_models[i];
	return NULL;
}

struct e1k_world *e1k_world_create(u16 device_id)
{
	const struct e1k_sim_model *model = sim_model(device_id);
	struct e1k_world *w;

	if (!model)
		return NULL;
	w = kzalloc(sizeof(*w), GFP_KERNEL);
	if (!w)
		return NULL;
	w->tx.data = kzalloc(SIM_TX_MAX, GFP_KERNEL);
	if (!w->tx.data) {
		kfree(w);
		return NULL;
	}
	w->model = model;
	w->mem_next = 0x10000000;
	w->wire_end = &w->wire;
	w->partner.autoneg = true;
	w->partner.anlpar = E1K_ANAR_CSMA | E1K_ANAR_10_HALF | E1K_ANAR_10_FULL |
			    E1K_ANAR_100_HALF | E1K_ANAR_100_FULL;
	w->partner.gbsr = E1K_GBSR_LP_1000_FULL;
	e1k_sim_rows_init(w);
	e1k_sim_rows_reset(w, true);
	e1k_sim_ring_reset(w);
	e1k_sim_nvm_power_on(w);
	e1k_sim_mac_power_on(w);
	e1k_sim_phy_power_on(w);
	return w;
}

void e1k_world_destroy(struct e1k_world *w)
{
	e1k_sim_mem_fini(w);
	kfree(w->tx.data);
	kfree(w);
}

bool e1k_world_irq(struct e1k_world *w)
{
	e1k_sim_post(w);
	return w->irq.line;
}

void e1k_world_set_irq(struct e1k_world *w, enum e1k_irq_mode mode)
{
	e1k_sim_post(w);
	w->irq.mode = mode;
	e1k_sim_irq_tick(w);
}

u32 e1k_world_messages(struct e1k_world *w, u32 vector)
{
	u32 messages;

	e1k_sim_post(w);
	messages = w->irq.messages[vector];
	w->irq.messages[vector] = 0;
	return messages;
}

u32 e1k_world_peek(struct e1k_world *w, u32 reg)
{
	e1k_sim_post(w);
	switch (reg) {
	case E1K_STATUS:
		return e1k_sim_status_read(w, reg);
	case E1K_ICR:
		return w->irq.cause;
	case E1K_IMS:
		return w->irq.mask;
	case E1K_EICR:
		return w->irq.vectors;
	case E1K_EIMS:
		return w->irq.vector_mask;
	default:
		return e1k_sim_row(w, reg) && e1k_sim_row(w, reg)->read == e1k_sim_dctl_read ?
			       e1k_sim_dctl_read(w, reg) : *e1k_sim_reg(w, reg);
	}
}

void e1k_world_poke(struct e1k_world *w, u32 reg, u32 val)
{
	e1k_sim_post(w);
	sim_write(w, reg, val);
}

void e1k_world_mac(struct e1k_world *w, u8 *addr)
{
	u32 i;

	for (i = 0; i < 6; i++)
		addr[i] = w->nvm.data[i / 2] >> (8 * (i % 2));
	/* The second port's is the other one of a pair. */
	addr[5] ^= w->port & 1;
}

void e1k_world_set_link(struct e1k_world *w, bool up)
{
	e1k_sim_post(w);
	e1k_sim_phy_cable(w, up);
}

void e1k_world_inject(struct e1k_world *w, const void *frame, u32 len)
{
	e1k_sim_inject_bad(w, frame, len, 0);
}
