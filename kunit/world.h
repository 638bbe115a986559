/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A NIC and what is around it, as the suites see it: memory it can reach, a
 * cable, a clock, an interrupt line. The simulator (sim.c) implements it, and
 * tools/qtest does with QEMU's device models; faults, which only a simulator can
 * have, are in sim_fault.h.
 */
#ifndef E1K_KUNIT_WORLD_H
#define E1K_KUNIT_WORLD_H

#include "log.h"
#include "../hal/hw.h"

#define E1K_WORLD_FRAME_MAX 16384

/**
 * e1k_world_create - power on a NIC
 * @device_id: PCI device id
 *
 * The cable is plugged in and the partner negotiates everything.
 *
 * Return: the world, or NULL.
 */
struct e1k_world *e1k_world_create(u16 device_id);

/**
 * e1k_world_destroy - free a world with all of its memory
 * @world: world
 */
void e1k_world_destroy(struct e1k_world *world);

/**
 * e1k_world_complaint - what the driver did that a NIC does not allow
 * @world: world
 *
 * Return: the first complaint, or NULL.
 */
const char *e1k_world_complaint(struct e1k_world *world);

/**
 * e1k_world_forgive - drop the complaint, which the test expected
 * @world: world
 */
void e1k_world_forgive(struct e1k_world *world);

/**
 * e1k_world_log - the access log
 * @world: world
 *
 * Return: the log.
 */
struct e1k_log *e1k_world_log(struct e1k_world *world);

/**
 * e1k_world_alloc - memory the NIC can reach
 * @world: world
 * @size: bytes
 * @align: of the bus address, a power of two
 * @bus: bus address
 *
 * Freed by e1k_world_destroy().
 *
 * Return: zeroed memory, or NULL.
 */
void *e1k_world_alloc(struct e1k_world *world, u32 size, u32 align, u64 *bus);

/**
 * e1k_world_mac - the station address in the NVM
 * @world: world
 * @addr: address
 */
void e1k_world_mac(struct e1k_world *world, u8 *addr);

/**
 * e1k_world_set_link - plug or unplug the cable
 * @world: world
 * @up: plug
 */
void e1k_world_set_link(struct e1k_world *world, bool up);

/**
 * e1k_world_inject - let a frame arrive from the wire
 * @world: world
 * @frame: frame from destination address on, without FCS
 * @len: bytes
 */
void e1k_world_inject(struct e1k_world *world, const void *frame, u32 len);

/**
 * e1k_world_take - next frame the NIC put on the wire
 * @world: world
 * @frame: room for E1K_WORLD_FRAME_MAX bytes
 *
 * Return: length without FCS, 0 if there is none.
 */
u32 e1k_world_take(struct e1k_world *world, void *frame);

/**
 * e1k_world_advance - let time pass
 * @world: world
 * @us: microseconds
 */
void e1k_world_advance(struct e1k_world *world, u32 us);

/**
 * e1k_world_now - the clock
 * @world: world
 *
 * Return: microseconds since power-on that the driver or the test waited.
 */
u64 e1k_world_now(struct e1k_world *world);

/**
 * e1k_world_irq - level of the interrupt line
 * @world: world
 *
 * Return: true while the NIC asserts it.
 */
bool e1k_world_irq(struct e1k_world *world);

/**
 * e1k_world_set_irq - choose how interrupts reach the host, by PCI configuration
 * @world: world
 * @mode: mode; without this call it is the line
 */
void e1k_world_set_irq(struct e1k_world *world, enum e1k_irq_mode mode);

/**
 * e1k_world_messages - messages the NIC sent
 * @world: world, with MSI or MSI-X
 * @vector: vector, 0 with MSI
 *
 * Return: how many since the last call; the models say 1 for any number.
 */
u32 e1k_world_messages(struct e1k_world *world, u32 vector);

/**
 * e1k_world_peek - what a register holds, unseen by log and checks
 * @world: world
 * @reg: register offset
 *
 * Return: its value; counters are not cleared.
 */
u32 e1k_world_peek(struct e1k_world *world, u32 reg);

/**
 * e1k_world_poke - write a register as somebody before the driver did
 * @world: world
 * @reg: register offset
 * @val: value
 */
void e1k_world_poke(struct e1k_world *world, u32 reg, u32 val);

#endif
