// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "wol.h"

#include "io.h"
#include "mac.h"

/* The reset loads APME from the NVM (8254x manual 13.6.1). */
u8 e1k_wol_default(struct e1k_hw *hw)
{
	return e1k_rd32(hw, E1K_WUC) & E1K_WUC_APME ? E1K_WOL_MAGIC : 0;
}

static u32 e1k_wol_filter(u8 events)
{
	u32 wufc = 0;

	if (events & E1K_WOL_LINK)
		wufc |= E1K_WUFC_LNKC;
	if (events & E1K_WOL_MAGIC)
		wufc |= E1K_WUFC_MAG;
	if (events & E1K_WOL_UNICAST)
		wufc |= E1K_WUFC_EX;
	if (events & E1K_WOL_MULTICAST)
		wufc |= E1K_WUFC_MC;
	if (events & E1K_WOL_BROADCAST)
		wufc |= E1K_WUFC_BC;
	return wufc;
}

/*
 * PME_STATUS is cleared by a one. So is each bit of WUS on the PCIe chips; on
 * the 8254x a zero clears it (8254x manual 6.4.1). As long as one is set no
 * frame wakes the system.
 */
static void e1k_wol_forget(struct e1k_hw *hw, u32 wuc)
{
	e1k_wr32(hw, E1K_WUS, ~0U);
	e1k_wr32(hw, E1K_WUS, 0);
	e1k_wr32(hw, E1K_WUC, wuc | E1K_WUC_PME_STATUS);
}

/* Filters come before the receive unit, which feeds them. */
int e1k_wol_arm(struct e1k_hw *hw, u8 events)
{
	int err = e1k_mac_reset(hw);

	if (err)
		return err;
	e1k_wol_forget(hw, (events & E1K_WOL_MAGIC ? E1K_WUC_APME : 0) |
		       E1K_WUC_PME_EN | E1K_WUC_APMPME);
	e1k_wr32(hw, E1K_WUFC, e1k_wol_filter(events));
	hw->rx_mode.enable = true;
	e1k_mac_update_rctl(hw);
	e1k_io_flush(hw);
	return 0;
}

void e1k_wol_disarm(struct e1k_hw *hw)
{
	e1k_wr32(hw, E1K_WUFC, 0);
	/* the wish of NVM or user, for the driver that comes next */
	e1k_wol_forget(hw, e1k_rd32(hw, E1K_WUC) & E1K_WUC_APME);
	e1k_io_flush(hw);
}
