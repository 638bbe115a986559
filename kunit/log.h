/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Register accesses in the order the HAL made them. */
#ifndef E1K_KUNIT_LOG_H
#define E1K_KUNIT_LOG_H

#include "../hal/osdep.h"

#define E1K_LOG_MAX 4096

/**
 * struct e1k_log - accesses since the last e1k_log_clear()
 * @count: accesses made; those past E1K_LOG_MAX are not kept
 * @entry: the accesses
 */
struct e1k_log {
	u32 count;
	struct e1k_log_entry {
		u32 reg;
		u32 val;
		bool write;
	} entry[E1K_LOG_MAX];
};

static inline void e1k_log_clear(struct e1k_log *log)
{
	log->count = 0;
}

void e1k_log_add(struct e1k_log *log, bool write, u32 reg, u32 val);

/**
 * e1k_log_writes - how often a register was written
 * @log: log
 * @reg: register offset
 *
 * Return: number of writes, or -1 if the log overflowed.
 */
int e1k_log_writes(const struct e1k_log *log, u32 reg);

/**
 * e1k_log_find_write - first write of some bits at or after a position
 * @log: log
 * @from: position to start at, -1 finds nothing
 * @reg: register offset
 * @bits: bits that must be set in the value written
 *
 * Return: position, or -1.
 */
int e1k_log_find_write(const struct e1k_log *log, int from, u32 reg, u32 bits);

/**
 * e1k_log_find_read - first read at or after a position
 * @log: log
 * @from: position to start at, -1 finds nothing
 * @reg: register offset
 *
 * Return: position, or -1.
 */
int e1k_log_find_read(const struct e1k_log *log, int from, u32 reg);

#endif
