/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The HAL's one door to the outside. A port is one header that provides:
 *
 * types      u8 u16 u32 u64 s32 bool __le16 __le32 __le64
 * integers   BIT GENMASK FIELD_PREP FIELD_GET ARRAY_SIZE min max DIV_ROUND_UP
 *            BITS_PER_BYTE static_assert
 * endian     cpu_to_le16/32/64 le16/32/64_to_cpu
 * memory     memcpy memset memcmp, READ_ONCE, WRITE_ONCE
 * errors     ENODEV EIO ETIMEDOUT EINVAL EOPNOTSUPP ENOSPC EBUSY
 *            (positive numbers; the HAL returns them negated)
 * compiler   likely unlikely __always_inline
 * barriers   dma_rmb dma_wmb
 *
 * struct e1k_os_bus      what an access to the device needs; lives in struct e1k_hw
 * struct e1k_os_reg      one register, resolved once, for the hot path
 * e1k_rd32(hw, reg)      read a register (u32 offset into BAR 0)
 * e1k_wr32(hw, reg, val) write a register; may be posted
 * e1k_os_reg(hw, reg)    resolve a register to a struct e1k_os_reg
 * e1k_wr_reg(r, val)     write a resolved register, ordered after earlier
 *                        writes to coherent memory
 * e1k_udelay(hw, us)     wait, any context, at most 1000 us
 * e1k_msleep(hw, ms)     wait, may sleep
 *
 * Posted writes are flushed by e1k_io_flush() (hal/io.h), nowhere else.
 */
#ifndef E1K_HAL_OSDEP_H
#define E1K_HAL_OSDEP_H

#ifdef E1K_OSDEP_H
#include E1K_OSDEP_H
#else
#include "../os_linux/osdep_linux.h"
#endif

#endif
