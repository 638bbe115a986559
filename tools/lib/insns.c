// SPDX-License-Identifier: GPL-2.0-only
/*
 * QEMU plugin for tools/profile: counts the instructions of the guest's kernel by
 * block of code. Counting starts when a program in the guest executes a certain
 * no-operation (profile_steps.py) and ends when it does so again; then "out" has a
 * line for each block: its address and the instructions executed in it. One CPU.
 */
#include "insns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More blocks than a kernel has. */
#define BITS 20
#define SIZE 0x100000

/* nopl 0x006b3165(%rax): no compiler writes that. */
static const uint8_t mark[] = { 0x0f, 0x1f, 0x80, 'e', '1', 'k', 0 };

int qemu_plugin_version = 3;

struct block {
	uint64_t address;
	uint64_t insns; /* of one pass */
	uint64_t passes;
};

static struct block *blocks[SIZE];
static const char *out;
static unsigned int marks;

/* The same code may be translated more than once, and cut at different places. */
static struct block *find(uint64_t address, uint64_t insns)
{
	uint32_t i = address * 0x9e3779b97f4a7c15ull >> (64 - BITS);

	while (blocks[i] && (blocks[i]->address != address || blocks[i]->insns != insns))
		i = (i + 1) % SIZE;
	if (!blocks[i]) {
		blocks[i] = calloc(1, sizeof(*blocks[i]));
		if (!blocks[i])
			abort();
		blocks[i]->address = address;
		blocks[i]->insns = insns;
	}
	return blocks[i];
}

static void write_blocks(void)
{
	FILE *file = fopen(out, "w");
	uint32_t i;

	if (!file) {
		perror(out);
		return;
	}
	for (i = 0; i < SIZE; i++)
		if (blocks[i] && blocks[i]->passes)
			fprintf(file, "%llx %llu\n",
				(unsigned long long)blocks[i]->address,
				(unsigned long long)(blocks[i]->insns * blocks[i]->passes));
	fclose(file);
}

static void at_mark(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	if (++marks == 2)
		write_blocks();
}

static void at_block(unsigned int cpu, void *data)
{
	struct block *block = data;

	(void)cpu;
	block->passes += marks == 1;
}

static int has_mark(const struct qemu_plugin_tb *tb)
{
	size_t i, n = qemu_plugin_tb_n_insns(tb);
	uint8_t bytes[sizeof(mark)];

	for (i = 0; i < n; i++)
		if (qemu_plugin_insn_data(qemu_plugin_tb_get_insn(tb, i), bytes,
					  sizeof(bytes)) == sizeof(bytes) &&
		    !memcmp(bytes, mark, sizeof(bytes)))
			return 1;
	return 0;
}

static void translated(uint64_t id, struct qemu_plugin_tb *tb)
{
	uint64_t address = qemu_plugin_tb_vaddr(tb);

	(void)id;
	if (has_mark(tb))
		qemu_plugin_register_vcpu_tb_exec_cb(tb, at_mark, 0, NULL);
	qemu_plugin_register_vcpu_tb_exec_cb(tb, at_block, 0,
					     find(address, qemu_plugin_tb_n_insns(tb)));
}

int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv)
{
	(void)info;
	if (argc != 1 || strncmp(argv[0], "out=", 4)) {
		fputs("insns: out=FILE is needed\n", stderr);
		return -1;
	}
	out = strdup(argv[0] + 4);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	return 0;
}
