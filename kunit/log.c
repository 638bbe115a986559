// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "port.h"
#include "log.h"

void e1k_log_add(struct e1k_log *log, bool write, u32 reg, u32 val)
{
	if (log->count < E1K_LOG_MAX)
		log->entry[log->count] = (struct e1k_log_entry){ reg, val, write };
	log->count++;
}

int e1k_log_writes(const struct e1k_log *log, u32 reg)
{
	int writes = 0;
	u32 i;

	if (log->count > E1K_LOG_MAX)
		return -1;
	for (i = 0; i < log->count; i++)
		if (log->entry[i].write && log->entry[i].reg == reg)
			writes++;
	return writes;
}

static int log_find(const struct e1k_log *log, int from, bool write, u32 reg, u32 bits)
{
	u32 i;

	if (from < 0)
		return -1;
	for (i = from; i < min_t(u32, log->count, E1K_LOG_MAX); i++)
		if (log->entry[i].write == write && log->entry[i].reg == reg &&
		    (log->entry[i].val & bits) == bits)
			return i;
	return -1;
}

int e1k_log_find_write(const struct e1k_log *log, int from, u32 reg, u32 bits)
{
	return log_find(log, from, true, reg, bits);
}

int e1k_log_find_read(const struct e1k_log *log, int from, u32 reg)
{
	return log_find(log, from, false, reg, 0);
}
