// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* Which frames the receive unit takes. */
#include "port.h"
#include "sim.h"

static bool sim_exact(struct e1k_world *w, const u8 *addr)
{
	u32 low = addr[0] | addr[1] << 8 | addr[2] << 16 | (u32)addr[3] << 24;
	u32 high = addr[4] | addr[5] << 8;
	u32 i, ral;

	for (i = 0; i < w->model->rar_cnt; i++) {
		ral = i < 16 ? 0x5400 + 8 * i : 0x54e0 + 8 * (i - 16);
		if (*e1k_sim_reg(w, ral) == low &&
		    *e1k_sim_reg(w, ral + 4) == (high | E1K_RAH_AV))
			return true;
	}
	return false;
}

/* 13.5.1: twelve of the last sixteen bits of the address. */
static bool sim_hashed(struct e1k_world *w, const u8 *addr)
{
	static const u8 low_bit[] = { 4, 3, 2, 0 };
	u32 mo = FIELD_GET(E1K_RCTL_MO, *e1k_sim_reg(w, E1K_RCTL));
	u32 hash = (addr[4] | addr[5] << 8) >> low_bit[mo] & 0xfff;

	return *e1k_sim_reg(w, E1K_MTA(hash / 32)) >> hash % 32 & 1;
}

static bool sim_is_broadcast(const u8 *addr)
{
	return (addr[0] & addr[1] & addr[2] & addr[3] & addr[4] & addr[5]) == 0xff;
}

static bool sim_address(struct e1k_world *w, const u8 *addr)
{
	u32 rctl = *e1k_sim_reg(w, E1K_RCTL);

	if (sim_exact(w, addr))
		return true;
	if (sim_is_broadcast(addr))
		return rctl & (E1K_RCTL_BAM | E1K_RCTL_MPE);
	if (addr[0] & 1)
		return rctl & E1K_RCTL_MPE || sim_hashed(w, addr);
	return rctl & E1K_RCTL_UPE;
}

static bool sim_vlan(struct e1k_world *w, const u8 *frame)
{
	u32 type = frame[12] << 8 | frame[13], vid = (frame[14] << 8 | frame[15]) & 0xfff;

	if (!(*e1k_sim_reg(w, E1K_RCTL) & E1K_RCTL_VFE) || type != *e1k_sim_reg(w, E1K_VET))
		return true;
	return *e1k_sim_reg(w, E1K_VFTA(vid / 32)) >> vid % 32 & 1;
}

bool e1k_sim_accepts(struct e1k_world *w, const u8 *frame)
{
	return sim_address(w, frame) && sim_vlan(w, frame);
}
