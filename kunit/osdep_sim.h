/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The port of hal/osdep.h to a world (world.h), in the kernel and in user
 * space. The contract is listed in hal/osdep.h.
 */
#ifndef E1K_KUNIT_OSDEP_SIM_H
#define E1K_KUNIT_OSDEP_SIM_H

#ifdef __KERNEL__
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/types.h>

#include <asm/barrier.h>
#include <asm/byteorder.h>
#else
#include "user.h"
#endif

struct e1k_world;

struct e1k_os_bus {
	struct e1k_world *world;
};

struct e1k_os_reg {
	struct e1k_world *world;
	u32 reg;
};

u32 e1k_world_read(struct e1k_world *world, u32 reg);
void e1k_world_write(struct e1k_world *world, u32 reg, u32 val);
void e1k_world_udelay(struct e1k_world *world, u32 us);
void e1k_world_msleep(struct e1k_world *world, u32 ms);

#define e1k_rd32(hw, reg) e1k_world_read((hw)->bus.world, reg)
#define e1k_wr32(hw, reg, val) e1k_world_write((hw)->bus.world, reg, val)
#define e1k_os_reg(hw, reg) ((struct e1k_os_reg){ (hw)->bus.world, (reg) })

static inline void e1k_wr_reg(struct e1k_os_reg reg, u32 val)
{
	e1k_world_write(reg.world, reg.reg, val);
}

#define e1k_udelay(hw, us) e1k_world_udelay((hw)->bus.world, us)
#define e1k_msleep(hw, ms) e1k_world_msleep((hw)->bus.world, ms)

#endif
