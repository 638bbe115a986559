// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "chip.h"

#include "8254x.h"
#include "82574.h"
#include "82576.h"
#include "stats.h"

/*
 * Fetch when fewer than 32 descriptors are left on the chip and 8 are waiting;
 * write back at once (8254x manual 13.4.46). HTHRESH may not be 0 with PTHRESH.
 */
#define E1K_CHIP_DCTL (E1K_DCTL_GRAN | E1K_DCTL_THRESH(32, 8))
/* The thresholds of the 82576 have five bits, and its queues share the memory. */
#define E1K_CHIP_DCTL_82576 (E1K_DCTL_ENABLE | E1K_DCTL_THRESH(16, 8))

/* 8254x manual 13.4.34: over copper 10, on the 82544 8, as after a reset of the PCIe chips. */
#define E1K_CHIP_TIPG E1K_TIPG_GAPS(8, 8, 6)
#define E1K_CHIP_TIPG_8254X E1K_TIPG_GAPS(10, 8, 6)

#define E1K_CHIP_NO_STAT(stat) (1ULL << (stat))

#define E1K_CHIP_TSO_ERRATA (E1K_ERRATUM_TSO_SENTINEL | E1K_ERRATUM_NO_TSO6)

/* The FIFO has room for four segments of each descriptor it starts to fetch. */
#define E1K_CHIP_8254X_TXD_MAX 4096

/* E1K_ERRATUM_SHORT_FIRST */
#define E1K_CHIP_TXD_FIRST_PCIX 2015

#define E1K_CHIP_8254X \
	.ops = &e1k_8254x_ops, \
	.rxd_format = E1K_RXD_LEGACY, \
	.txd_format = E1K_TXD_CONTEXT_DATA, \
	.stop_domain = E1K_STOP_MAC, \
	.sem = E1K_SEM_NONE, \
	.loopback = E1K_LOOPBACK_PHY, /* QEMU's e1000 has no RCTL.LBM */ \
	.dma_bits = 32, \
	.dma_bits_pcix = 64, \
	.rx_queues = 1, \
	.tx_queues = 1, \
	.rar_cnt = E1K_RAR_CNT, \
	.rxq_base = 0x2800, \
	.txq_base = 0x3800, \
	.rx_dctl = E1K_CHIP_DCTL, \
	.tx_dctl = E1K_CHIP_DCTL, \
	.ring_max = 4096, \
	.max_frame = 0x3f00, \
	.txd_max_len = E1K_CHIP_8254X_TXD_MAX, \
	.tso_mss_min = E1K_CHIP_8254X_TXD_MAX / 4, \
	.tx_contexts = 1, \
	.pb_size = 64, \
	.pb_rx = 40, \
	.pb_reg = E1K_PBA, \
	.itr = E1K_ITR, \
	.itr_unit_ns = 256

static const struct e1k_chip e1k_chips[E1K_CHIP_CNT] = {
	[E1K_CHIP_82540EM] = {
		E1K_CHIP_8254X,
		.name = "82540EM",
		.device_id = 0x100e,
		.errata = E1K_CHIP_TSO_ERRATA,
		.tipg = E1K_CHIP_TIPG_8254X,
		.itr_max = 0xffff,
		.stats_absent = E1K_CHIP_NO_STAT(E1K_STAT_RQDPC),
		.dump = E1K_IO_82540,
	},
	[E1K_CHIP_82545EM] = {
		E1K_CHIP_8254X,
		.name = "82545EM",
		.device_id = 0x100f,
		.errata = E1K_ERRATUM_NO_64K_CROSS | E1K_CHIP_TSO_ERRATA |
			  E1K_ERRATUM_SHORT_FIRST,
		.tx_boundary = 0x10000,
		.tipg = E1K_CHIP_TIPG_8254X,
		.itr_max = 0xffff,
		.stats_absent = E1K_CHIP_NO_STAT(E1K_STAT_RQDPC),
		.dump = E1K_IO_82540,
	},
	[E1K_CHIP_82544GC] = {
		E1K_CHIP_8254X,
		.name = "82544GC",
		.device_id = 0x100c,
		.errata = E1K_ERRATUM_NO_EERD | E1K_ERRATUM_FEWER_REGS |
			  E1K_CHIP_TSO_ERRATA | E1K_ERRATUM_SHORT_FIRST,
		.tipg = E1K_CHIP_TIPG,
		.stats_absent = E1K_CHIP_NO_STAT(E1K_STAT_MGTPRC) |
				E1K_CHIP_NO_STAT(E1K_STAT_MGTPDC) |
				E1K_CHIP_NO_STAT(E1K_STAT_MGTPTC) |
				E1K_CHIP_NO_STAT(E1K_STAT_RQDPC),
		.dump = E1K_IO_82544,
	},
	[E1K_CHIP_82574] = {
		.name = "82574",
		.device_id = 0x10d3,
		.ops = &e1k_82574_ops,
		.errata = E1K_ERRATUM_NO_L0S | E1K_ERRATUM_NO_L1 | E1K_ERRATUM_TSO_LOSES_FIN,
		.rxd_format = E1K_RXD_WB32,
		.txd_format = E1K_TXD_CONTEXT_DATA,
		.stop_domain = E1K_STOP_MAC,
		.sem = E1K_SEM_EXTCNF,
		.loopback = E1K_LOOPBACK_MAC,
		.phy_page_reg = 22,
		.dma_bits = 64,
		.dma_bits_pcix = 64,
		.rx_queues = 2,
		.tx_queues = 2,
		.vectors = 5,
		.rar_cnt = E1K_RAR_CNT,
		.rxq_base = 0x2800,
		.txq_base = 0x3800,
		.queue_stride = 0x100,
		.rx_dctl = E1K_CHIP_DCTL,
		.tx_dctl = E1K_CHIP_DCTL | E1K_DCTL_MUST_BE_SET,
		.ring_max = 4096,
		.max_frame = 9234,
		.txd_max_len = 8192,
		.txd_per_packet = 64, /* QEMU drops a packet of more */
		.tx_contexts = 0, /* the last one, of whichever queue (datasheet 7.2.6) */
		.tctl_keep = E1K_TCTL_RESERVED,
		.tipg = E1K_CHIP_TIPG,
		.pb_size = 40,
		.pb_rx = 26,
		.pb_reg = E1K_PBA,
		.mrqc = E1K_MRQC_RSS_82574 | E1K_MRQC_TCP_IPV4 | E1K_MRQC_IPV4 |
			E1K_MRQC_TCP_IPV6_EX | E1K_MRQC_IPV6,
		.reta_shift = 7,
		.irq = {
			.set = E1K_IMS,
			.clear = E1K_IMC,
			.trigger = E1K_ICS,
			.pending = E1K_ICR,
			.vector0 = E1K_INT_RXQ0 | E1K_INT_TXQ0,
			.other = E1K_INT_OTHER,
			.in_icr = (E1K_INT_RXQ0 | E1K_INT_TXQ0) * 3,
		},
		.itr = E1K_ITR,
		.eitr = E1K_EITR_82574(0),
		.itr_unit_ns = 256,
		.itr_max = 0xffff,
		.stats_absent = E1K_CHIP_NO_STAT(E1K_STAT_SYMERRS) |
				E1K_CHIP_NO_STAT(E1K_STAT_SEC) |
				E1K_CHIP_NO_STAT(E1K_STAT_RQDPC),
		.dump = E1K_IO_82574,
	},
	[E1K_CHIP_82576] = {
		.name = "82576",
		.device_id = 0x10c9,
		.ops = &e1k_82576_ops,
		.errata = E1K_ERRATUM_LINK_AFTER_RESET | E1K_ERRATUM_TSO_LOSES_FIN,
		.rxd_format = E1K_RXD_WB32,
		.txd_format = E1K_TXD_ADVANCED,
		.stop_domain = E1K_STOP_QUEUE,
		.sem = E1K_SEM_SW_FW,
		.loopback = E1K_LOOPBACK_MAC,
		.phy_page_reg = 31,
		.dma_bits = 64,
		.dma_bits_pcix = 64,
		.rx_queues = 16,
		.tx_queues = 16,
		.vectors = 10,
		.rar_cnt = E1K_RAR_MAX,
		.rxq_base = 0xc000,
		.txq_base = 0xe000,
		.queue_stride = 0x40,
		.rx_dctl = E1K_CHIP_DCTL_82576,
		.tx_dctl = E1K_CHIP_DCTL_82576,
		.srrctl = E1K_SRRCTL_BSIZEPKT_2048 | E1K_SRRCTL_DESCTYPE_ADV_ONE_BUFFER,
		.psrtype = E1K_PSRTYPE_IPV4_TCP | E1K_PSRTYPE_IPV6_TCP,
		.ring_max = 4096,
		.max_frame = 9728,
		.txd_max_len = 8192,
		.txd_per_packet = 64, /* QEMU drops a packet of more */
		.tx_contexts = 2,
		.tctl_keep = E1K_TCTL_RESERVED,
		.tipg = E1K_CHIP_TIPG,
		.pb_size = 104,
		.pb_rx = 64,
		.pb_reg = E1K_RXPBS,
		.mrqc = E1K_MRQC_RSS_82576 | E1K_MRQC_TCP_IPV4 | E1K_MRQC_IPV4 |
			E1K_MRQC_TCP_IPV6_EX | E1K_MRQC_IPV6 | E1K_MRQC_TCP_IPV6,
		.mrqc_udp4 = E1K_MRQC_UDP_IPV4,
		.mrqc_udp6 = E1K_MRQC_UDP_IPV6,
		.irq = {
			.set = E1K_EIMS,
			.clear = E1K_EIMC,
			.trigger = E1K_EICS,
			.pending = E1K_EICR,
			.vector0 = BIT(0),
		},
		.itr = E1K_EITR(0),
		.eitr = E1K_EITR(0),
		.itr_unit_ns = 1000,
		.itr_max = 0x1fff,
		.itr_shift = 2,
		.stats_absent = E1K_CHIP_NO_STAT(E1K_STAT_SEC) |
				E1K_CHIP_NO_STAT(E1K_STAT_CEXTERR) |
				E1K_CHIP_NO_STAT(E1K_STAT_TSCTFC),
		.dump = E1K_IO_82576,
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

static bool e1k_chip_is_pcix(struct e1k_hw *hw)
{
	return e1k_rd32(hw, E1K_STATUS) & E1K_STATUS_PCIX;
}

u8 e1k_chip_dma_bits(struct e1k_hw *hw)
{
	return e1k_chip_is_pcix(hw) ? hw->chip->dma_bits_pcix : hw->chip->dma_bits;
}

u16 e1k_chip_txd_first_len(struct e1k_hw *hw)
{
	if (hw->chip->errata & E1K_ERRATUM_SHORT_FIRST && e1k_chip_is_pcix(hw))
		return E1K_CHIP_TXD_FIRST_PCIX;
	return hw->chip->txd_max_len;
}
