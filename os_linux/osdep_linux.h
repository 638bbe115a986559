/* SPDX-License-Identifier: GPL-2.0-only */
/* The Linux port of hal/osdep.h: the contract is listed there. */
#ifndef E1K_OSDEP_LINUX_H
#define E1K_OSDEP_LINUX_H

#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

#include <asm/barrier.h>
#include <asm/byteorder.h>

struct e1k_os_bus {
	void __iomem *regs;
};

struct e1k_os_reg {
	void __iomem *addr;
};

#define e1k_rd32(hw, reg) readl((hw)->bus.regs + (reg))
#define e1k_wr32(hw, reg, val) writel(val, (hw)->bus.regs + (reg))
#define e1k_os_reg(hw, reg) ((struct e1k_os_reg){ (hw)->bus.regs + (reg) })

static inline void e1k_wr_reg(struct e1k_os_reg reg, u32 val)
{
	writel(val, reg.addr);
}

#define e1k_udelay(hw, us) udelay(us)
#define e1k_msleep(hw, ms) usleep_range((ms) * 1000UL, (ms) * 1250UL)

#endif
