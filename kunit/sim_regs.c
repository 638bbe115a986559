// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The registers of the 8254x: which exist, what may be written to them. */
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
#define SIM_DCTL_BITS (E1K_DCTL_PTHRESH | E1K_DCTL_HTHRESH | E1K_DCTL_WTHRESH | E1K_DCTL_GRAN)
#define SIM_ALL GENMASK(31, 0)

static const struct e1k_sim_row e1k_sim_rows[] = {
	{ 0 },
	{ .reg = E1K_CTRL, .bits = SIM_CTRL_BITS, .reset = SIM_CTRL_RESET,
	  .read = e1k_sim_ctrl_read, .write = e1k_sim_ctrl_write },
	{ .reg = E1K_STATUS, .read = e1k_sim_status_read },
	{ .reg = E1K_EECD, .bits = GENMASK(13, 0), .reset = BIT(4),
	  .flags = SIM_ROW_WHILE_LOADING,
	  .read = e1k_sim_eecd_read, .write = e1k_sim_eecd_write },
	{ .reg = E1K_EERD, .bits = E1K_EERD_START | E1K_EERD_ADDR_8254X,
	  .flags = SIM_ROW_NOT_82544 | SIM_ROW_WHILE_LOADING,
	  .read = e1k_sim_eerd_read, .write = e1k_sim_eerd_write },
	{ .reg = E1K_CTRL_EXT, .bits = SIM_ALL },
	{ .reg = E1K_MDIC, .bits = GENMASK(29, 0), .flags = SIM_ROW_NO_RESET,
	  .read = e1k_sim_mdic_read, .write = e1k_sim_mdic_write },
	{ .reg = E1K_FCAL, .last = E1K_FCAH, .step = 4, .bits = SIM_ALL },
	{ .reg = E1K_FCT, .bits = GENMASK(15, 0) },
	{ .reg = E1K_VET, .bits = GENMASK(15, 0) },
	{ .reg = E1K_ICR, .bits = SIM_ALL, .flags = SIM_ROW_WHILE_LOADING,
	  .read = e1k_sim_icr_read, .write = e1k_sim_icr_write },
	{ .reg = E1K_ITR, .bits = E1K_ITR_INTERVAL, .flags = SIM_ROW_NOT_82544 },
	{ .reg = E1K_ICS, .bits = GENMASK(16, 0), .write = e1k_sim_ics_write },
	{ .reg = E1K_IMS, .bits = GENMASK(16, 0),
	  .read = e1k_sim_ims_read, .write = e1k_sim_ims_write },
	{ .reg = E1K_IMC, .bits = SIM_ALL, .flags = SIM_ROW_WHILE_LOADING,
	  .write = e1k_sim_imc_write },
	{ .reg = E1K_RCTL, .bits = SIM_RCTL_BITS, .write = e1k_sim_rctl_write },
	{ .reg = E1K_FCTTV, .bits = GENMASK(15, 0) },
	{ .reg = E1K_TCTL, .bits = SIM_TCTL_BITS, .write = e1k_sim_tctl_write },
	{ .reg = E1K_TIPG, .bits = GENMASK(29, 0) },
	{ .reg = E1K_LEDCTL, .bits = 0xcfcfcfcf, .reset = 0x07068302, .flags = SIM_ROW_NOT_82544 },
	{ .reg = E1K_PBA, .bits = E1K_PBA_RXA, .reset = 48, .flags = SIM_ROW_NO_RESET },
	{ .reg = E1K_FCRTL, .bits = E1K_FCRTL_RTL | E1K_FCRTL_XONE },
	{ .reg = E1K_FCRTH, .bits = E1K_FCRTH_RTH },
	{ .reg = E1K_RDFH, .last = E1K_RDFT, .step = 8, .bits = GENMASK(12, 0) },
	{ .reg = SIM_RDBAL, .bits = SIM_ALL, .write = e1k_sim_ring_write },
	{ .reg = SIM_RDBAH, .bits = SIM_ALL, .write = e1k_sim_ring_write },
	{ .reg = SIM_RDLEN, .bits = GENMASK(19, 0), .write = e1k_sim_ring_write },
	{ .reg = SIM_RDH, .bits = GENMASK(15, 0), .write = e1k_sim_ring_write },
	{ .reg = SIM_RDT, .bits = GENMASK(15, 0), .write = e1k_sim_ring_write },
	{ .reg = E1K_RDTR, .bits = GENMASK(15, 0) | E1K_RDTR_FPD },
	{ .reg = SIM_RXDCTL, .bits = SIM_DCTL_BITS, .reset = 0x00010000 },
	{ .reg = E1K_RADV, .bits = GENMASK(15, 0), .flags = SIM_ROW_NOT_82544 },
	{ .reg = E1K_RSRPD, .bits = GENMASK(11, 0), .flags = SIM_ROW_NOT_82544 },
	{ .reg = E1K_TDFH, .last = E1K_TDFPC, .step = 8, .bits = GENMASK(12, 0) },
	{ .reg = SIM_TDBAL, .bits = SIM_ALL, .write = e1k_sim_ring_write },
	{ .reg = SIM_TDBAH, .bits = SIM_ALL, .write = e1k_sim_ring_write },
	{ .reg = SIM_TDLEN, .bits = GENMASK(19, 0), .write = e1k_sim_ring_write },
	{ .reg = SIM_TDH, .bits = GENMASK(15, 0), .write = e1k_sim_ring_write },
	{ .reg = SIM_TDT, .bits = GENMASK(15, 0), .write = e1k_sim_tdt_write },
	{ .reg = E1K_TIDV, .bits = GENMASK(15, 0) },
	{ .reg = SIM_TXDCTL, .bits = SIM_DCTL_BITS | GENMASK(31, 25) },
	{ .reg = E1K_TADV, .bits = GENMASK(15, 0), .flags = SIM_ROW_NOT_82544 },
	{ .reg = E1K_TSPMT, .bits = SIM_ALL, .reset = 0x01000400 },
	{ .reg = E1K_CRCERRS, .last = E1K_LATECOL, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_COLC, .read = e1k_sim_stat_read },
	{ .reg = E1K_DC, .last = E1K_RLEC, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_XONRXC, .last = E1K_GPTC, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_GORCL, .last = E1K_GOTCH, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_RNBC, .last = E1K_RJC, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_MGTPRC, .last = E1K_MGTPTC, .step = 4, .flags = SIM_ROW_NOT_82544,
	  .read = e1k_sim_stat_read },
	{ .reg = E1K_TORL, .last = E1K_TSCTFC, .step = 4, .read = e1k_sim_stat_read },
	{ .reg = E1K_RXCSUM, .bits = GENMASK(9, 0) },
	{ .reg = E1K_MTA(0), .last = E1K_MTA(E1K_MTA_CNT - 1), .step = 4, .bits = SIM_ALL },
	{ .reg = E1K_RAL(0), .last = E1K_RAL(15), .step = 8, .bits = SIM_ALL },
	{ .reg = E1K_RAH(0), .last = E1K_RAH(15), .step = 8,
	  .bits = GENMASK(17, 0) | E1K_RAH_AV },
	{ .reg = E1K_VFTA(0), .last = E1K_VFTA(E1K_VFTA_CNT - 1), .step = 4, .bits = SIM_ALL },
	{ .reg = E1K_WUC, .bits = GENMASK(3, 0), .flags = SIM_ROW_NO_RESET },
	{ .reg = E1K_WUFC, .bits = GENMASK(19, 0), .flags = SIM_ROW_NO_RESET },
	{ .reg = E1K_WUS, .bits = SIM_ALL, .flags = SIM_ROW_NO_RESET },
	{ .reg = E1K_MANC, .bits = SIM_ALL, .flags = SIM_ROW_NOT_82544 | SIM_ROW_NO_RESET },
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
	u32 i, reg;

	for (i = 1; i < ARRAY_SIZE(e1k_sim_rows); i++) {
		row = &e1k_sim_rows[i];
		if (row->flags & SIM_ROW_NOT_82544 && w->model->is_82544)
			continue;
		for (reg = row->reg; reg <= max(row->reg, row->last); reg += max(row->step, 4U))
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
