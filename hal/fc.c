// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "fc.h"

/*
 * The longest there is, 34 ms at 1 Gbit/s: a PAUSE frame is not repeated before the buffer
 * overflows, and the one that ends the pause comes as soon as there is room.
 */
#define E1K_FC_PAUSE_TIME 0xffff

/* Distance of the thresholds: one frame of 1500 bytes of data. */
#define E1K_FC_HYSTERESIS 1536

void e1k_fc_advertise(u8 fc, bool *pause, bool *asym)
{
	*pause = fc & E1K_FC_RX;
	*asym = fc == E1K_FC_RX || fc == E1K_FC_TX;
}

u8 e1k_fc_resolve(u8 fc, bool lp_pause, bool lp_asym)
{
	bool pause, asym;
	u8 agreed = 0;

	e1k_fc_advertise(fc, &pause, &asym);
	if (pause && lp_pause)
		agreed = E1K_FC_RX | E1K_FC_TX;
	else if (pause && asym && lp_asym)
		agreed = E1K_FC_RX;
	else if (asym && lp_pause && lp_asym)
		agreed = E1K_FC_TX;
	return agreed & fc;
}

void e1k_fc_init(struct e1k_hw *hw)
{
	u32 size = hw->chip->pb_rx * 1024;
	u32 high = min(size / 10 * 9, size - hw->chip->max_frame);

	/* not in rising order, as e1k_filter_restore() */
	e1k_wr32(hw, E1K_FCAH, E1K_FCAH_VALUE);
	e1k_wr32(hw, E1K_FCAL, E1K_FCAL_VALUE);
	e1k_wr32(hw, E1K_FCT, E1K_FCT_VALUE);
	e1k_wr32(hw, E1K_FCTTV, E1K_FC_PAUSE_TIME);
	e1k_wr32(hw, E1K_FCRTL, ((high - E1K_FC_HYSTERESIS) & E1K_FCRTL_RTL) | E1K_FCRTL_XONE);
	e1k_wr32(hw, E1K_FCRTH, high & E1K_FCRTH_RTH);
}
