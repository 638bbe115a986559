// SPDX-License-Identifier: GPL-2.0-only
/* The world of the suites, around a device model of QEMU. */
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "../../kunit/port.h"
#include "../../kunit/world.h"
#include "../../hal/regs.h"
#include "pci.h"

#define WORLD_MESSAGES 0x800000U /* what the vectors write */
#define WORLD_VECTORS 10
#define WORLD_MEMORY 0x1000000U /* from here on it is given out */
#define WORLD_LOOKS 32

/*
 * No timer of the models takes longer: 0.5 s to negotiate a link, and 1 s that
 * QEMU's e1000 receives nothing after RCTL was written.
 */
#define WORLD_SETTLED_US 2000000

struct e1k_world {
	struct qemu *qemu;
	u16 device_id;
	enum e1k_irq_mode irq_mode;
	u64 now; /* microseconds somebody waited */
	u32 mem_next;
	off_t complaints; /* forgiven */
	char complaint[256];
	struct e1k_log log;
};

static const struct {
	u16 device_id;
	const char *name;
} world_devices[] = {
	{ 0x100e, "e1000" },
	{ 0x100f, "e1000-82545em" },
	{ 0x100c, "e1000-82544gc" },
	{ 0x10d3, "e1000e" },
	{ 0x10c9, "igb" },
};

struct e1k_world *e1k_world_create(u16 device_id)
{
	struct e1k_world *w;
	u32 i = 0;

	while (world_devices[i].device_id != device_id)
		if (++i == ARRAY_SIZE(world_devices))
			return NULL;
	w = kzalloc(sizeof(*w), GFP_KERNEL);
	if (!w)
		return NULL;
	w->qemu = qemu_start(world_devices[i].name);
	if (!w->qemu) {
		kfree(w);
		return NULL;
	}
	w->device_id = device_id;
	w->mem_next = WORLD_MEMORY;
	pci_enable(w->qemu);
	return w;
}

void e1k_world_destroy(struct e1k_world *w)
{
	qemu_stop(w->qemu);
	kfree(w);
}

/*
 * QEMU says that its clock leaps, and of which registers it does nothing but keep the value.
 * PSRTYPE it does not know.
 */
static bool world_expected(const char *line)
{
	return strstr(line, "icount sleep disabled") || strstr(line, "_trivial ") ||
	       strstr(line, "unknown register 0x548");
}

const char *e1k_world_complaint(struct e1k_world *w)
{
	off_t from = w->complaints;

	while (qemu_log(w->qemu, &from, w->complaint, sizeof(w->complaint)))
		if (!world_expected(w->complaint))
			return w->complaint;
	return NULL;
}

void e1k_world_forgive(struct e1k_world *w)
{
	char line[sizeof(w->complaint)];

	while (qemu_log(w->qemu, &w->complaints, line, sizeof(line)))
		;
}

struct e1k_log *e1k_world_log(struct e1k_world *w)
{
	return &w->log;
}

void *e1k_world_alloc(struct e1k_world *w, u32 size, u32 align, u64 *bus)
{
	u32 start = (w->mem_next + align - 1) & ~(align - 1);

	if (size > QEMU_RAM_SIZE - start)
		return NULL;
	w->mem_next = start + size;
	*bus = start;
	return qemu_ram(w->qemu) + start;
}

void e1k_world_mac(struct e1k_world *w, u8 *addr)
{
	static const u8 mac[] = QEMU_MAC;

	memcpy(addr, mac, sizeof(mac));
}

static u32 world_read(struct e1k_world *w, u32 reg)
{
	return qemu_ask(w->qemu, "readl 0x%x", PCI_REGS + reg);
}

static void world_write(struct e1k_world *w, u32 reg, u32 val)
{
	qemu_post(w->qemu, "writel 0x%x 0x%x", PCI_REGS + reg, val);
}

/* Until whatever was started has come to rest. */
static void world_settle(struct e1k_world *w)
{
	qemu_wait(w->qemu, WORLD_SETTLED_US);
}

u32 e1k_qtest_read(struct e1k_world *w, u32 reg)
{
	u32 val = world_read(w, reg);

	e1k_log_add(&w->log, false, reg, val);
	return val;
}

void e1k_qtest_write(struct e1k_world *w, u32 reg, u32 val)
{
	e1k_log_add(&w->log, true, reg, val);
	world_write(w, reg, val);
}

/* What is handed to the device meets it with a link, and ready to receive. */
void e1k_qtest_write_settled(struct e1k_world *w, u32 reg, u32 val)
{
	world_settle(w);
	e1k_qtest_write(w, reg, val);
}

void e1k_qtest_wait(struct e1k_world *w, u32 us)
{
	w->now += us;
	qemu_wait(w->qemu, us);
}

void e1k_world_advance(struct e1k_world *w, u32 us)
{
	e1k_qtest_wait(w, us);
}

u64 e1k_world_now(struct e1k_world *w)
{
	return w->now;
}

void e1k_world_set_link(struct e1k_world *w, bool up)
{
	world_settle(w);
	qemu_set_link(w->qemu, up);
}

/* A NIC that cannot take the frame leaves it, and those behind it, in the cable. */
void e1k_world_inject(struct e1k_world *w, const void *frame, u32 len)
{
	int wire = qemu_wire(w->qemu), left = 0, i;

	world_settle(w);
	if (send(wire, frame, len, MSG_DONTWAIT) != (ssize_t)len)
		return;
	for (i = 0; i < WORLD_LOOKS; i++) {
		world_settle(w);
		if (ioctl(wire, SIOCOUTQ, &left) || !left)
			break;
	}
}

u32 e1k_world_take(struct e1k_world *w, void *frame)
{
	ssize_t len;

	world_settle(w);
	len = recv(qemu_wire(w->qemu), frame, E1K_WORLD_FRAME_MAX, MSG_DONTWAIT);
	return len > 0 ? len : 0;
}

bool e1k_world_irq(struct e1k_world *w)
{
	world_settle(w);
	return pci_intx(w->qemu);
}

void e1k_world_set_irq(struct e1k_world *w, enum e1k_irq_mode mode)
{
	w->irq_mode = mode;
	if (mode == E1K_IRQ_MSI)
		pci_use_msi(w->qemu, WORLD_MESSAGES);
	else if (mode == E1K_IRQ_MSIX)
		pci_use_msix(w->qemu, WORLD_MESSAGES, w->device_id == 0x10d3 ? 5 : WORLD_VECTORS);
}

/* A message leaves its mark in memory; several leave the same. */
u32 e1k_world_messages(struct e1k_world *w, u32 vector)
{
	u32 *slot = (u32 *)(qemu_ram(w->qemu) + WORLD_MESSAGES) + vector, mark;

	world_settle(w);
	mark = READ_ONCE(*slot);
	WRITE_ONCE(*slot, 0);
	return mark;
}

/* Reading clears these; what they held is raised again. */
u32 e1k_world_peek(struct e1k_world *w, u32 reg)
{
	u32 val;

	world_settle(w);
	val = world_read(w, reg);
	if (reg == E1K_ICR && val)
		world_write(w, E1K_ICS, val);
	else if (reg == E1K_EICR && val)
		world_write(w, E1K_EICS, val);
	return val;
}

void e1k_world_poke(struct e1k_world *w, u32 reg, u32 val)
{
	world_write(w, reg, val);
}
