/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The port of hal/osdep.h to a device model of QEMU, which is driven from user
 * space through its qtest socket. The contract is listed in hal/osdep.h.
 */
#ifndef E1K_QTEST_OSDEP_H
#define E1K_QTEST_OSDEP_H

#include "../../kunit/user.h"

struct e1k_world;

struct e1k_os_bus {
	struct e1k_world *world;
};

struct e1k_os_reg {
	struct e1k_world *world;
	u32 reg;
};

u32 e1k_qtest_read(struct e1k_world *world, u32 reg);
void e1k_qtest_write(struct e1k_world *world, u32 reg, u32 val);
void e1k_qtest_write_settled(struct e1k_world *world, u32 reg, u32 val);
void e1k_qtest_wait(struct e1k_world *world, u32 us);

#define e1k_rd32(hw, reg) e1k_qtest_read((hw)->bus.world, reg)
#define e1k_wr32(hw, reg, val) e1k_qtest_write((hw)->bus.world, reg, val)
#define e1k_os_reg(hw, reg) ((struct e1k_os_reg){ (hw)->bus.world, (reg) })

static inline void e1k_wr_reg(struct e1k_os_reg reg, u32 val)
{
	e1k_qtest_write_settled(reg.world, reg.reg, val);
}

#define e1k_udelay(hw, us) e1k_qtest_wait((hw)->bus.world, us)
#define e1k_msleep(hw, ms) e1k_qtest_wait((hw)->bus.world, (ms) * 1000)

#endif
