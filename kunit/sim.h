/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The simulated NICs, inside: state of their blocks. Behaviour is that of the
 * 8254x Software Developer's Manual and of the datasheets of the 82574 and the
 * 82576; what these forbid is a complaint, which fails the test.
 */
#ifndef E1K_KUNIT_SIM_H
#define E1K_KUNIT_SIM_H

#include "sim_fault.h"
#include "../hal/desc.h"
#include "../hal/phy.h"
#include "../hal/regs.h"

#define SIM_REG_END 0x10000
#define SIM_POSTED_MAX 32
#define SIM_NVM_WORDS 2048
#define SIM_TX_MAX 0x11000
#define SIM_QUEUES 16
#define SIM_VECTORS 10
#define SIM_CONTEXTS 2

/* A queue's registers, from its base. */
#define SIM_BAL 0x00
#define SIM_BAH 0x04
#define SIM_LEN 0x08
#define SIM_SRRCTL 0x0c
#define SIM_HEAD 0x10
#define SIM_TAIL 0x18
#define SIM_DCTL 0x28
#define SIM_RQDPC 0x30
#define SIM_TARC 0x40

#define SIM_US 1000ULL
#define SIM_MS (1000 * SIM_US)

/* Families, as bits: each register says in which it is. */
#define SIM_ON_82540 BIT(0) /* and the 82545 */
#define SIM_ON_82544 BIT(1)
#define SIM_ON_82574 BIT(2)
#define SIM_ON_82576 BIT(3)
#define SIM_ON_8254X (SIM_ON_82540 | SIM_ON_82544)
#define SIM_ON_PCIE (SIM_ON_82574 | SIM_ON_82576)
#define SIM_ON_ALL (SIM_ON_8254X | SIM_ON_PCIE)

enum e1k_sim_phy_kind {
	SIM_PHY_M88,
	SIM_PHY_BM, /* an M88 with pages */
	SIM_PHY_IGP,
};

/**
 * struct e1k_sim_model - how the chips differ
 * @device_id: PCI device id
 * @family: one of SIM_ON_*
 * @no_64k_cross: rings and buffers must not cross 64 KB
 * @short_first: in PCI-X mode the first data descriptor of a packet must be short
 * @phy_id: identifier with revision
 * @phy_kind: what follows from it
 * @queues: of each direction
 * @rxq: registers of the first receive queue
 * @txq: registers of the first transmit queue
 * @stride: distance of two queues' registers
 * @rar_cnt: address registers
 * @pb_reg: register with the receive part of the packet buffer
 * @pb_kb: whole packet buffer
 * @max_frame: longest frame with FCS when long ones are on; 82576: RLPML says
 * @nvm_words: size of the NVM it comes with
 */
struct e1k_sim_model {
	u16 device_id;
	u8 family;
	bool no_64k_cross;
	bool short_first;
	u32 phy_id;
	enum e1k_sim_phy_kind phy_kind;
	u8 queues;
	u16 rxq;
	u16 txq;
	u16 stride;
	u8 rar_cnt;
	u16 pb_reg;
	u8 pb_kb;
	u16 max_frame;
	u16 nvm_words;
};

/* One of the two DMA units. */
struct e1k_sim_unit {
	bool enabled;
	bool ran; /* since the last reset */
	u64 busy_until;
};

/* A queue of the 82576: its enable bit follows what is written with a delay. */
struct e1k_sim_queue {
	bool enabled;
	u64 change_at; /* 0: nothing under way */
};

struct e1k_sim_eeprom {
	enum e1k_sim_nvm_type type;
	u16 words;
	u16 data[SIM_NVM_WORDS];
	u64 eerd_done;
	bool eerd_dead;
	u64 eewr_done;
	u64 grant_at;
	u64 edge_at; /* last change of SK or CS */
	bool selected;
	u32 in; /* bits clocked in since CS */
	u32 in_cnt;
	u32 out_pos; /* next bit to be driven, counted from the start of data */
	bool out_on;
	bool out;
};

struct e1k_sim_phy {
	u8 addr;
	u32 id;
	u16 page;
	u16 reg[32];
	u64 mdic_ready;
	u64 reset_until;
	/* In force since the last software reset. */
	u16 bmcr;
	u16 crossover;
	/* In force since the last start of a negotiation. */
	u16 anar;
	u16 gbcr;
	bool cable;
	bool link;
	bool link_latched_low;
	bool an_done;
	u16 speed;
	bool full_duplex;
	u64 up_at; /* 0: nothing under way */
	u32 resets;
	u32 negotiations;
};

/* 82576: @vectors and @vector_mask are EICR and EIMS. */
struct e1k_sim_irq {
	enum e1k_irq_mode mode;
	u32 cause;
	u32 mask;
	u32 vectors;
	u32 vector_mask;
	bool line;
	u32 told[SIM_VECTORS]; /* pending when the last message was sent */
	u64 next_at[SIM_VECTORS];
	u32 messages[SIM_VECTORS];
	u32 count;
};

/* What a transmit context says, whatever its format. */
struct e1k_sim_context {
	bool valid;
	u32 ip;
	u32 ip_csum;
	u32 ip_last;
	u32 l4;
	u32 l4_csum;
	u32 l4_last;
	u32 hdr;
	u32 mss;
	bool segment;
	bool ipv4;
	bool tcp;
	u16 tag;
};

/* The packet being built. */
struct e1k_sim_tx {
	struct e1k_sim_context ctx[SIM_QUEUES][SIM_CONTEXTS];
	bool in_packet;
	const struct e1k_sim_context *use;
	u32 popts;
	u32 payload; /* 82576: as the descriptor says */
	bool tse;
	u32 len;
	u8 *data;
};

/* Headers of a frame, as far as the device looks. */
struct e1k_sim_parsed {
	u32 ip; /* 0: neither IPv4 nor IPv6 */
	bool ipv4;
	u8 proto; /* 0: not TCP or UDP, or a fragment */
	u32 l4;
	u32 end; /* of the IP packet */
};

struct e1k_sim_frame {
	struct e1k_sim_frame *next;
	u32 len;
	u8 data[];
};

struct e1k_sim_mem {
	struct e1k_sim_mem *next;
	u64 bus;
	u32 size;
	u8 *cpu;
};

struct e1k_world {
	const struct e1k_sim_model *model;
	struct e1k_sim_fault fault;
	struct e1k_sim_partner partner;
	u64 now; /* ns */
	bool no_sleep;
	bool pcix;
	char complaint[160];
	struct {
		u32 reg;
		u32 val;
	} posted[SIM_POSTED_MAX];
	u32 posted_cnt;
	u8 row[SIM_REG_END / 4]; /* index into the register table, 0 is undefined */
	u32 reg[SIM_REG_END / 4];
	u64 quiet_until; /* CTRL.RST: no access before */
	u64 autoload_until; /* no programming before */
	bool lu;
	bool lu_lost; /* until the next negotiation; see fault.link_lost_by_reset */
	u64 master_until; /* requests under way when mastering was disabled */
	u8 port;
	u64 paused_until; /* by a PAUSE frame */
	u32 pb_rx;
	struct e1k_sim_unit rx;
	struct e1k_sim_unit tx_unit;
	struct e1k_sim_queue rxq[SIM_QUEUES];
	struct e1k_sim_queue txq[SIM_QUEUES];
	struct e1k_sim_eeprom nvm;
	struct e1k_sim_phy phy;
	struct e1k_sim_irq irq;
	struct e1k_sim_tx tx;
	struct e1k_sim_mem *mem;
	u64 mem_next;
	struct e1k_sim_frame *wire;
	struct e1k_sim_frame **wire_end;
	struct e1k_log log;
};

/**
 * struct e1k_sim_row - a register, or some in a row
 * @on: families that have it, 0 for all
 * @reg: offset of the first
 * @last: offset of the last, 0 if it is alone
 * @step: distance
 * @bits: bits that may be set; 0 is read-only
 * @reset: value after reset
 * @flags: SIM_ROW_*
 * @read: what a read does, if not only that
 * @write: what a write does
 */
struct e1k_sim_row {
	u8 on;
	u32 reg;
	u32 last;
	u32 step;
	u32 bits;
	u32 reset;
	u32 flags;
	u32 (*read)(struct e1k_world *w, u32 reg);
	void (*write)(struct e1k_world *w, u32 reg, u32 val);
};

#define SIM_ROW_NO_RESET BIT(0)
#define SIM_ROW_WHILE_LOADING BIT(1) /* may be written during the auto-load */
#define SIM_ROW_PER_QUEUE BIT(2) /* there is one for each queue */

/* sim.c */
__printf(2, 3) void e1k_sim_complain(struct e1k_world *w, const char *fmt, ...);
void e1k_sim_post(struct e1k_world *w);

static inline u32 *e1k_sim_reg(struct e1k_world *w, u32 reg)
{
	return &w->reg[reg / 4];
}

static inline bool e1k_sim_is(const struct e1k_world *w, u8 families)
{
	return w->model->family & families;
}

/* sim_regs.c */
const struct e1k_sim_row *e1k_sim_row(struct e1k_world *w, u32 reg);
void e1k_sim_rows_init(struct e1k_world *w);
void e1k_sim_rows_reset(struct e1k_world *w, bool power_on);

/* sim_mac.c */
void e1k_sim_ctrl_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_wuc_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_wus_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_status_read(struct e1k_world *w, u32 reg);
void e1k_sim_mac_power_on(struct e1k_world *w);
void e1k_sim_mac_tick(struct e1k_world *w);
void e1k_sim_mac_link(struct e1k_world *w);
bool e1k_sim_mac_carries(struct e1k_world *w);
bool e1k_sim_mac_loops(struct e1k_world *w);
void e1k_sim_mac_pause(struct e1k_world *w, u32 quanta);

/* sim_nvm.c */
u32 e1k_sim_eecd_read(struct e1k_world *w, u32 reg);
void e1k_sim_eecd_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_eerd_read(struct e1k_world *w, u32 reg);
void e1k_sim_eerd_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_eewr_read(struct e1k_world *w, u32 reg);
void e1k_sim_eewr_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_nvm_power_on(struct e1k_world *w);

/* sim_sem.c */
u32 e1k_sim_extcnf_read(struct e1k_world *w, u32 reg);
void e1k_sim_extcnf_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_swsm_read(struct e1k_world *w, u32 reg);
void e1k_sim_swsm_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_sw_fw_read(struct e1k_world *w, u32 reg);
void e1k_sim_sw_fw_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_sem_check(struct e1k_world *w, u32 sw_fw_bit, const char *what);

/* sim_phy.c */
u32 e1k_sim_mdic_read(struct e1k_world *w, u32 reg);
void e1k_sim_mdic_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_phy_hw_reset(struct e1k_world *w);
void e1k_sim_phy_power_on(struct e1k_world *w);
void e1k_sim_phy_cable(struct e1k_world *w, bool plugged);
void e1k_sim_phy_tick(struct e1k_world *w);

/* sim_irq.c: causes, and the one shared interrupt */
u32 e1k_sim_icr_read(struct e1k_world *w, u32 reg);
void e1k_sim_icr_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_ics_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_ims_read(struct e1k_world *w, u32 reg);
void e1k_sim_ims_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_imc_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_irq_raise(struct e1k_world *w, u32 causes);
void e1k_sim_irq_rx(struct e1k_world *w, u32 queue, u32 causes);
void e1k_sim_irq_tx(struct e1k_world *w, u32 queue);
void e1k_sim_irq_tick(struct e1k_world *w);
void e1k_sim_irq_reset(struct e1k_world *w);

/* sim_msix.c: vectors */
u32 e1k_sim_eicr_read(struct e1k_world *w, u32 reg);
void e1k_sim_eicr_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_eics_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_eims_read(struct e1k_world *w, u32 reg);
void e1k_sim_eims_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_eimc_write(struct e1k_world *w, u32 reg, u32 val);
u64 e1k_sim_throttle(struct e1k_world *w, u32 vector);
void e1k_sim_msix_queue(struct e1k_world *w, bool rx, u32 queue);
void e1k_sim_msix_other(struct e1k_world *w);
void e1k_sim_msix_tick(struct e1k_world *w);

/* sim_ring.c */
void e1k_sim_ring_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_dctl_read(struct e1k_world *w, u32 reg);
void e1k_sim_dctl_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_unit_set(struct e1k_world *w, bool rx, bool on);
bool e1k_sim_ring_runs(struct e1k_world *w, bool rx, u32 queue);
u32 e1k_sim_ring_base(struct e1k_world *w, bool rx, u32 queue);
u32 e1k_sim_ring_count(struct e1k_world *w, u32 ring);
u64 e1k_sim_ring_desc(struct e1k_world *w, u32 ring, u32 index);
void e1k_sim_ring_reset(struct e1k_world *w);
void e1k_sim_ring_tick(struct e1k_world *w);

/* sim_mem.c */
void e1k_sim_mem_fini(struct e1k_world *w);
void *e1k_sim_dma(struct e1k_world *w, u64 bus, u32 len);
void e1k_sim_wire_put(struct e1k_world *w, const u8 *data, u32 len);

/* sim_parse.c, sim_filter.c, sim_rss.c, sim_rx.c */
void e1k_sim_parse(const u8 *frame, u32 len, struct e1k_sim_parsed *p);
u32 e1k_sim_sum(const u8 *data, u32 len);
u32 e1k_sim_rx_csum(struct e1k_world *w, const u8 *frame, u32 len);
bool e1k_sim_accepts(struct e1k_world *w, const u8 *frame);
u32 e1k_sim_rss(struct e1k_world *w, const u8 *frame, u32 len, u32 *hash);
u32 e1k_sim_rss_queue(struct e1k_world *w, u32 type, u32 hash);
void e1k_sim_rctl_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_rx(struct e1k_world *w, const u8 *frame, u32 len, u32 errors);

/* sim_tx.c, sim_txctx.c, sim_tso.c */
void e1k_sim_tctl_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_tdt_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_tx_run(struct e1k_world *w);
void e1k_sim_tx_send(struct e1k_world *w, u8 *frame, u32 len, u32 cmd, u32 olinfo);
struct e1k_sim_context *e1k_sim_context_slot(struct e1k_world *w, u32 queue, u32 slot);
void e1k_sim_context(struct e1k_world *w, u32 queue, const struct e1k_txd *txd);
void e1k_sim_tso(struct e1k_world *w, u32 cmd, u32 olinfo);
void e1k_sim_checksums(struct e1k_world *w, u8 *frame, u32 len);

/* sim_stats.c */
u32 e1k_sim_stat_read(struct e1k_world *w, u32 reg);
void e1k_sim_count(struct e1k_world *w, u32 reg, u32 n);
void e1k_sim_count_rx(struct e1k_world *w, const u8 *frame, u32 len);
void e1k_sim_count_tx(struct e1k_world *w, const u8 *frame, u32 len);

#endif
