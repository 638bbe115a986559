/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The copper PHY behind MDIC. Registers 0 to 15 are IEEE 802.3 clause 22;
 * above that they are the vendor's.
 */
#ifndef E1K_HAL_PHY_H
#define E1K_HAL_PHY_H

#include "hw.h"

#define E1K_PHY_BMCR 0
#define E1K_PHY_BMSR 1
#define E1K_PHY_ID1 2
#define E1K_PHY_ID2 3
#define E1K_PHY_ANAR 4
#define E1K_PHY_ANLPAR 5
#define E1K_PHY_GBCR 9
#define E1K_PHY_GBSR 10
#define E1K_PHY_M88_PSCR 16
#define E1K_PHY_M88_PSSR 17
#define E1K_PHY_IGP_PSR 17
#define E1K_PHY_IGP_PCTRL 18

#define E1K_BMCR_SPEED_1000 BIT(6)
#define E1K_BMCR_FULL_DUPLEX BIT(8)
#define E1K_BMCR_AN_RESTART BIT(9)
#define E1K_BMCR_POWER_DOWN BIT(11)
#define E1K_BMCR_AN_ENABLE BIT(12)
#define E1K_BMCR_SPEED_100 BIT(13)
#define E1K_BMCR_LOOPBACK BIT(14)
#define E1K_BMCR_RESET BIT(15)
#define E1K_BMSR_LINK BIT(2)
#define E1K_BMSR_AN_DONE BIT(5)
#define E1K_ANAR_CSMA BIT(0)
#define E1K_ANAR_10_HALF BIT(5)
#define E1K_ANAR_10_FULL BIT(6)
#define E1K_ANAR_100_HALF BIT(7)
#define E1K_ANAR_100_FULL BIT(8)
#define E1K_ANAR_PAUSE BIT(10)
#define E1K_ANAR_ASM_DIR BIT(11)
#define E1K_GBCR_1000_FULL BIT(9)
#define E1K_GBSR_LP_1000_FULL BIT(11)

#define E1K_M88_PSCR_POLARITY_OFF BIT(1)
#define E1K_M88_PSCR_MDIX GENMASK(6, 5) /* 0: straight, all: automatic */
#define E1K_M88_PSCR_ASSERT_CRS BIT(11)
#define E1K_M88_PSSR_MDIX BIT(6)
#define E1K_M88_PSSR_LINK BIT(10)
#define E1K_M88_PSSR_RESOLVED BIT(11)
#define E1K_M88_PSSR_FULL_DUPLEX BIT(13)
#define E1K_PHY_STATUS_SPEED GENMASK(15, 14)

/* 82574: the M88 registers are on page 0; of PSCR, bit 11 means something else. */

#define E1K_IGP_PSR_FULL_DUPLEX BIT(9)
#define E1K_IGP_PSR_LINK BIT(10)
#define E1K_IGP_PSR_MDIX BIT(11)
#define E1K_IGP_PCTRL_AUTO_MDIX BIT(12)
#define E1K_IGP_PCTRL_FORCE_MDIX BIT(13)

#define E1K_PHY_ID_MASK 0xfffffff0
#define E1K_PHY_ID_M88E1011 0x01410c20 /* 82540, 82545 */
#define E1K_PHY_ID_M88E1000 0x01410c30 /* 82544 */
#define E1K_PHY_ID_M88E1000_E 0x01410c50 /* 82544, earlier steppings */
#define E1K_PHY_ID_BM 0x01410cb0 /* 82574 */
#define E1K_PHY_ID_IGP03 0x02a80390 /* 82576 */

/**
 * struct e1k_phy_type - in what kinds of PHY differ
 * @id: identifier without the revision
 * @reset_applies: changes take effect at a software reset, which keeps them
 * @mdix_reg: register that controls the crossover
 * @mdix_mask: bits of it that are written
 * @mdix_auto: their value to detect the crossover
 * @mdix_straight: their value to have none
 * @status_reg: register with the result of the negotiation
 * @resolved: bit of it: the others are valid
 * @full_duplex: bit of it
 * @mdix: bit of it: pairs are crossed
 * @speeds: Mbit/s for the values of its highest two bits
 */
struct e1k_phy_type {
	u32 id;
	bool reset_applies;
	u8 mdix_reg;
	u16 mdix_mask;
	u16 mdix_auto;
	u16 mdix_straight;
	u8 status_reg;
	u16 resolved;
	u16 full_duplex;
	u16 mdix;
	u16 speeds[4];
};

/**
 * e1k_phy_read - read a PHY register
 * @hw: device
 * @reg: register number, 0 to 31
 * @val: its value
 *
 * Busy waits up to 2 ms; 64 us are usual (one MDIO frame at 2.5 MHz is 26 us,
 * preamble included; 8254x manual 13.4.8). May sleep to become the owner.
 *
 * Return: 0; -EBUSY if firmware keeps the PHY; -EIO if the PHY did not
 * acknowledge; -ETIMEDOUT.
 */
int e1k_phy_read(struct e1k_hw *hw, u8 reg, u16 *val);

/**
 * e1k_phy_write - write a PHY register
 * @hw: device
 * @reg: register number, 0 to 31
 * @val: value
 *
 * Return: as e1k_phy_read().
 */
int e1k_phy_write(struct e1k_hw *hw, u8 reg, u16 val);

/**
 * e1k_phy_identify - find the PHY
 * @hw: device
 *
 * Fills hw->phy, hw->phy_addr, hw->phy_id and hw->phy_rev. May sleep.
 *
 * Return: 0; -ENODEV if no address answers with a known identifier; -EBUSY if
 * firmware keeps the PHY.
 */
int e1k_phy_identify(struct e1k_hw *hw);

/**
 * e1k_phy_reset - reset the PHY; the link goes down
 * @hw: device, PHY identified
 *
 * May sleep.
 *
 * Return: 0; -ETIMEDOUT if it does not come back; or an error of e1k_phy_read().
 */
int e1k_phy_reset(struct e1k_hw *hw);

/**
 * e1k_phy_setup - program the PHY from hw->link_cfg
 * @hw: device, PHY identified
 *
 * Starts a negotiation, or forces speed and duplex; does not wait for the link.
 *
 * Return: 0; -EINVAL if the configuration asks for what the PHY cannot do; or
 * an error of e1k_phy_write().
 */
int e1k_phy_setup(struct e1k_hw *hw);

/**
 * e1k_phy_read_link - what the PHY says of the link
 * @hw: device, PHY identified
 * @link: result, without the flow control in force
 *
 * Return: 0, or an error of e1k_phy_read().
 */
int e1k_phy_read_link(struct e1k_hw *hw, struct e1k_link *link);

/**
 * e1k_phy_set_loopback - turn the PHY's own loopback on or off
 * @hw: device
 * @on: on
 *
 * Return: 0, or an error of e1k_phy_write().
 */
int e1k_phy_set_loopback(struct e1k_hw *hw, bool on);

#endif
