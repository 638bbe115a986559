// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The registers of each family: which exist, what may be written to them. */
#include "port.h"
#include "sim.h"

#define SIM_CTRL_BITS (E1K_CTRL_FD | BIT(3) | E1K_CTRL_ASDE | E1K_CTRL_SLU | E1K_CTRL_ILOS | \
		       E1K_CTRL_SPEED | E1K_CTRL_FRCSPD | E1K_CTRL_FRCDPLX | GENMASK(23, 18) | \
		       E1K_CTRL_RST | E1K_CTRL_RFCE | E1K_CTRL_TFCE | E1K_CTRL_VME | \
		       E1K_CTRL_PHY_RST)
/* Full duplex, link reset, 1000 Mbit/s. */
#define SIM_CTRL_RESET (E1K_CTRL_FD | BIT(3) | BIT(9))
#define SIM_RCTL_BITS (E1K_RCTL_EN | E1K_RCTL_SBP | E1K_RCTL_UPE | E1K_RCTL_MPE | E1K_RCTL_LPE | \
		       E1K_RCTL_LBM | E1K_RCTL_RDMTS | E1K_RCTL_MO | E1K_RCTL_BAM | \
		       E1K_RCTL_BSIZE | E1K_RCTL_VFE | E1K_RCTL_CFIEN | BIT(20) | E1K_RCTL_DPF | \
		       E1K_RCTL_PMCF | E1K_RCTL_BSEX | E1K_RCTL_SECRC)
#define SIM_TCTL_BITS (E1K_TCTL_EN | E1K_TCTL_PSP | E1K_TCTL_CT | E1K_TCTL_COLD | BIT(22) | \
		       E1K_TCTL_RTLC)
/* 82574 datasheet 10.2.6.1: MULR and RRTHRESH come up set. */
#define SIM_TCTL_82574 (BIT(28) | BIT(29))
#define SIM_TCTL_82576 BIT(26)
#define SIM_DCTL_BITS (E1K_DCTL_PTHRESH | E1K_DCTL_HTHRESH | E1K_DCTL_WTHRESH | E1K_DCTL_GRAN)
#define SIM_DCTL_82576 (GENMASK(4, 0) | GENMASK(12, 8) | GENMASK(20, 16) | E1K_DCTL_ENABLE)
/* 8254x manual 13.4.16: a multiple of eight. */
#define SIM_PBA_8254X GENMASK(6, 3)
#define SIM_ALL GENMASK(31, 0)
#define SIM_INT_BITS GENMASK(16, 0)
#define SIM_NOT_82544 (SIM_ON_ALL & ~SIM_ON_82544)
#define SIM_NOT_82576 (SIM_ON_ALL & ~SIM_ON_82576)

/* One register of each queue: of queue 0 here. */
#define SIM_PER_QUEUE .flags = SIM_ROW_PER_QUEUE
#define SIM_RING(reg_bits) .bits = (reg_bits), .write = e1k_sim_ring_write
#define SIM_RING_TAIL .bits = GENMASK(15, 0), .write = e1k_sim_tdt_write

static const struct e1k_sim_row e1k_sim_rows[] = {
	{ 0 },
	{ .on = SIM_ON_8254X, .reg = E1K_CTRL, .bits = SIM_CTRL_BITS, .reset = SIM_CTRL_RESET,
	  .write = e1k_sim_ctrl_write },
	{ .on = SIM_ON_PCIE, .reg = E1K_CTRL, .reset = SIM_CTRL_RESET,
	  .bits = SIM_CTRL_BITS | E1K_CTRL_GIO_MASTER_DISABLE, .write = e1k_sim_ctrl_write },
	{ .reg = E1K_STATUS, .read = e1k_sim_status_read },
	{ .on = SIM_ON_8254X, .reg = E1K_EECD, .bits = GENMASK(13, 0), .reset = BIT(4),
	  .flags = SIM_ROW_WHILE_LOADING,
	  .read = e1k_sim_eecd_read, .write = e1k_sim_eecd_write },
	{ .on = SIM_ON_PCIE, .reg = E1K_EECD, .read = e1k_sim_eecd_read },
	{ .on = SIM_ON_82540, .reg = E1K_EERD, .bits = E1K_EERD_START | E1K_EERD_ADDR_8254X,
	  .flags = SIM_ROW_WHILE_LOADING, .read = e1k_sim_eerd_read, .write = e1k_sim_eerd_write },
	{ .on = SIM_ON_PCIE, .reg = E1K_EERD, .bits = E1K_EERD_START | E1K_EERD_ADDR,
	  .flags = SIM_ROW_WHILE_LOADING, .read = e1k_sim_eerd_read, .write = e1k_sim_eerd_write },
	{ .on = SIM_ON_82574, .reg = E1K_EEWR,
	  .bits = E1K_EERD_START | E1K_EERD_ADDR | E1K_EERD_DATA,
	  .read = e1k_sim_eewr_read, .write = e1k_sim_eewr_write },
	{ .reg = E1K_CTRL_EXT, .bits = SIM_ALL },
	{ .reg = E1K_MDIC, .bits = GENMASK(29, 0), .flags = SIM_ROW_NO_RESET,
	  .read = e1k_sim_mdic_read, .write = e1k_sim_mdic_write },
	{ .reg = E1K_FCAL, .last = E1K_FCAH, .step = 4, .bits = SIM_ALL },
	{ .reg = E1K_FCT, .bits = GENMASK(15, 0) },
	{ .reg = E1K_VET, .bits = GENMASK(15, 0) },
	{ .reg = E1K_ICR, .bits = SIM_ALL, .flags = SIM_ROW_WHILE_LOADING,
	  .read = e1k_sim_icr_read, .write = e1k_sim_icr_write },
	{ .on = SIM_ON_82540 | SIM_ON_82574, .reg = E1K_ITR, .bits = E1K_ITR_INTERVAL },
	{ .on = SIM_ON_8254X, .reg = E1K_ICS, .bits = SIM_INT_BITS, .write = e1k_sim_ics_write },
	{ .on = SIM_ON_PCIE, .reg = E1K_ICS, .bits = SIM_INT_BITS | GENMASK(24, 20),
	  .write = e1k_sim_ics_write },
	{ .on = SIM_ON_8254X, .reg = E1K_IMS, .bits = SIM_INT_BITS,
	  .read = e1k_sim_ims_read, .write = e1k_sim_ims_write },
	{ .on = SIM_ON_PCIE, .reg = E1K_IMS, .bits = SIM_INT_BITS | GENMASK(24, 20),
	  .read = e1k_sim_ims_read, .write = e1k_sim_ims_write },
	{ .reg = E1K_IMC, .bits = SIM_ALL, .flags = SIM_ROW_WHILE_LOADING,
	  .write = e1k_sim_imc_write },
	{ .on = SIM_ON_82574, .reg = E1K_EIAC_82574, .bits = GENMASK(24, 20) },
	{ .on = SIM_ON_82574, .reg = E1K_IAM, .bits = SIM_ALL },
	{ .on = SIM_ON_82574, .reg = E1K_IVAR_82574, .bits = GENMASK(19, 0) | BIT(31) },
	{ .on = SIM_ON_82574, .reg = E1K_EITR_82574(0), .last = E1K_EITR_82574(4), .step = 4,
	  .bits = E1K_ITR_INTERVAL },
	{ .reg = E1K_RCTL, .bits = SIM_RCTL_BITS, .write = e1k_sim_rctl_write },
	{ .reg = E1K_FCTTV, .bits = GENMASK(15, 0) },
	{ .on = SIM_ON_8254X, .reg = E1K_TCTL, .bits = SIM_TCTL_BITS, .write = e1k_sim_tctl_write },
	{ .on = SIM_ON_82574, .reg = E1K_TCTL, .bits = SIM_TCTL_BITS | E1K_TCTL_RESERVED,
	  .reset = SIM_TCTL_82574, .write = e1k_sim_tctl_write },
	{ .on = SIM_ON_82576, .reg = E1K_TCTL, .bits = SIM_TCTL_BITS | E1K_TCTL_RESERVED,
	  .reset = SIM_TCTL_82576, .write = e1k_sim_tctl_write },
	{ .reg = E1K_TIPG, .bits = GENMASK(29, 0) },
	{ .on = SIM_NOT_82544, .reg = E1K_LEDCTL, .bits = 0xcfcfcfcf, .reset = 0x07068302 },
	{ .on = SIM_ON_82574, .reg = E1K_EXTCNF_CTRL, .bits = SIM_ALL, .flags = SIM_ROW_NO_RESET,
	  .read = e1k_sim_extcnf_read, .write = e1k_sim_extcnf_write },
	{ .on = SIM_ON_8254X, .reg = E1K_PBA, .bits = SIM_PBA_8254X, .reset = 48,
	  .flags = SIM_ROW_NO_RESET },
	{ .on = SIM_ON_82574, .reg = E1K_PBA, .bits = E1K_PBA_RXA, .reset = 20,
	  .flags = SIM_ROW_NO_RESET },
	{ .on = SIM_ON_82576, .reg = E1K_GPIE, .bits = BIT(0) | BIT(4) | GENMASK(31, 30) },
	{ .on = SIM_ON_82576, .reg = E1K_EICS, .bits = GENMASK(24, 0),
	  .write = e1k_sim_eics_write },
	{ .on = SIM_ON_82576, .reg = E1K_EIMS, .bits = GENMASK(24, 0),
	  .read = e1k_sim_eims_read, .write = e1k_sim_eims_write },
	{ .on = SIM_ON_82576, .reg = E1K_EIMC, .bits = SIM_ALL, .flags = SIM_ROW_WHILE_LOADING,
	  .write = e1k_sim_eimc_write },
	{ .on = SIM_ON_82576, .reg = E1K_EIAC, .bits = GENMASK(24, 0) },
	{ .on = SIM_ON_82576, .reg = E1K_EIAM, .bits = GENMASK(24, 0) },
	{ .on = SIM_ON_82576, .reg = E1K_EICR, .bits = SIM_ALL, .flags = SIM_ROW_WHILE_LOADING,
	  .read = e1k_sim_eicr_read, .write = e1k_sim_eicr_write },
	{ .on = SIM_ON_82576, .reg = E1K_EITR(0), .last = E1K_EITR(24), .step = 4,
	  .bits = GENMASK(31, 2) },
	{ .on = SIM_ON_82576, .reg = E1K_IVAR(0), .last = E1K_IVAR(7), .step = 4,
	  .bits = 0x9f9f9f9f },
	{ .on = SIM_ON_82576, .reg = E1K_IVAR_MISC, .bits = 0x9f9f },
	{ .reg = E1K_FCRTL, .bits = E1K_FCRTL_RTL | E1K_FCRTL_XONE },
	{ .reg = E1K_FCRTH, .bits = E1K_FCRTH_RTH },
	{ .on = SIM_ON_82576, .reg = E1K_RXPBS, .bits = GENMASK(6, 0), .reset = 64,
	  .flags = SIM_ROW_NO_RESET },
	{ .on = SIM_NOT_82576, .reg = E1K_RDFH, .last = E1K_RDFT, .step = 8,
	  .bits = GENMASK(12, 0) },
	{ .on = SIM_NOT_82576, .reg = 0x2800, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_NOT_82576, .reg = 0x2804, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_NOT_82576, .reg = 0x2808, SIM_PER_QUEUE, SIM_RING(GENMASK(19, 0)) },
	{ .on = SIM_NOT_82576, .reg = 0x2810, SIM_PER_QUEUE, SIM_RING(GENMASK(15, 0)) },
	{ .on = SIM_NOT_82576, .reg = 0x2818, SIM_PER_QUEUE, SIM_RING(GENMASK(15, 0)) },
	{ .on = SIM_NOT_82576, .reg = 0x2828, SIM_PER_QUEUE,
	  .bits = SIM_DCTL_BITS, .reset = 0x00010000 },
	{ .on = SIM_ON_82576, .reg = 0xc000, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_ON_82576, .reg = 0xc004, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_ON_82576, .reg = 0xc008, SIM_PER_QUEUE, SIM_RING(GENMASK(19, 0)) },
	{ .on = SIM_ON_82576, .reg = 0xc00c, SIM_PER_QUEUE,
	  SIM_RING(GENMASK(27, 25) | BIT(31) | GENMASK(24, 20) | GENMASK(11, 8) |
		   GENMASK(6, 0)) },
	{ .on = SIM_ON_82576, .reg = 0xc010, SIM_PER_QUEUE, SIM_RING(GENMASK(15, 0)) },
	{ .on = SIM_ON_82576, .reg = 0xc018, SIM_PER_QUEUE, SIM_RING(GENMASK(15, 0)) },
	{ .on = SIM_ON_82576, .reg = 0xc028, SIM_PER_QUEUE,
	  .bits = SIM_DCTL_82576, .reset = 0x00010000,
	  .read = e1k_sim_dctl_read, .write = e1k_sim_dctl_write },
	{ .on = SIM_ON_82576, .reg = 0xc030, SIM_PER_QUEUE, .read = e1k_sim_stat_read },
	{ .on = SIM_NOT_82576, .reg = E1K_RDTR, .bits = GENMASK(15, 0) | E1K_RDTR_FPD },
	{ .on = SIM_ON_82540 | SIM_ON_82574, .reg = E1K_RADV, .bits = GENMASK(15, 0) },
	{ .on = SIM_ON_82540 | SIM_ON_82574, .reg = E1K_RSRPD, .bits = GENMASK(11, 0) },
	{ .on = SIM_NOT_82576, .reg = E1K_TDFH, .last = E1K_TDFPC, .step = 8,
	  .bits = GENMASK(12, 0) },
	{ .on = SIM_ON_8254X, .reg = 0x3828, .bits = SIM_DCTL_BITS | GENMASK(31, 25) },
	{ .on = SIM_NOT_82576, .reg = 0x3800, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_NOT_82576, .reg = 0x3804, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_NOT_82576, .reg = 0x3808, SIM_PER_QUEUE, SIM_RING(GENMASK(19, 0)) },
	{ .on = SIM_NOT_82576, .reg = 0x3810, SIM_PER_QUEUE, SIM_RING(GENMASK(15, 0)) },
	{ .on = SIM_NOT_82576, .reg = 0x3818, SIM_PER_QUEUE, SIM_RING_TAIL },
	{ .on = SIM_ON_82574, .reg = 0x3828, SIM_PER_QUEUE,
	  .bits = SIM_DCTL_BITS | E1K_DCTL_MUST_BE_SET | GENMASK(31, 25) },
	{ .on = SIM_ON_82574, .reg = 0x3840, SIM_PER_QUEUE,
	  .bits = GENMASK(30, 0), .reset = BIT(10) | 3 },
	{ .on = SIM_ON_82576, .reg = 0xe000, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_ON_82576, .reg = 0xe004, SIM_PER_QUEUE, SIM_RING(SIM_ALL) },
	{ .on = SIM_ON_82576, .reg = 0xe008, SIM_PER_QUEUE, SIM_RING(GENMASK(19, 0)) },
	{ .on = SIM_ON_82576, .reg = 0xe010, SIM_PER_QUEUE, SIM_RING(GENMASK(15, 0)) },
	{ .on = SIM_ON_82576, .reg = 0xe018, SIM_PER_QUEUE, SIM_RING_TAIL },
	{ .on = SIM_ON_82576, .reg = 0xe028, SIM_PER_QUEUE, .bits = SIM_DCTL_82576,
	  .read = e1k_sim_dctl_read, .write = e1k_sim_dctl_write },
	{ .on = SIM_NOT_82576, .reg = E1K_TIDV, .bits = GENMASK(15, 0) },
	{ .on = SIM_ON_82540 | SIM_ON_82574, .reg = E1K_TADV, .bits = GENMASK(15, 0) },
	{ .on = SIM_ON_8254X, .reg = E1K_TSPMT, .bits = SIM_ALL, .reset = 0x01000400 },
	{ .reg = E1K_CRCERRS, .last = E1K_ALGNERRC, .step = 4, .read = e1k_sim_stat_read },
	{ .on = SIM_ON_ALL & ~SIM_ON_82574, .reg = E1K_SYMERRS, .read = e1k_sim_stat_read },
	{ .reg = E1K_RXERRC, .last = E1K_LATECOL, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_COLC, .read = e1k_sim_stat_read },
	{ .reg = E1K_DC, .last = E1K_TNCRS, .step = 4, .read = e1k_sim_stat_read },
	{ .on = SIM_ON_8254X, .reg = E1K_SEC, .read = e1k_sim_stat_read },
	{ .on = SIM_NOT_82576, .reg = E1K_CEXTERR, .read = e1k_sim_stat_read },
	{ .reg = E1K_RLEC, .read = e1k_sim_stat_read },
	{ .reg = E1K_XONRXC, .last = E1K_GPTC, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_GORCL, .last = E1K_GOTCH, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_RNBC, .last = E1K_RJC, .step = 4, .read = e1k_sim_stat_read },
	{ .on = SIM_NOT_82544, .reg = E1K_MGTPRC, .last = E1K_MGTPTC, .step = 4,
	  .read = e1k_sim_stat_read },
	{ .reg = E1K_TORL, .last = E1K_TSCTC, .step = 4, .read = e1k_sim_stat_read },
	{ .on = SIM_NOT_82576, .reg = E1K_TSCTFC, .read = e1k_sim_stat_read },
	{ .on = SIM_ON_8254X, .reg = E1K_RXCSUM, .bits = GENMASK(9, 0) },
	{ .on = SIM_ON_PCIE, .reg = E1K_RXCSUM, .bits = GENMASK(9, 0) | E1K_RXCSUM_PCSD },
	{ .on = SIM_ON_82576, .reg = E1K_RLPML, .bits = GENMASK(13, 0), .reset = 0x2600 },
	{ .on = SIM_ON_82574, .reg = E1K_RFCTL, .bits = GENMASK(17, 0) },
	{ .reg = E1K_MTA(0), .last = E1K_MTA(E1K_MTA_CNT - 1), .step = 4, .bits = SIM_ALL },
	{ .on = SIM_ON_82576, .reg = 0x5480, .last = 0x549c, .step = 4, .bits = GENMASK(18, 1) },
	{ .reg = 0x5400, .last = 0x5478, .step = 8, .bits = SIM_ALL },
	{ .reg = 0x5404, .last = 0x547c, .step = 8, .bits = GENMASK(17, 0) | E1K_RAH_AV },
	{ .on = SIM_ON_82576, .reg = 0x54e0, .last = 0x5518, .step = 8, .bits = SIM_ALL },
	{ .on = SIM_ON_82576, .reg = 0x54e4, .last = 0x551c, .step = 8,
	  .bits = GENMASK(17, 0) | E1K_RAH_AV },
	{ .reg = E1K_VFTA(0), .last = E1K_VFTA(E1K_VFTA_CNT - 1), .step = 4, .bits = SIM_ALL },
	{ .reg = E1K_WUC, .bits = GENMASK(3, 0), .flags = SIM_ROW_NO_RESET,
	  .write = e1k_sim_wuc_write },
	{ .reg = E1K_WUFC, .bits = GENMASK(19, 0), .flags = SIM_ROW_NO_RESET },
	{ .reg = E1K_WUS, .bits = SIM_ALL, .flags = SIM_ROW_NO_RESET,
	  .write = e1k_sim_wus_write },
	{ .on = SIM_ON_82574, .reg = E1K_MRQC, .bits = GENMASK(20, 16) | GENMASK(1, 0) },
	{ .on = SIM_ON_82576, .reg = E1K_MRQC, .bits = GENMASK(24, 16) | GENMASK(2, 0) },
	{ .on = SIM_NOT_82544, .reg = E1K_MANC, .bits = SIM_ALL, .flags = SIM_ROW_NO_RESET },
	{ .on = SIM_ON_PCIE, .reg = E1K_SWSM, .bits = GENMASK(3, 0), .flags = SIM_ROW_NO_RESET,
	  .read = e1k_sim_swsm_read, .write = e1k_sim_swsm_write },
	{ .on = SIM_ON_82576, .reg = E1K_SW_FW_SYNC, .bits = SIM_ALL, .flags = SIM_ROW_NO_RESET,
	  .read = e1k_sim_sw_fw_read, .write = e1k_sim_sw_fw_write },
	{ .on = SIM_ON_82574, .reg = E1K_RETA(0), .last = E1K_RETA(31), .step = 4,
	  .bits = 0x80808080 },
	{ .on = SIM_ON_82576, .reg = E1K_RETA(0), .last = E1K_RETA(31), .step = 4,
	  .bits = 0x0f0f0f0f },
	{ .on = SIM_ON_PCIE, .reg = E1K_RSSRK(0), .last = E1K_RSSRK(9), .step = 4,
	  .bits = SIM_ALL },
};

const struct e1k_sim_row *e1k_sim_row(struct e1k_world *w, u32 reg)
{
	if (reg % 4 || reg >= SIM_REG_END || !w->row[reg / 4])
		return NULL;
	return &e1k_sim_rows[w->row[reg / 4]];
}

void e1k_sim_rows_init(struct e1k_world *w)
{
	const struct e1k_sim_row *row;
	u32 i, reg, last, step;

	for (i = 1; i < ARRAY_SIZE(e1k_sim_rows); i++) {
		row = &e1k_sim_rows[i];
		if (row->on && !e1k_sim_is(w, row->on))
			continue;
		last = max(row->reg, row->last);
		step = max(row->step, 4U);
		if (row->flags & SIM_ROW_PER_QUEUE) {
			last = row->reg + (w->model->queues - 1) * w->model->stride;
			step = w->model->stride;
		}
		for (reg = row->reg; reg <= last; reg += step)
			w->row[reg / 4] = i;
	}
}

void e1k_sim_rows_reset(struct e1k_world *w, bool power_on)
{
	const struct e1k_sim_row *row;
	u32 reg;

	for (reg = 0; reg < SIM_REG_END; reg += 4) {
		row = e1k_sim_row(w, reg);
		if (row && (power_on || !(row->flags & SIM_ROW_NO_RESET)))
			*e1k_sim_reg(w, reg) = row->reset;
	}
}
