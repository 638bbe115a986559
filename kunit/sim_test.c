// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The simulator notices what a NIC does not allow: otherwise the suites prove nothing. */
#include "port.h"
#include "ring.h"
#include "sim_fault.h"
#include "../hal/io.h"
#include "../hal/mac.h"
#include "../hal/nvm.h"
#include "../hal/phy.h"
#include "../hal/queue.h"

static struct e1k_fix *sim_create(struct kunit *test)
{
	return e1k_fix_create(test, 0x100e);
}

static struct e1k_ring *sim_ring(struct kunit *test, u16 device_id)
{
	struct e1k_fix *f = e1k_fix_create(test, device_id);
	struct e1k_ring *r = e1k_ring_create(test, f);

	e1k_fix_reset(test, f);
	e1k_fix_link_up(test, f);
	e1k_ring_start(test, r);
	return r;
}

static void unknown_chip_has_no_world(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, e1k_world_create(0x1533));
}

static void unknown_registers_complain(struct kunit *test)
{
	static const u32 regs[] = { 0x0004, 0x4044, 0x5480, 0x5f00, 0x0101, 0xfffffffc };
	struct e1k_fix *f = sim_create(test);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(regs); i++) {
		e1k_rd32(&f->hw, regs[i]);
		e1k_fix_expect_complaint(test, f);
		e1k_wr32(&f->hw, regs[i], 0);
		e1k_io_flush(&f->hw);
		e1k_fix_expect_complaint(test, f);
	}
}

static void registers_the_82544_lacks_complain(struct kunit *test)
{
	static const u32 regs[] = {
		E1K_EERD, E1K_ITR, E1K_RADV, E1K_TADV, E1K_LEDCTL, E1K_MANC, E1K_MGTPRC,
	};
	struct e1k_fix *f = e1k_fix_create(test, 0x100c);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(regs); i++) {
		e1k_rd32(&f->hw, regs[i]);
		e1k_fix_expect_complaint(test, f);
	}
}

struct sim_write {
	u32 reg;
	u32 val;
	const char *desc;
};

static const struct sim_write sim_writes[] = {
	{ E1K_STATUS, 1, "read-only register" },
	{ E1K_GPRC, 1, "counter" },
	{ E1K_RCTL, BIT(0), "reserved bit of RCTL" },
	{ E1K_TCTL, BIT(2), "reserved bit of TCTL" },
	{ E1K_CTRL, BIT(4), "reserved bit of CTRL" },
	{ E1K_RCTL, E1K_RCTL_EN, "receive unit without a ring" },
	{ E1K_TCTL, E1K_TCTL_EN, "transmit unit without a ring" },
	{ 0x2800, 8, "misaligned ring" },
	{ 0x2808, 64, "ring of odd length" },
	{ 0x2818, 1, "tail outside of the ring" },
	{ E1K_PBA, 20, "packet buffer split that is no multiple of eight" },
	{ E1K_EECD, E1K_EECD_SK, "EEPROM pins without a grant" },
	{ E1K_EERD, E1K_EERD_START | 64 << 8, "EERD past the end" },
	{ E1K_MDIC, E1K_MDIC_READY, "MDIC with READY set" },
	{ E1K_MDIC, 0x00210000, "MDIC without an operation" },
	{ E1K_MDIC, 0x04220000, "read-only PHY register" },
	{ E1K_MDIC, 0x082b0000, "PHY register that does not exist" },
};

E1K_PARAMS(write, sim_writes);

static void wrong_write_complains(struct kunit *test)
{
	const struct sim_write *write = test->param_value;
	struct e1k_fix *f = sim_create(test);

	e1k_wr32(&f->hw, write->reg, write->val);
	KUNIT_EXPECT_NULL(test, e1k_world_complaint(f->world)); /* still posted */
	e1k_io_flush(&f->hw);
	e1k_fix_expect_complaint(test, f);
}

struct sim_write_on {
	u16 device_id;
	u32 reg;
	u32 val;
	const char *desc;
};

static const struct sim_write_on sim_writes_pcie[] = {
	{ 0x10d3, E1K_EEWR, E1K_EERD_START, "EEWR of who does not own it" },
	{ 0x10d3, E1K_CTRL, E1K_CTRL_RST, "reset while the 82574 masters the bus" },
	{ 0x10d3, E1K_EECD, E1K_EECD_SK, "NVM pins of the 82574" },
	{ 0x10d3, E1K_MRQC, BIT(22), "hash of UDP on the 82574" },
	{ 0x10d3, E1K_RETA(0), 1, "queue in the lowest bits on the 82574" },
	{ 0x10d3, E1K_GPIE, 0, "register of the 82576 on the 82574" },
	{ 0x10c9, E1K_CTRL, E1K_CTRL_RST, "reset while the 82576 masters the bus" },
	{ 0x10c9, E1K_SW_FW_SYNC, 1, "SW_FW_SYNC without SWSM" },
	{ 0x10c9, E1K_PBA, 40, "register of the 82574 on the 82576" },
	{ 0x10c9, E1K_RETA(0), 0x80, "queue in the highest bit on the 82576" },
	{ 0x10c9, E1K_EITR(0), 1, "reserved bit of EITR" },
	{ 0x10c9, 0xc400, 0, "seventeenth receive queue" },
	{ 0x10c9, 0xc068, E1K_DCTL_ENABLE, "queue without a ring" },
	{ 0x10c9, 0xc068, E1K_DCTL_GRAN, "granularity on the 82576" },
	{ 0x10c9, 0xc040, 64, "ring aligned to 64" },
	{ 0x10c9, E1K_TCTL, E1K_TCTL_EN, "reserved bits of TCTL" },
};

E1K_PARAMS(write_on, sim_writes_pcie);

static void wrong_write_to_a_pcie_chip_complains(struct kunit *test)
{
	const struct sim_write_on *write = test->param_value;
	struct e1k_fix *f = e1k_fix_create(test, write->device_id);

	e1k_wr32(&f->hw, write->reg, write->val);
	e1k_io_flush(&f->hw);
	e1k_fix_expect_complaint(test, f);
}

static void send_one(struct e1k_ring *r)
{
	e1k_ring_fill(r, (const u8 *)"\x02\x00\x00\x00\x00\x01", 60);
	e1k_ring_queue(r, 60, NULL);
	e1k_ring_doorbell(r);
	e1k_io_flush(&r->f->hw);
}

static void queues_of_the_82574_need_their_bits(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x10d3);
	u32 dctl = e1k_world_peek(r->f->world, 0x3828);

	e1k_world_poke(r->f->world, 0x3840, 0);
	send_one(r);
	KUNIT_EXPECT_EQ(test, e1k_world_take(r->f->world, r->frame), 0);
	e1k_world_poke(r->f->world, 0x3840, BIT(10));
	e1k_world_poke(r->f->world, 0x3928, dctl + 1);
	send_one(r);
	e1k_fix_expect_complaint(test, r->f);
	e1k_world_poke(r->f->world, 0x3828, dctl & ~BIT(22));
	e1k_world_poke(r->f->world, 0x3928, dctl & ~BIT(22));
	send_one(r);
	e1k_fix_expect_complaint(test, r->f);
}

static void dma_after_mastering_was_disabled_complains(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x10d3);

	e1k_world_poke(r->f->world, E1K_CTRL, r->f->hw.ctrl | E1K_CTRL_GIO_MASTER_DISABLE);
	send_one(r);
	e1k_fix_expect_complaint(test, r->f);
}

static void wrong_payload_length_complains(struct kunit *test)
{
	struct e1k_txd_offload off = { .len = 61 };
	struct e1k_ring *r = sim_ring(test, 0x10c9);

	e1k_ring_fill(r, (const u8 *)"\x02\x00\x00\x00\x00\x01", 60);
	e1k_ring_queue(r, 60, &off);
	e1k_ring_doorbell(r);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
}

static void long_first_descriptor_complains_on_pci_x(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x100c);

	e1k_ring_fill(r, (const u8 *)"\x02\x00\x00\x00\x00\x01", 2016);
	e1k_ring_queue(r, 2016, NULL);
	e1k_sim_set_pcix(r->f->world);
	e1k_ring_doorbell(r);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
}

static void moving_a_running_ring_complains(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x100e);
	struct e1k_queue_mem mem = { r->rxd_bus, E1K_RING_COUNT };

	e1k_queue_rx_start(&r->f->hw, 0, &mem);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
	mem.dma = r->txd_bus;
	e1k_queue_tx_start(&r->f->hw, 0, &mem);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
}

static void moving_a_stopped_ring_needs_a_reset(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x100e);
	struct e1k_queue_mem mem = { r->rxd_bus, E1K_RING_COUNT };

	e1k_mac_stop(&r->f->hw);
	e1k_queue_rx_start(&r->f->hw, 0, &mem);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
	KUNIT_ASSERT_EQ(test, e1k_mac_reset(&r->f->hw), 0);
	KUNIT_EXPECT_EQ(test, e1k_queue_rx_start(&r->f->hw, 0, &mem), 0);
	e1k_io_flush(&r->f->hw);
}

static void hasty_access_after_reset_complains(struct kunit *test)
{
	struct e1k_fix *f = sim_create(test);

	e1k_wr32(&f->hw, E1K_CTRL, E1K_CTRL_RST);
	e1k_rd32(&f->hw, E1K_CTRL);
	e1k_fix_expect_complaint(test, f);
	e1k_msleep(&f->hw, 1);
	e1k_rd32(&f->hw, E1K_CTRL);
	KUNIT_EXPECT_NULL(test, e1k_world_complaint(f->world));
	e1k_wr32(&f->hw, E1K_VET, 0x8100);
	e1k_io_flush(&f->hw);
	e1k_fix_expect_complaint(test, f); /* the auto-load takes 2 ms */
	e1k_msleep(&f->hw, 1);
	e1k_wr32(&f->hw, E1K_VET, 0x8100);
	e1k_io_flush(&f->hw);
}

static void unflushed_delay_counts_from_the_arrival(struct kunit *test)
{
	struct e1k_fix *f = sim_create(test);

	e1k_wr32(&f->hw, E1K_CTRL, E1K_CTRL_RST);
	e1k_udelay(&f->hw, 10); /* it arrives with the end of this delay */
	e1k_rd32(&f->hw, E1K_CTRL);
	e1k_fix_expect_complaint(test, f);
}

static void fast_eeprom_pins_complain(struct kunit *test)
{
	struct e1k_fix *f = sim_create(test);

	e1k_wr32(&f->hw, E1K_EECD, E1K_EECD_REQ);
	e1k_udelay(&f->hw, 100);
	e1k_wr32(&f->hw, E1K_EECD, E1K_EECD_REQ | E1K_EECD_CS);
	e1k_wr32(&f->hw, E1K_EECD, E1K_EECD_REQ | E1K_EECD_CS | E1K_EECD_SK);
	e1k_io_flush(&f->hw);
	e1k_fix_expect_complaint(test, f);
}

static void mdic_does_one_thing_at_a_time(struct kunit *test)
{
	struct e1k_fix *f = sim_create(test);

	e1k_wr32(&f->hw, E1K_MDIC, 0x08210000);
	e1k_wr32(&f->hw, E1K_MDIC, 0x08210000);
	e1k_io_flush(&f->hw);
	e1k_fix_expect_complaint(test, f);
}

static void delays_have_limits(struct kunit *test)
{
	struct e1k_fix *f = sim_create(test);

	e1k_udelay(&f->hw, 1001);
	e1k_fix_expect_complaint(test, f);
	e1k_msleep(&f->hw, 1);
	KUNIT_EXPECT_NULL(test, e1k_world_complaint(f->world));
	e1k_sim_forbid_sleep(f->world);
	e1k_msleep(&f->hw, 1);
	e1k_fix_expect_complaint(test, f);
	KUNIT_EXPECT_EQ(test, e1k_world_now(f->world), 3001);
}

struct sim_desc {
	u16 device_id;
	u64 addr;
	u32 cmd;
	u32 olinfo;
	const char *desc;
};

#define DATA (E1K_TXD_CMD_DEXT | BIT(20) | E1K_TXD_CMD_EOP | E1K_TXD_CMD_IFCS)

/* An address of 0 stands for the memory the test has. */
static const struct sim_desc sim_descs[] = {
	{ 0x100e, 0, DATA, 0, "no length" },
	{ 0x100e, 0, DATA | 10, 0, "frame without a header" },
	{ 0x100e, 0, (DATA & ~E1K_TXD_CMD_IFCS) | 60, 0, "frame without FCS" },
	{ 0x100e, 0x1000, DATA | 60, 0, "memory nobody gave" },
	{ 0x100e, 1ULL << 32, DATA | 60, 0, "64-bit address on PCI" },
	{ 0x100e, 0, DATA | 60, E1K_TXD_POPTS_TXSM, "checksum without a context" },
	{ 0x100e, 0, DATA | E1K_TXD_CMD_TSE | 60, 0, "segmentation without a context" },
	{ 0x100e, 0, E1K_TXD_CMD_EOP | E1K_TXD_CMD_IFCS | 60, 0, "legacy descriptor" },
	{ 0x100e, 0, E1K_TXD_CMD_DEXT | BIT(21) | 60, 0, "unknown type" },
};

E1K_PARAMS(desc, sim_descs);

static void wrong_descriptor_complains(struct kunit *test)
{
	const struct sim_desc *desc = test->param_value;
	struct e1k_ring *r = sim_ring(test, desc->device_id);

	r->txd[0].addr = cpu_to_le64(desc->addr ? desc->addr : r->tx_bus);
	r->txd[0].cmd = cpu_to_le32(desc->cmd);
	r->txd[0].olinfo = cpu_to_le32(desc->olinfo);
	r->tx_next = 1;
	e1k_ring_doorbell(r);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
}

static void crossing_64_kb_complains_on_the_82545(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x100f);
	u64 bus;

	KUNIT_ASSERT_NOT_NULL(test, e1k_world_alloc(r->f->world, 0x10100, 0x10000, &bus));
	e1k_txd_write_data(&r->txd[0], bus + 0xfff0, 60, E1K_TXD_CMD_EOP | E1K_TXD_CMD_IFCS, 0,
			   E1K_TXD_CONTEXT_DATA);
	r->tx_next = 1;
	e1k_ring_doorbell(r);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
}

static void stale_rx_descriptor_complains(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x100e);
	static const u8 everyone[] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

	r->rxd[0].wb[3] = cpu_to_le32(E1K_RXD_STAT_DD);
	e1k_ring_fill(r, everyone, 60);
	e1k_world_inject(r->f->world, r->frame, 60);
	e1k_fix_expect_complaint(test, r->f);
}

/* With the split as it is at power-on, 16 KB are left to send from. */
static void frame_must_fit_the_split_in_force(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x100e);

	e1k_mac_stop(&r->f->hw);
	e1k_world_poke(r->f->world, E1K_PBA, 56);
	KUNIT_EXPECT_EQ(test, e1k_sim_pb_rx(r->f->world), 40);
	e1k_world_poke(r->f->world, E1K_CTRL, E1K_CTRL_RST);
	KUNIT_EXPECT_EQ(test, e1k_sim_pb_rx(r->f->world), 56);
	e1k_world_advance(r->f->world, 5000);
	r->f->hw.rctl = 0;
	r->f->hw.tctl = 0;
	e1k_mac_update_ctrl(&r->f->hw);
	e1k_world_poke(r->f->world, E1K_CTRL, E1K_CTRL_SLU);
	e1k_ring_start(test, r);
	e1k_ring_fill(r, (const u8 *)"\x02\x00\x00\x00\x00\x01", 9000);
	e1k_ring_queue(r, 9000, NULL);
	e1k_ring_doorbell(r);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
}

static void mac_and_phy_must_agree(struct kunit *test)
{
	struct e1k_ring *r = sim_ring(test, 0x100e);

	e1k_world_poke(r->f->world, E1K_CTRL, E1K_CTRL_SLU | E1K_CTRL_FRCSPD);
	e1k_ring_queue(r, 60, NULL);
	e1k_ring_doorbell(r);
	e1k_io_flush(&r->f->hw);
	e1k_fix_expect_complaint(test, r->f);
}

static void log_tells_when_it_overflowed(struct kunit *test)
{
	struct e1k_fix *f = sim_create(test);
	u32 i;

	for (i = 0; i < E1K_LOG_MAX; i++)
		e1k_wr32(&f->hw, E1K_VET, i);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_VET), E1K_LOG_MAX);
	KUNIT_EXPECT_EQ(test, e1k_log_find_write(f->log, 0, E1K_VET, 5), 5);
	KUNIT_EXPECT_EQ(test, e1k_log_find_read(f->log, 0, E1K_VET), -1);
	KUNIT_EXPECT_EQ(test, e1k_log_find_read(f->log, -1, E1K_VET), -1);
	e1k_wr32(&f->hw, E1K_VET, 0);
	KUNIT_EXPECT_EQ(test, e1k_log_writes(f->log, E1K_VET), -1);
}

static struct kunit_case sim_cases[] = {
	KUNIT_CASE(unknown_chip_has_no_world),
	KUNIT_CASE(unknown_registers_complain),
	KUNIT_CASE(registers_the_82544_lacks_complain),
	KUNIT_CASE_PARAM(wrong_write_complains, write_gen_params),
	KUNIT_CASE_PARAM(wrong_write_to_a_pcie_chip_complains, write_on_gen_params),
	KUNIT_CASE(queues_of_the_82574_need_their_bits),
	KUNIT_CASE(dma_after_mastering_was_disabled_complains),
	KUNIT_CASE(wrong_payload_length_complains),
	KUNIT_CASE(long_first_descriptor_complains_on_pci_x),
	KUNIT_CASE(moving_a_running_ring_complains),
	KUNIT_CASE(moving_a_stopped_ring_needs_a_reset),
	KUNIT_CASE(hasty_access_after_reset_complains),
	KUNIT_CASE(unflushed_delay_counts_from_the_arrival),
	KUNIT_CASE(fast_eeprom_pins_complain),
	KUNIT_CASE(mdic_does_one_thing_at_a_time),
	KUNIT_CASE(delays_have_limits),
	KUNIT_CASE_PARAM(wrong_descriptor_complains, desc_gen_params),
	KUNIT_CASE(crossing_64_kb_complains_on_the_82545),
	KUNIT_CASE(stale_rx_descriptor_complains),
	KUNIT_CASE(frame_must_fit_the_split_in_force),
	KUNIT_CASE(mac_and_phy_must_agree),
	KUNIT_CASE(log_tells_when_it_overflowed),
	{}
};

static struct kunit_suite sim_suite = {
	.name = "e1k_sim",
	.exit = e1k_fix_exit,
	.test_cases = sim_cases,
};

kunit_test_suite(sim_suite);
