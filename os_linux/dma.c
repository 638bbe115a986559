// SPDX-License-Identifier: GPL-2.0-only
#include "dma.h"

#include <linux/dma-mapping.h>
#include <linux/errno.h>

int e1k_os_dma_alloc(struct device *dev, struct e1k_dma_mem *mem, size_t size)
{
	dma_addr_t dma;
	void *cpu;

	cpu = dma_alloc_coherent(dev, size, &dma, GFP_KERNEL | __GFP_NOWARN);
	if (!cpu)
		return -ENOMEM;
	*mem = (struct e1k_dma_mem){ .cpu = cpu, .dma = dma, .size = size };
	return 0;
}

void e1k_os_dma_free(struct device *dev, struct e1k_dma_mem *mem)
{
	if (!mem->cpu)
		return;
	dma_free_coherent(dev, mem->size, mem->cpu, mem->dma);
	*mem = (struct e1k_dma_mem){};
}
