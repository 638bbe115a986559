// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "sem.h"

#include "io.h"

/* Holders keep a resource for some milliseconds; firmware gives up after a second. */
#define E1K_SEM_POLL_MS 5
#define E1K_SEM_TIMEOUT_MS 1000

/* SWSM is held for a few register accesses. */
#define E1K_SEM_SWSM_POLL_US 50
#define E1K_SEM_SWSM_TIMEOUT_US 20000

static int e1k_sem_acquire_extcnf(struct e1k_hw *hw)
{
	u32 waited_ms;

	for (waited_ms = 0; waited_ms < E1K_SEM_TIMEOUT_MS; waited_ms += E1K_SEM_POLL_MS) {
		e1k_io_update(hw, E1K_EXTCNF_CTRL, 0, E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP);
		if (e1k_rd32(hw, E1K_EXTCNF_CTRL) & E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP)
			return 0;
		if (e1k_io_gone(hw))
			return -ENODEV;
		e1k_msleep(hw, E1K_SEM_POLL_MS);
	}
	e1k_io_update(hw, E1K_EXTCNF_CTRL, E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP, 0);
	return -EBUSY;
}

static void e1k_sem_swsm_release(struct e1k_hw *hw)
{
	e1k_io_update(hw, E1K_SWSM, E1K_SWSM_SMBI | E1K_SWSM_SWESMBI, 0);
}

/* SMBI keeps the driver of the other port out: the read that finds it clear sets it. */
static int e1k_sem_swsm_smbi(struct e1k_hw *hw)
{
	return e1k_io_wait(hw, E1K_SWSM, E1K_SWSM_SMBI, 0,
			   E1K_SEM_SWSM_POLL_US, E1K_SEM_SWSM_TIMEOUT_US);
}

/* SWESMBI keeps firmware out: it stays set only if firmware has not set its own. */
static int e1k_sem_swsm_swesmbi(struct e1k_hw *hw)
{
	u32 waited_us;

	for (waited_us = 0; waited_us < E1K_SEM_SWSM_TIMEOUT_US;
	     waited_us += E1K_SEM_SWSM_POLL_US) {
		e1k_io_update(hw, E1K_SWSM, 0, E1K_SWSM_SWESMBI);
		if (e1k_rd32(hw, E1K_SWSM) & E1K_SWSM_SWESMBI)
			return 0;
		if (e1k_io_gone(hw))
			return -ENODEV;
		e1k_udelay(hw, E1K_SEM_SWSM_POLL_US);
	}
	return -EBUSY;
}

/* An SMBI that nobody gives back was left behind by a driver that died. */
static int e1k_sem_swsm_acquire(struct e1k_hw *hw)
{
	int err = e1k_sem_swsm_smbi(hw);

	if (err == -ETIMEDOUT) {
		e1k_sem_swsm_release(hw);
		err = e1k_sem_swsm_smbi(hw);
	}
	if (!err)
		err = e1k_sem_swsm_swesmbi(hw);
	if (!err)
		return 0;
	e1k_sem_swsm_release(hw);
	return err == -ENODEV ? -ENODEV : -EBUSY;
}

static u32 e1k_sem_sw_bit(struct e1k_hw *hw, enum e1k_sem_resource resource)
{
	if (resource == E1K_SEM_NVM)
		return E1K_SW_FW_SYNC_EEP;
	return E1K_SW_FW_SYNC_PHY(e1k_io_lan_id(hw));
}

/* Software's bit may be left behind like SMBI; firmware's is respected. */
static int e1k_sem_acquire_sw_fw(struct e1k_hw *hw, u32 bit)
{
	u32 waited_ms, sync, others;
	int err;

	for (waited_ms = 0; waited_ms <= E1K_SEM_TIMEOUT_MS; waited_ms += E1K_SEM_POLL_MS) {
		err = e1k_sem_swsm_acquire(hw);
		if (err)
			return err;
		sync = e1k_rd32(hw, E1K_SW_FW_SYNC);
		others = bit << E1K_SW_FW_SYNC_FW_SHIFT;
		if (waited_ms < E1K_SEM_TIMEOUT_MS)
			others |= bit;
		if (!(sync & others))
			e1k_wr32(hw, E1K_SW_FW_SYNC, sync | bit);
		e1k_sem_swsm_release(hw);
		if (!(sync & others))
			return 0;
		e1k_msleep(hw, E1K_SEM_POLL_MS);
	}
	return -EBUSY;
}

/* The bit is ours to clear even if SWSM is not to be had: then that is not given back. */
static void e1k_sem_release_sw_fw(struct e1k_hw *hw, u32 bit)
{
	int err = e1k_sem_swsm_acquire(hw);

	e1k_io_update(hw, E1K_SW_FW_SYNC, bit, 0);
	if (!err)
		e1k_sem_swsm_release(hw);
}

int e1k_sem_acquire(struct e1k_hw *hw, enum e1k_sem_resource resource)
{
	switch (hw->chip->sem) {
	case E1K_SEM_EXTCNF:
		return e1k_sem_acquire_extcnf(hw);
	case E1K_SEM_SW_FW:
		return e1k_sem_acquire_sw_fw(hw, e1k_sem_sw_bit(hw, resource));
	default:
		return 0;
	}
}

void e1k_sem_release(struct e1k_hw *hw, enum e1k_sem_resource resource)
{
	switch (hw->chip->sem) {
	case E1K_SEM_EXTCNF:
		e1k_io_update(hw, E1K_EXTCNF_CTRL, E1K_EXTCNF_CTRL_MDIO_SW_OWNERSHIP, 0);
		break;
	case E1K_SEM_SW_FW:
		e1k_sem_release_sw_fw(hw, e1k_sem_sw_bit(hw, resource));
		break;
	default:
		break;
	}
}
