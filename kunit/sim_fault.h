/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What only the simulator can do: broken and unusual hardware, a look inside. */
#ifndef E1K_KUNIT_SIM_FAULT_H
#define E1K_KUNIT_SIM_FAULT_H

#include "world.h"

enum e1k_sim_gone {
	E1K_SIM_PRESENT,
	E1K_SIM_GONE_ONES,
	E1K_SIM_GONE_ZEROS,
};

/**
 * struct e1k_sim_fault - what is broken
 * @gone: the device left the bus, and how it reads now
 * @gone_after: it leaves at the n-th access from now on, 0 for never
 * @gone_then: how it reads after that
 * @rst_stuck: CTRL.RST never clears itself
 * @master_stuck: STATUS says for ever that requests are under way
 * @auto_rd_dead: EECD never says that the NVM has been read
 * @paused: the partner lets nothing be sent, for ever
 * @link_lost_by_reset: after CTRL.RST there is no link until the PHY negotiates
 * @rst_inert: CTRL.RST clears itself and resets nothing, as on QEMU
 * @eerd_fail: the n-th read by EERD from now on, and all after it, never end
 * @eewr_fail: the n-th write by EEWR from now on never ends
 * @fw_until: firmware owns NVM and PHY until this time in microseconds
 * @smbi_held: the driver of the other port never gives SWSM back
 * @swesmbi_held: nor does firmware
 * @grant_stuck: EECD.GNT never comes
 * @spi_busy: the SPI EEPROM's status register always says busy
 * @mdic_stuck: the n-th MDIC command from now on never becomes ready
 * @mdic_error: the n-th MDIC command from now on is not acknowledged
 * @phy_reset_stuck: BMCR.RESET never clears itself
 * @pssr_dead: the PHY's own status register always reads as zero
 * @queue_stuck: the enable bits of queues do not follow
 * @dead_reg: a register of which some bits are broken
 * @dead_bits: they always read as zero
 * @misses_kept: reading does not clear MPC and RNBC, as on QEMU's 8254x
 */
struct e1k_sim_fault {
	enum e1k_sim_gone gone;
	u32 gone_after;
	enum e1k_sim_gone gone_then;
	bool rst_stuck;
	bool master_stuck;
	bool auto_rd_dead;
	bool link_lost_by_reset;
	bool paused;
	bool rst_inert;
	u32 eerd_fail;
	u32 eewr_fail;
	u64 fw_until;
	bool smbi_held;
	bool swesmbi_held;
	bool grant_stuck;
	bool spi_busy;
	u32 mdic_stuck;
	u32 mdic_error;
	bool phy_reset_stuck;
	bool pssr_dead;
	bool queue_stuck;
	bool misses_kept;
	u32 dead_reg;
	u32 dead_bits;
};

struct e1k_sim_fault *e1k_sim_fault(struct e1k_world *world);

/**
 * struct e1k_sim_partner - the other end of the cable
 * @autoneg: it negotiates; if not, it has a fixed speed and half duplex
 * @speed: fixed speed, 10 or 100
 * @anlpar: its ability word, as ANLPAR shows it
 * @gbsr: its 1000BASE-T abilities, as GBSR shows them
 * @crossed: the cable needs crossed pairs on our side
 */
struct e1k_sim_partner {
	bool autoneg;
	u16 speed;
	u16 anlpar;
	u16 gbsr;
	bool crossed;
};

struct e1k_sim_partner *e1k_sim_partner(struct e1k_world *world);

enum e1k_sim_nvm_type {
	E1K_SIM_NVM_NONE,
	E1K_SIM_NVM_MICROWIRE,
	E1K_SIM_NVM_SPI,
	E1K_SIM_NVM_FLASH, /* PCIe chips */
};

/* Replace the EEPROM. Contents stay; an SPI part above 128 words has 16 address bits. */
void e1k_sim_set_nvm(struct e1k_world *world, enum e1k_sim_nvm_type type, u16 words);

/* The EEPROM's words, to read and to change. */
u16 *e1k_sim_nvm(struct e1k_world *world);

/* The PHY's MDIO address and its identifier. */
void e1k_sim_set_phy(struct e1k_world *world, u8 addr, u32 id);

/* A PHY register as it is now, without MDIO. */
u16 e1k_sim_phy_reg(struct e1k_world *world, u8 reg);

/* How often the PHY was reset, by BMCR or by CTRL; how often it negotiated. */
u32 e1k_sim_phy_resets(struct e1k_world *world);
u32 e1k_sim_negotiations(struct e1k_world *world);

/* The crossover control the PHY runs with, which is not always what was last written. */
u16 e1k_sim_phy_crossover(struct e1k_world *world);

/* Another page of PHY registers is selected. */
void e1k_sim_set_phy_page(struct e1k_world *world, u16 page);

/* The NIC is this port of a chip with several. */
void e1k_sim_set_port(struct e1k_world *world, u8 port);

/* The bus runs in PCI-X mode; memory given out from now on is above 4 GB. */
void e1k_sim_set_pcix(struct e1k_world *world);
void e1k_sim_use_high_memory(struct e1k_world *world);

/* Calls that sleep are wrong from now on. */
void e1k_sim_forbid_sleep(struct e1k_world *world);

/* A frame that was damaged on its way; errors are E1K_RXD_ERR_* bits. */
void e1k_sim_inject_bad(struct e1k_world *world, const void *frame, u32 len, u32 errors);

/* Set what a register holds; what is above 32 bits goes to the next one. */
void e1k_sim_set_reg(struct e1k_world *world, u32 reg, u64 val);

/* Posted writes the device has not seen yet. */
u32 e1k_sim_posted(struct e1k_world *world);

/* Whether DMA may still be under way. */
bool e1k_sim_dma_busy(struct e1k_world *world);

/* 82576: whether a queue is enabled, which follows its register with a delay. */
bool e1k_sim_queue_enabled(struct e1k_world *world, bool rx, u8 index);

/* Receive part of the packet buffer that is in force, in KB. */
u32 e1k_sim_pb_rx(struct e1k_world *world);

/* How often the interrupt line was asserted. */
u32 e1k_sim_irq_count(struct e1k_world *world);

#endif
