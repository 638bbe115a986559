// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "chip.h"

#include "8254x.h"

#define E1K_CHIP_8254X \
	.ops = &e1k_8254x_ops, \
	.rxd_format = E1K_RXD_LEGACY, \
	.txd_format = E1K_TXD_CONTEXT_DATA, \
	.stop_domain = E1K_STOP_MAC, \
	.dma_bits = 32, \
	.dma_bits_pcix = 64, \
	.rx_queues = 1, \
	.tx_queues = 1, \
	.rar_cnt = E1K_RAR_CNT, \
	.rxq_base = 0x2800, \
	.txq_base = 0x3800, \
	.ring_max = 4096, \
	.max_frame = 0x3f00, \
	.txd_max_len = 4096, \
	.pb_size = 64, \
	.pb_rx = 40, \
	.itr_unit_ns = 256

static const struct e1k_chip e1k_chips[] = {
	{
		E1K_CHIP_8254X,
		.name = "82540EM",
		.device_id = 0x100e,
		.itr_max = 0xffff,
	},
	{
		E1K_CHIP_8254X,
		.name = "82545EM",
		.device_id = 0x100f,
		.errata = E1K_ERRATUM_NO_64K_CROSS,
		.tx_boundary = 0x10000,
		.itr_max = 0xffff,
	},
	{
		E1K_CHIP_8254X,
		.name = "82544GC",
		.device_id = 0x100c,
		.errata = E1K_ERRATUM_NO_EERD | E1K_ERRATUM_FEWER_REGS,
	},
};

static const struct e1k_erratum e1k_chip_errata[] = {
	{
		.bit = E1K_ERRATUM_NO_64K_CROSS,
		.text = "82545EM spec update 23: rings and buffers stay within 64 KB",
	},
	{
		.bit = E1K_ERRATUM_NO_EERD,
		.text = "8254x manual 13.4.4: no EERD, the EEPROM is read by bit-bang",
	},
	{
		.bit = E1K_ERRATUM_FEWER_REGS,
		.text = "8254x manual 13.4.18: no ITR, RADV, TADV, LEDCTL, MANC, MGTP*C",
	},
};

const struct e1k_chip *e1k_chip_find(u16 device_id)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(e1k_chips); i++)
		if (e1k_chips[i].device_id == device_id)
			return &e1k_chips[i];
	return NULL;
}

const struct e1k_chip *e1k_chip_get(unsigned int index)
{
	return index < ARRAY_SIZE(e1k_chips) ? &e1k_chips[index] : NULL;
}

const struct e1k_erratum *e1k_chip_erratum_get(unsigned int index)
{
	return index < ARRAY_SIZE(e1k_chip_errata) ? &e1k_chip_errata[index] : NULL;
}

u8 e1k_chip_dma_bits(struct e1k_hw *hw)
{
	if (e1k_rd32(hw, E1K_STATUS) & E1K_STATUS_PCIX)
		return hw->chip->dma_bits_pcix;
	return hw->chip->dma_bits;
}
