/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The simulated 8254x, inside: state of its blocks. Behaviour is that of the
 * 8254x Software Developer's Manual; what the manual forbids is a complaint,
 * which fails the test.
 */
#ifndef E1K_KUNIT_SIM_H
#define E1K_KUNIT_SIM_H

#include "sim_fault.h"
#include "../hal/desc.h"
#include "../hal/phy.h"
#include "../hal/regs.h"

#define SIM_REG_END 0x6000
#define SIM_POSTED_MAX 32
#define SIM_NVM_WORDS 2048
#define SIM_TX_MAX 0x11000

/* Registers regs.h reaches by a base only. */
#define SIM_RDBAL 0x2800
#define SIM_RDBAH 0x2804
#define SIM_RDLEN 0x2808
#define SIM_RDH 0x2810
#define SIM_RDT 0x2818
#define SIM_RXDCTL 0x2828
#define SIM_TDBAL 0x3800
#define SIM_TDBAH 0x3804
#define SIM_TDLEN 0x3808
#define SIM_TDH 0x3810
#define SIM_TDT 0x3818
#define SIM_TXDCTL 0x3828

#define SIM_US 1000ULL
#define SIM_MS (1000 * SIM_US)

/**
 * struct e1k_sim_model - how the chips differ
 * @device_id: PCI device id
 * @is_82544: lacks some registers and the EEPROM handshake
 * @no_64k_cross: rings and buffers must not cross 64 KB
 * @phy_id: identifier with revision
 */
struct e1k_sim_model {
	u16 device_id;
	bool is_82544;
	bool no_64k_cross;
	u32 phy_id;
};

/* One of the two DMA units. */
struct e1k_sim_unit {
	bool enabled;
	bool ran; /* since the last reset */
	u64 busy_until;
};

struct e1k_sim_eeprom {
	enum e1k_sim_nvm_type type;
	u16 words;
	u16 data[SIM_NVM_WORDS];
	u64 eerd_done;
	bool eerd_dead;
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
	u16 reg[32];
	u64 mdic_ready;
	u64 reset_until;
	/* In force since the last software reset. */
	u16 bmcr;
	u16 pscr;
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

struct e1k_sim_irq {
	u32 cause;
	u32 mask;
	bool line;
	u64 next_at;
	u32 count;
};

/* The transmit context, kept until the next one; and the packet being built. */
struct e1k_sim_tx {
	bool has_ctx;
	u64 ctx_offsets;
	u32 ctx_cmd;
	u32 ctx_mss_hdr;
	bool in_packet;
	u32 popts;
	bool tse;
	u32 len;
	u8 *data;
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
	u64 paused_until; /* by a PAUSE frame */
	u32 pb_rx;
	struct e1k_sim_unit rx;
	struct e1k_sim_unit tx_unit;
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
	u32 reg;
	u32 last;
	u32 step;
	u32 bits;
	u32 reset;
	u32 flags;
	u32 (*read)(struct e1k_world *w, u32 reg);
	void (*write)(struct e1k_world *w, u32 reg, u32 val);
};

#define SIM_ROW_NOT_82544 BIT(0)
#define SIM_ROW_NO_RESET BIT(1)
#define SIM_ROW_WHILE_LOADING BIT(2) /* may be written during the auto-load */

/* sim.c */
__printf(2, 3) void e1k_sim_complain(struct e1k_world *w, const char *fmt, ...);
void e1k_sim_post(struct e1k_world *w);

static inline u32 *e1k_sim_reg(struct e1k_world *w, u32 reg)
{
	return &w->reg[reg / 4];
}

/* sim_regs.c */
const struct e1k_sim_row *e1k_sim_row(struct e1k_world *w, u32 reg);
void e1k_sim_rows_init(struct e1k_world *w);
void e1k_sim_rows_reset(struct e1k_world *w, bool power_on);

/* sim_mac.c */
void e1k_sim_ctrl_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_ctrl_read(struct e1k_world *w, u32 reg);
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
void e1k_sim_nvm_power_on(struct e1k_world *w);

/* sim_phy.c */
u32 e1k_sim_mdic_read(struct e1k_world *w, u32 reg);
void e1k_sim_mdic_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_phy_hw_reset(struct e1k_world *w);
void e1k_sim_phy_power_on(struct e1k_world *w);
void e1k_sim_phy_cable(struct e1k_world *w, bool plugged);
void e1k_sim_phy_tick(struct e1k_world *w);

/* sim_irq.c */
u32 e1k_sim_icr_read(struct e1k_world *w, u32 reg);
void e1k_sim_icr_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_ics_write(struct e1k_world *w, u32 reg, u32 val);
u32 e1k_sim_ims_read(struct e1k_world *w, u32 reg);
void e1k_sim_ims_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_imc_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_irq_raise(struct e1k_world *w, u32 causes);
void e1k_sim_irq_tick(struct e1k_world *w);

/* sim_ring.c */
void e1k_sim_ring_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_unit_set(struct e1k_world *w, struct e1k_sim_unit *unit, bool on, u32 ring);
u32 e1k_sim_ring_count(struct e1k_world *w, u32 ring);
u64 e1k_sim_ring_desc(struct e1k_world *w, u32 ring, u32 index);

/* sim_mem.c */
void e1k_sim_mem_fini(struct e1k_world *w);
void *e1k_sim_dma(struct e1k_world *w, u64 bus, u32 len);
void e1k_sim_wire_put(struct e1k_world *w, const u8 *data, u32 len);

/* sim_rx.c, sim_filter.c, sim_tx.c, sim_tso.c */
void e1k_sim_rctl_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_rx(struct e1k_world *w, const u8 *frame, u32 len, u32 errors);
bool e1k_sim_accepts(struct e1k_world *w, const u8 *frame);
void e1k_sim_tctl_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_tdt_write(struct e1k_world *w, u32 reg, u32 val);
void e1k_sim_tx_run(struct e1k_world *w);
void e1k_sim_tx_send(struct e1k_world *w, u8 *frame, u32 len, u32 cmd, u32 olinfo);
void e1k_sim_tso(struct e1k_world *w, u32 cmd, u32 olinfo);
void e1k_sim_checksums(struct e1k_world *w, u8 *frame, u32 len);

/* sim_stats.c */
u32 e1k_sim_stat_read(struct e1k_world *w, u32 reg);
void e1k_sim_count(struct e1k_world *w, u32 reg, u32 n);
void e1k_sim_count_rx(struct e1k_world *w, const u8 *frame, u32 len);
void e1k_sim_count_tx(struct e1k_world *w, const u8 *frame, u32 len);

#endif
