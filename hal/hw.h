/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The device as the HAL sees it: constant chip data and the software state
 * from which every register can be restored.
 *
 * Locking: the HAL takes no locks. All functions that take a struct e1k_hw
 * are serialised by the caller with one lock, except those of queue.h and irq.h
 * that say otherwise.
 */
#ifndef E1K_HAL_HW_H
#define E1K_HAL_HW_H

#include "osdep.h"
#include "regs.h"

#define E1K_ADDR_LEN 6
#define E1K_RAR_MAX 24
#define E1K_FCS_LEN 4
#define E1K_ETH_HDR_LEN 14
#define E1K_VLAN_HDR_LEN 4
#define E1K_IRQ_VECTOR_MAX 10
#define E1K_RSS_KEY_LEN 40
#define E1K_RSS_TABLE_LEN 128

struct e1k_hw;

/*
 * Deviations: Intel's specification updates have them where nothing else is said.
 */
/* 82545EM: rings and buffers stay within 64 KB. */
#define E1K_ERRATUM_NO_64K_CROSS BIT(0)
/* 8254x manual 13.4.4: no EERD, the EEPROM is read by bit-bang. */
#define E1K_ERRATUM_NO_EERD BIT(1)
/* 8254x manual 13.4.18: no ITR, RADV, TADV, LEDCTL, MANC, MGTP*C. */
#define E1K_ERRATUM_FEWER_REGS BIT(2)
/* 82574: ASPM L0s loses received frames, it is switched off. */
#define E1K_ERRATUM_NO_L0S BIT(3)
/* 82574: ASPM L1 can hang the device, it is switched off. */
#define E1K_ERRATUM_NO_L1 BIT(4)
/* QEMU's igb has no link after CTRL.RST until it negotiates again. */
#define E1K_ERRATUM_LINK_AFTER_RESET BIT(5)
/* 8254x, LSO premature descriptor write-back: four bytes come last. */
#define E1K_ERRATUM_TSO_SENTINEL BIT(6)
/* QEMU's e1000 counts the IPv6 header as payload of each segment. */
#define E1K_ERRATUM_NO_TSO6 BIT(7)
/* QEMU's e1000e and igb lose FIN: its packet is segmented by software. */
#define E1K_ERRATUM_TSO_LOSES_FIN BIT(8)
/*
 * 8254x, hang in PCI-X systems due to 2k buffer overrun during transmit: the
 * first descriptor of a packet has less than 2016 bytes.
 */
#define E1K_ERRATUM_SHORT_FIRST BIT(9)

/**
 * enum e1k_rxd_format - layout of a receive descriptor
 * @E1K_RXD_LEGACY: 8254x
 * @E1K_RXD_WB32: the extended one of the 82574 and the advanced one of the
 *	82576, whose 32-bit words are the same in the parts used here
 */
enum e1k_rxd_format {
	E1K_RXD_LEGACY,
	E1K_RXD_WB32,
};

/**
 * enum e1k_txd_format - layout of transmit descriptors
 * @E1K_TXD_CONTEXT_DATA: 8254x and 82574
 * @E1K_TXD_ADVANCED: 82576
 */
enum e1k_txd_format {
	E1K_TXD_CONTEXT_DATA,
	E1K_TXD_ADVANCED,
};

/**
 * enum e1k_irq_mode - how interrupts reach the host
 * @E1K_IRQ_INTX: one level-triggered line, shared with other devices
 * @E1K_IRQ_MSI: one message
 * @E1K_IRQ_MSIX: a message per queue pair, and the last one for the rest
 */
enum e1k_irq_mode {
	E1K_IRQ_INTX,
	E1K_IRQ_MSI,
	E1K_IRQ_MSIX,
};

enum e1k_loopback {
	E1K_LOOPBACK_NONE,
	E1K_LOOPBACK_MAC,
	E1K_LOOPBACK_PHY,
};

/**
 * enum e1k_sem - how NVM and PHY are shared with firmware
 * @E1K_SEM_NONE: they are software's
 * @E1K_SEM_EXTCNF: one ownership bit for both, in EXTCNF_CTRL
 * @E1K_SEM_SW_FW: a bit for each in SW_FW_SYNC, which SWSM guards
 */
enum e1k_sem {
	E1K_SEM_NONE,
	E1K_SEM_EXTCNF,
	E1K_SEM_SW_FW,
};

/**
 * enum e1k_stop_domain - the smallest part that stops to move a ring
 * @E1K_STOP_MAC: rings move only across a silent MAC reset
 * @E1K_STOP_QUEUE: each queue has an enable bit of its own
 */
enum e1k_stop_domain {
	E1K_STOP_MAC,
	E1K_STOP_QUEUE,
};

/**
 * struct e1k_irq_regs - registers that serve the queue vectors in MSI-X mode
 * @set: offset of the register whose ones unmask
 * @clear: offset of the register whose ones mask
 * @trigger: offset of the register whose ones raise
 * @pending: offset of the register whose ones clear pending causes
 * @vector0: causes of queue vector 0; of vector n, the same shifted left by n
 * @other: causes of the last vector, 0 if they follow the rule of @vector0
 * @in_icr: queue causes that a read of ICR clears
 */
struct e1k_irq_regs {
	u16 set;
	u16 clear;
	u16 trigger;
	u16 pending;
	u32 vector0;
	u32 other;
	u32 in_icr;
};

/* Registers of a dump: those of which chips. */
#define E1K_IO_82540 BIT(0)
#define E1K_IO_82544 BIT(1)
#define E1K_IO_82574 BIT(2)
#define E1K_IO_82576 BIT(3)
#define E1K_IO_8254X (E1K_IO_82540 | E1K_IO_82544)
#define E1K_IO_ALL (E1K_IO_8254X | E1K_IO_82574 | E1K_IO_82576)

/**
 * struct e1k_chip - constant data of one chip
 * @name: Intel's name
 * @device_id: PCI device id, vendor 8086
 * @ops: sequences in which the families differ
 * @errata: E1K_ERRATUM_* bits
 * @rxd_format: receive descriptor format
 * @txd_format: transmit descriptor format
 * @stop_domain: what must stop to move a ring
 * @sem: how NVM and PHY are shared
 * @loopback: where frames turn back in loopback
 * @phy_page_reg: PHY register that selects the page of others, 0 if there are no pages
 * @dma_bits: width of bus addresses; conventional PCI, see @dma_bits_pcix
 * @dma_bits_pcix: the same when STATUS says the bus runs in PCI-X mode
 * @rx_queues: number of receive queues
 * @tx_queues: number of transmit queues
 * @vectors: MSI-X vectors, 0 if there is neither MSI-X nor MSI
 * @rar_cnt: receive address registers
 * @rxq_base: offset of the first receive queue's registers
 * @txq_base: offset of the first transmit queue's registers
 * @queue_stride: distance between two queues' registers
 * @rx_dctl: RXDCTL of a running queue
 * @tx_dctl: TXDCTL of a running queue
 * @srrctl: SRRCTL of a lone queue, 0 if there is no such register
 * @psrtype: PSRTYPE of a queue that splits headers off, 0 if none can
 * @ring_max: most descriptors in a ring
 * @max_frame: longest frame in bytes, with FCS and one VLAN tag
 * @txd_max_len: most bytes in one data descriptor
 * @txd_per_packet: most data descriptors of one packet, 0 for no limit
 * @tso_mss_min: smallest segment size, 0 for no limit
 * @tx_contexts: contexts the device keeps for each queue; 0: it may forget
 *	the last one, every packet that needs a context brings it along
 * @tx_boundary: a data descriptor must not cross a multiple of this, 0 if it may
 * @tctl_keep: bits of TCTL that keep what the reset gave them
 * @tipg: TIPG: the gap of IEEE 802.3 between frames over copper
 * @pb_size: packet buffer in KB
 * @pb_rx: its receive part in KB, fixed, leaves room to send @max_frame
 * @pb_reg: register that holds @pb_rx
 * @mrqc: MRQC with hash types every chip has, 0 if there is no RSS
 * @mrqc_udp4: hash type of UDP over IPv4, 0 if the chip has none
 * @mrqc_udp6: hash type of UDP over IPv6, 0 if the chip has none
 * @reta_shift: position of the queue in an entry of the indirection table
 * @irq: MSI-X registers
 * @itr: throttling register of the shared interrupt
 * @eitr: throttling register of vector 0, of vector n 4 n further on
 * @itr_unit_ns: unit of the interrupt throttling interval
 * @itr_max: largest interval in that unit, 0 if there is no throttling
 * @itr_shift: position of the interval in the register
 * @stats_absent: bit n: counter n of enum e1k_stat does not exist
 * @dump: registers of a dump, one of E1K_IO_*
 */
struct e1k_chip {
	const char *name;
	u16 device_id;
	const struct e1k_chip_ops *ops;
	u32 errata;
	enum e1k_rxd_format rxd_format;
	enum e1k_txd_format txd_format;
	enum e1k_stop_domain stop_domain;
	enum e1k_sem sem;
	enum e1k_loopback loopback;
	u8 phy_page_reg;
	u8 dma_bits;
	u8 dma_bits_pcix;
	u8 rx_queues;
	u8 tx_queues;
	u8 vectors;
	u8 rar_cnt;
	u16 rxq_base;
	u16 txq_base;
	u16 queue_stride;
	u32 rx_dctl;
	u32 tx_dctl;
	u32 srrctl;
	u32 psrtype;
	u16 ring_max;
	u16 max_frame;
	u16 txd_max_len;
	u8 txd_per_packet;
	u16 tso_mss_min;
	u8 tx_contexts;
	u32 tx_boundary;
	u32 tctl_keep;
	u32 tipg;
	u8 pb_size;
	u8 pb_rx;
	u16 pb_reg;
	u32 mrqc;
	u32 mrqc_udp4;
	u32 mrqc_udp6;
	u8 reta_shift;
	struct e1k_irq_regs irq;
	u16 itr;
	u16 eitr;
	u16 itr_unit_ns;
	u16 itr_max;
	u8 itr_shift;
	u64 stats_absent;
	u8 dump;
};

/**
 * struct e1k_chip_ops - sequences that differ between families
 * @reset_mac: reset the MAC to its power-on state, the PHY keeps its link;
 *	returns after the device can be programmed again; may sleep
 * @init_mac: program what the family needs after a reset, before queues start
 * @nvm_init: find out type and size of the NVM
 * @nvm_read: read words
 * @nvm_write: write words; NULL if the driver cannot
 * @irq_init: route the causes as hw->irq_mode and hw->irq_vectors say; for
 *	chips with vectors
 */
struct e1k_chip_ops {
	int (*reset_mac)(struct e1k_hw *hw);
	void (*init_mac)(struct e1k_hw *hw);
	int (*nvm_init)(struct e1k_hw *hw);
	int (*nvm_read)(struct e1k_hw *hw, u16 offset, u16 words, u16 *data);
	int (*nvm_write)(struct e1k_hw *hw, u16 offset, u16 words, const u16 *data);
	void (*irq_init)(struct e1k_hw *hw);
};

/* Directions of flow control. */
#define E1K_FC_RX BIT(0) /* obey PAUSE frames */
#define E1K_FC_TX BIT(1) /* send PAUSE frames */

/* Speeds to advertise. */
#define E1K_ADV_10_HALF BIT(0)
#define E1K_ADV_10_FULL BIT(1)
#define E1K_ADV_100_HALF BIT(2)
#define E1K_ADV_100_FULL BIT(3)
#define E1K_ADV_1000_FULL BIT(4)
#define E1K_ADV_ALL GENMASK(4, 0)

/**
 * struct e1k_link_cfg - what the user wants of the link
 * @autoneg: negotiate, else force @speed and @full_duplex
 * @advertise: E1K_ADV_* bits, used with @autoneg
 * @speed: 10 or 100 Mbit/s, used without @autoneg (1000BASE-T must negotiate)
 * @full_duplex: used without @autoneg
 * @fc_autoneg: resolve PAUSE from both sides' abilities, else force @fc
 * @fc: E1K_FC_* wanted
 */
struct e1k_link_cfg {
	bool autoneg;
	u8 advertise;
	u16 speed;
	bool full_duplex;
	bool fc_autoneg;
	u8 fc;
};

/**
 * struct e1k_link - the link as found
 * @up: link is up; the rest is valid only then
 * @full_duplex: duplex
 * @speed: Mbit/s
 * @fc: E1K_FC_* in force
 * @lp_advertise: E1K_ADV_* of the partner
 * @lp_pause: partner advertises PAUSE
 * @lp_asym_pause: partner advertises ASM_DIR
 * @autoneg_done: negotiation is complete
 * @mdix: pairs are crossed
 */
struct e1k_link {
	bool up;
	bool full_duplex;
	u16 speed;
	u8 fc;
	u8 lp_advertise;
	bool lp_pause;
	bool lp_asym_pause;
	bool autoneg_done;
	bool mdix;
};

enum e1k_nvm_type {
	E1K_NVM_NONE,
	E1K_NVM_EERD,
	E1K_NVM_MICROWIRE,
	E1K_NVM_SPI,
};

/**
 * struct e1k_nvm - the non-volatile memory as found
 * @type: how it is read
 * @words: size in 16-bit words
 * @addr_bits: address bits of a bit-banged command
 */
struct e1k_nvm {
	enum e1k_nvm_type type;
	u16 words;
	u8 addr_bits;
};

/**
 * struct e1k_rx_mode - software state that RCTL is built from
 * @enable: receive unit runs
 * @promisc: accept every frame, whatever its address or VLAN
 * @allunicast: accept every unicast frame: more addresses than registers
 * @allmulti: accept every multicast frame
 * @vlan_filter: drop tagged frames whose VLAN is not in the table
 * @jumbo: accept frames longer than 1522 bytes
 * @keep_fcs: leave the FCS in the buffer
 * @keep_bad: receive damaged frames
 * @csum: check IP, TCP and UDP checksums; state behind RXCSUM
 * @mta_shift: RCTL.MO, which 12 bits of the address the multicast hash takes
 */
struct e1k_rx_mode {
	bool enable;
	bool promisc;
	bool allunicast;
	bool allmulti;
	bool vlan_filter;
	bool jumbo;
	bool keep_fcs;
	bool keep_bad;
	bool csum;
	u8 mta_shift;
};

/**
 * struct e1k_rss - software state of receive side scaling
 * @key: secret key of the hash
 * @table: queue for each value of the lowest seven hash bits
 * @udp4: hash the ports of UDP over IPv4
 * @udp6: hash the ports of UDP over IPv6
 */
struct e1k_rss {
	u8 key[E1K_RSS_KEY_LEN];
	u8 table[E1K_RSS_TABLE_LEN];
	bool udp4;
	bool udp6;
};

struct e1k_phy_type;

/**
 * struct e1k_hw - one device
 * @bus: what the port needs to reach the registers
 * @chip: constant data
 * @rx_mode: state behind RCTL
 * @tx_enable: state behind TCTL: transmit unit runs
 * @vlan_strip: state behind CTRL.VME: tags are stripped and inserted
 * @loopback: state behind CTRL and RCTL.LBM
 * @link_cfg: what the user wants of the link
 * @fc_advertised: link_cfg.fc as it was when a negotiation was last started
 * @link: the link as last found by e1k_mac_check_link()
 * @rctl: last value written to RCTL
 * @tctl: last value written to TCTL
 * @ctrl: last value written to CTRL
 * @nvm: the NVM as found
 * @phy: kind of PHY, NULL before e1k_phy_identify()
 * @phy_addr: MDIO address
 * @phy_id: identifier without the revision
 * @phy_rev: revision
 * @link_started: e1k_mac_setup_link() has succeeded
 * @rar: receive addresses; entry 0 is the station address
 * @rar_used: bit n: entry n of @rar is valid
 * @mta: multicast table
 * @vfta: VLAN table
 * @perm_addr: address in the NVM, all zero if it is not usable
 * @ledctl: value of LEDCTL that e1k_mac_led_restore() returns to
 * @rss: receive side scaling; chips with chip->mrqc
 * @irq_mode: as e1k_irq_setup() was told
 * @irq_vectors: likewise
 * @throttle_us: interrupt throttling in microseconds, per vector
 */
struct e1k_hw {
	struct e1k_os_bus bus;
	const struct e1k_chip *chip;

	struct e1k_rx_mode rx_mode;
	bool tx_enable;
	bool vlan_strip;
	enum e1k_loopback loopback;
	struct e1k_link_cfg link_cfg;
	u8 fc_advertised;
	struct e1k_link link;
	u32 rctl;
	u32 tctl;
	u32 ctrl;

	struct e1k_nvm nvm;
	const struct e1k_phy_type *phy;
	u8 phy_addr;
	u8 phy_rev;
	u32 phy_id;
	bool link_started;
	u8 rar[E1K_RAR_MAX][E1K_ADDR_LEN];
	u32 rar_used;
	u32 mta[E1K_MTA_CNT];
	u32 vfta[E1K_VFTA_CNT];
	u8 perm_addr[E1K_ADDR_LEN];
	u32 ledctl;
	struct e1k_rss rss;
	enum e1k_irq_mode irq_mode;
	u8 irq_vectors;
	u32 throttle_us[E1K_IRQ_VECTOR_MAX];
};

#endif
