// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Who owns NVM and PHY: software, firmware, the other port. */
#include "port.h"
#include "sim.h"

#define SIM_EXTCNF_MNG BIT(7) /* firmware is the owner */

static bool sim_firmware(struct e1k_world *w)
{
	return w->now < w->fault.fw_until * SIM_US;
}

/* 82574 datasheet 10.2.2.15: software's bit is set only if nobody else's is. */
void e1k_sim_extcnf_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 old = *e1k_sim_reg(w, reg);

	if (sim_firmware(w) && !(old & E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP))
		val &= ~E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP;
	*e1k_sim_reg(w, reg) = val & ~SIM_EXTCNF_MNG;
}

u32 e1k_sim_extcnf_read(struct e1k_world *w, u32 reg)
{
	return *e1k_sim_reg(w, reg) | (sim_firmware(w) ? SIM_EXTCNF_MNG : 0);
}

/* A read sets SMBI. */
u32 e1k_sim_swsm_read(struct e1k_world *w, u32 reg)
{
	u32 val = *e1k_sim_reg(w, reg);

	*e1k_sim_reg(w, reg) |= E1K_SWSM_SMBI;
	return w->fault.smbi_held ? val | E1K_SWSM_SMBI : val;
}

void e1k_sim_swsm_write(struct e1k_world *w, u32 reg, u32 val)
{
	if (w->fault.swesmbi_held)
		val &= ~E1K_SWSM_SWESMBI;
	*e1k_sim_reg(w, reg) = val;
}

static void sim_guarded(struct e1k_world *w)
{
	u32 both = E1K_SWSM_SMBI | E1K_SWSM_SWESMBI;

	if ((*e1k_sim_reg(w, E1K_SWSM) & both) != both && !w->fault.swesmbi_held &&
	    !w->fault.smbi_held)
		e1k_sim_complain(w, "SW_FW_SYNC accessed without SWSM");
}

u32 e1k_sim_sw_fw_read(struct e1k_world *w, u32 reg)
{
	u32 firmware = sim_firmware(w) ? GENMASK(18, 16) : 0;

	sim_guarded(w);
	return *e1k_sim_reg(w, reg) | firmware;
}

/* Nobody takes what the other one has. */
void e1k_sim_sw_fw_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 taken = val & ~*e1k_sim_reg(w, reg) & GENMASK(2, 0);

	sim_guarded(w);
	if (taken && sim_firmware(w))
		e1k_sim_complain(w, "SW_FW_SYNC: %x taken from firmware", taken);
	*e1k_sim_reg(w, reg) = val & GENMASK(15, 0);
}

void e1k_sim_sem_check(struct e1k_world *w, u32 sw_fw_bit, const char *what)
{
	u32 owned = E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP;

	if (e1k_sim_is(w, SIM_ON_8254X))
		return;
	if (e1k_sim_is(w, SIM_ON_82574))
		owned &= *e1k_sim_reg(w, E1K_EXTCNF_CTRL);
	else
		owned = *e1k_sim_reg(w, E1K_SW_FW_SYNC) & sw_fw_bit;
	if (!owned)
		e1k_sim_complain(w, "%s used by who does not own it", what);
}
