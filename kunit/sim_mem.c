// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Memory the simulated NIC can reach, and what it put on the wire. */
#include "port.h"
#include "sim.h"

void *e1k_world_alloc(struct e1k_world *w, u32 size, u32 align, u64 *bus)
{
	struct e1k_sim_mem *mem = kzalloc(sizeof(*mem), GFP_KERNEL);

	if (!mem)
		return NULL;
	mem->cpu = kzalloc(size, GFP_KERNEL);
	if (!mem->cpu) {
		kfree(mem);
		return NULL;
	}
	mem->size = size;
	mem->bus = (w->mem_next + align - 1) & ~((u64)align - 1);
	/* A gap, so that DMA past the end is noticed. */
	w->mem_next = mem->bus + size + 64;
	mem->next = w->mem;
	w->mem = mem;
	*bus = mem->bus;
	return mem->cpu;
}

void *e1k_sim_dma(struct e1k_world *w, u64 bus, u32 len)
{
	struct e1k_sim_mem *mem;

	if (*e1k_sim_reg(w, E1K_CTRL) & E1K_CTRL_GIO_MASTER_DISABLE)
		e1k_sim_complain(w, "DMA after mastering was disabled");
	if (bus >> 32 && !w->pcix && e1k_sim_is(w, SIM_ON_8254X))
		e1k_sim_complain(w, "64-bit address on a conventional PCI bus");
	if (w->model->no_64k_cross && len && bus >> 16 != (bus + len - 1) >> 16)
		e1k_sim_complain(w, "DMA across a multiple of 64 KB");
	for (mem = w->mem; mem; mem = mem->next)
		if (bus >= mem->bus && bus + len <= mem->bus + mem->size)
			return mem->cpu + (bus - mem->bus);
	e1k_sim_complain(w, "DMA of %u bytes to memory nobody gave it", len);
	return NULL;
}

void e1k_sim_wire_put(struct e1k_world *w, const u8 *data, u32 len)
{
	struct e1k_sim_frame *frame = kzalloc(sizeof(*frame) + len, GFP_KERNEL);

	if (!frame) {
		e1k_sim_complain(w, "no memory for a frame");
		return;
	}
	frame->len = len;
	memcpy(frame->data, data, len);
	*w->wire_end = frame;
	w->wire_end = &frame->next;
}

u32 e1k_world_take(struct e1k_world *w, void *data)
{
	struct e1k_sim_frame *frame;
	u32 len;

	e1k_sim_post(w);
	frame = w->wire;
	if (!frame)
		return 0;
	len = frame->len;
	memcpy(data, frame->data, len);
	w->wire = frame->next;
	if (!w->wire)
		w->wire_end = &w->wire;
	kfree(frame);
	return len;
}

void e1k_sim_mem_fini(struct e1k_world *w)
{
	struct e1k_sim_frame *frame;
	struct e1k_sim_mem *mem;

	while ((mem = w->mem)) {
		w->mem = mem->next;
		kfree(mem->cpu);
		kfree(mem);
	}
	while ((frame = w->wire)) {
		w->wire = frame->next;
		kfree(frame);
	}
}
