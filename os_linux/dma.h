/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory shared with the device for as long as a ring lives. */
#ifndef E1K_OS_DMA_H
#define E1K_OS_DMA_H

#include <linux/types.h>

struct device;

/**
 * struct e1k_dma_mem - a coherent block
 * @cpu: address for the CPU, NULL if there is none
 * @dma: address for the device
 * @size: bytes
 */
struct e1k_dma_mem {
	void *cpu;
	dma_addr_t dma;
	size_t size;
};

/**
 * e1k_os_dma_alloc - allocate a zeroed coherent block
 * @dev: device
 * @mem: result, untouched on failure
 * @size: bytes
 *
 * The block is aligned to the power of two above its size: one of up to 64 KB
 * crosses no 64 KB boundary. May sleep.
 *
 * Return: 0 or -ENOMEM.
 */
int e1k_os_dma_alloc(struct device *dev, struct e1k_dma_mem *mem, size_t size);

/**
 * e1k_os_dma_free - free a block
 * @dev: device
 * @mem: block, may be empty; empty on return
 */
void e1k_os_dma_free(struct device *dev, struct e1k_dma_mem *mem);

#endif
