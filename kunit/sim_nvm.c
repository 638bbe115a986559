// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/* The NVM: by EERD and EEWR, or bit by bit through EECD. */
#include "port.h"
#include "sim.h"

#define SIM_EERD_NS (50 * SIM_US)
#define SIM_EEWR_NS (5 * SIM_MS)
#define SIM_GRANT_NS (5 * SIM_US)
/* 93C46 at 3.3 V: 1 MHz, chip select low for 250 ns or more. */
#define SIM_HALF_NS 250

#define SIM_MICROWIRE_READ 6 /* start bit and opcode */
#define SIM_SPI_READ 0x03
#define SIM_SPI_RDSR 0x05
#define SIM_SPI_BUSY 0x01

void e1k_sim_nvm_power_on(struct e1k_world *w)
{
	u16 sum = 0;
	u32 i;

	w->nvm.type = e1k_sim_is(w, SIM_ON_PCIE) ? E1K_SIM_NVM_SPI : E1K_SIM_NVM_MICROWIRE;
	w->nvm.words = w->model->nvm_words;
	for (i = 0; i < SIM_NVM_WORDS; i++)
		w->nvm.data[i] = 0x1357 * (i + 1);
	w->nvm.data[0] = 0x5452;
	w->nvm.data[1] = 0x1200;
	w->nvm.data[2] = 0x5634;
	w->nvm.data[8] = 0xa1b2;
	w->nvm.data[9] = 0xc30f;
	for (i = 0; i < 0x3f; i++)
		sum += w->nvm.data[i];
	w->nvm.data[0x3f] = 0xbaba - sum;
}

static bool sim_loading(struct e1k_world *w)
{
	return w->autoload_until;
}

static bool sim_granted(struct e1k_world *w)
{
	return (*e1k_sim_reg(w, E1K_EECD) & E1K_EECD_REQ) && !w->fault.grant_stuck &&
	       !sim_loading(w) && w->now >= w->nvm.grant_at;
}

static u32 sim_eerd_word(struct e1k_world *w, u32 eerd)
{
	return e1k_sim_is(w, SIM_ON_PCIE) ? FIELD_GET(E1K_EERD_ADDR, eerd) :
					    FIELD_GET(E1K_EERD_ADDR_8254X, eerd);
}

u32 e1k_sim_eerd_read(struct e1k_world *w, u32 reg)
{
	u32 eerd = *e1k_sim_reg(w, E1K_EERD);
	u32 done = e1k_sim_is(w, SIM_ON_PCIE) ? E1K_EERD_DONE : E1K_EERD_DONE_8254X;

	if (!(eerd & E1K_EERD_START) || w->now < w->nvm.eerd_done || sim_loading(w) ||
	    w->nvm.type == E1K_SIM_NVM_NONE || w->nvm.eerd_dead)
		return eerd;
	return eerd | done | FIELD_PREP(E1K_EERD_DATA, w->nvm.data[sim_eerd_word(w, eerd)]);
}

void e1k_sim_eerd_write(struct e1k_world *w, u32 reg, u32 val)
{
	if (w->now < w->nvm.eerd_done)
		e1k_sim_complain(w, "EERD written during a read");
	if (*e1k_sim_reg(w, E1K_EECD) & E1K_EECD_REQ)
		e1k_sim_complain(w, "EERD used while software holds the EEPROM");
	if (sim_eerd_word(w, val) >= w->nvm.words)
		e1k_sim_complain(w, "EERD beyond the EEPROM");
	e1k_sim_sem_check(w, E1K_SW_FW_SYNC_EEP, "EERD");
	w->nvm.eerd_dead = w->fault.eerd_fail == 1;
	if (w->fault.eerd_fail > 1)
		w->fault.eerd_fail--;
	*e1k_sim_reg(w, E1K_EERD) = val;
	w->nvm.eerd_done = w->now + SIM_EERD_NS;
}

u32 e1k_sim_eewr_read(struct e1k_world *w, u32 reg)
{
	u32 eewr = *e1k_sim_reg(w, reg);

	return eewr & E1K_EERD_START && w->now >= w->nvm.eewr_done ? eewr | E1K_EERD_DONE : eewr;
}

void e1k_sim_eewr_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 word = FIELD_GET(E1K_EERD_ADDR, val);

	if (w->now < w->nvm.eewr_done)
		e1k_sim_complain(w, "EEWR written during a write");
	if (word >= w->nvm.words)
		e1k_sim_complain(w, "EEWR beyond the NVM");
	if (w->nvm.type == E1K_SIM_NVM_FLASH)
		e1k_sim_complain(w, "EEWR would change the shadow of the flash only");
	e1k_sim_sem_check(w, E1K_SW_FW_SYNC_EEP, "EEWR");
	*e1k_sim_reg(w, reg) = val;
	w->nvm.eewr_done = w->now + SIM_EEWR_NS;
	if (w->fault.eewr_fail && !--w->fault.eewr_fail)
		w->nvm.eewr_done = ~0ULL;
	else
		w->nvm.data[word % SIM_NVM_WORDS] = FIELD_GET(E1K_EERD_DATA, val);
}

static u32 sim_spi_addr_bits(struct e1k_world *w)
{
	return w->nvm.words > 128 ? 16 : 8;
}

/* PCIe chips: what there is, its size, and whether it has been read. */
static u32 sim_eecd_pcie(struct e1k_world *w)
{
	u32 val = 0, size = 0;

	if (w->nvm.type == E1K_SIM_NVM_NONE)
		return 0;
	while (64U << size < w->nvm.words)
		size++;
	if (!sim_loading(w) && !w->fault.auto_rd_dead)
		val = E1K_EECD_AUTO_RD;
	if (e1k_sim_is(w, SIM_ON_82574))
		val |= FIELD_PREP(E1K_EECD_NVADDS, w->nvm.type == E1K_SIM_NVM_FLASH ? 3UL : 2UL);
	return val | E1K_EECD_PRES | FIELD_PREP(E1K_EECD_NVM_SIZE, size);
}

static u32 sim_eecd_pins(struct e1k_world *w)
{
	u32 val = *e1k_sim_reg(w, E1K_EECD) | (w->nvm.out ? E1K_EECD_DO : 0);

	if (w->nvm.selected && w->now - w->nvm.edge_at < SIM_HALF_NS)
		e1k_sim_complain(w, "EEPROM output read before it is valid");
	if (!e1k_sim_is(w, SIM_ON_82544)) {
		if (sim_granted(w))
			val |= E1K_EECD_GNT;
		if (w->nvm.type != E1K_SIM_NVM_NONE)
			val |= E1K_EECD_PRES;
	}
	if (w->nvm.type == E1K_SIM_NVM_SPI)
		return val | E1K_EECD_TYPE |
		       (sim_spi_addr_bits(w) == 16 ? E1K_EECD_ADDR_BITS : 0);
	return val | (w->nvm.words == 256 ? E1K_EECD_SIZE : 0);
}

u32 e1k_sim_eecd_read(struct e1k_world *w, u32 reg)
{
	return e1k_sim_is(w, SIM_ON_PCIE) ? sim_eecd_pcie(w) : sim_eecd_pins(w);
}

static bool sim_data_bit(struct e1k_world *w, u32 addr, u32 pos, bool low_byte_first)
{
	u32 word = addr + pos / 16, bit = 15 - pos % 16;

	if (low_byte_first)
		bit ^= 8;
	return w->nvm.data[word % w->nvm.words] >> bit & 1;
}

/* 93C46/66: start, opcode and address in, then a 0, then data, MSB first. */
static void sim_microwire_rise(struct e1k_world *w, bool di)
{
	struct e1k_sim_eeprom *nvm = &w->nvm;
	u32 addr_bits = nvm->words == 256 ? 8 : 6;

	if (nvm->in_cnt < 3 + addr_bits) {
		if (!nvm->in_cnt && !di)
			return; /* no start bit yet */
		nvm->in = nvm->in << 1 | di;
		nvm->in_cnt++;
		nvm->out = false;
		return;
	}
	if (nvm->in >> addr_bits != SIM_MICROWIRE_READ) {
		e1k_sim_complain(w, "Microwire command %x is not a read", nvm->in);
		return;
	}
	nvm->out = sim_data_bit(w, nvm->in & ((1U << addr_bits) - 1), nvm->out_pos++, false);
}

/* AT25xxx: bits are taken at the rising edge ... */
static void sim_spi_rise(struct e1k_world *w, bool di)
{
	struct e1k_sim_eeprom *nvm = &w->nvm;

	if (nvm->out_on)
		return;
	nvm->in = nvm->in << 1 | di;
	nvm->in_cnt++;
	nvm->out_on = (nvm->in_cnt == 8 && nvm->in == SIM_SPI_RDSR) ||
		      nvm->in_cnt == 8 + sim_spi_addr_bits(w);
}

/* ... and driven at the falling one. */
static void sim_spi_fall(struct e1k_world *w)
{
	struct e1k_sim_eeprom *nvm = &w->nvm;
	u32 bits = sim_spi_addr_bits(w), addr, opcode;

	if (!nvm->out_on)
		return;
	if (nvm->in_cnt == 8) {
		nvm->out = (w->fault.spi_busy ? SIM_SPI_BUSY : 0) >> (7 - nvm->out_pos++ % 8) & 1;
		return;
	}
	opcode = nvm->in >> bits;
	addr = nvm->in & ((1U << bits) - 1);
	if (opcode != SIM_SPI_READ)
		e1k_sim_complain(w, "SPI command %x is not a read", opcode);
	if (w->fault.spi_busy)
		e1k_sim_complain(w, "SPI read while the EEPROM is busy");
	nvm->out = sim_data_bit(w, addr / 2, nvm->out_pos++, true);
}

static void sim_select(struct e1k_world *w, bool on)
{
	w->nvm.selected = on;
	w->nvm.in = 0;
	w->nvm.in_cnt = 0;
	w->nvm.out_pos = 0;
	w->nvm.out_on = false;
	w->nvm.out = false;
}

static void sim_edge(struct e1k_world *w, u32 val, u32 changed)
{
	bool spi = w->nvm.type == E1K_SIM_NVM_SPI;

	if (w->now - w->nvm.edge_at < SIM_HALF_NS)
		e1k_sim_complain(w, "EEPROM pins move too fast");
	w->nvm.edge_at = w->now;
	if (changed & E1K_EECD_CS) {
		if (val & changed & E1K_EECD_SK)
			e1k_sim_complain(w, "EEPROM clock rises with chip select");
		sim_select(w, !(val & E1K_EECD_CS) == spi);
	} else if (!w->nvm.selected) {
		return;
	} else if (!spi && val & E1K_EECD_SK) {
		sim_microwire_rise(w, val & E1K_EECD_DI);
	} else if (spi && val & E1K_EECD_SK) {
		sim_spi_rise(w, val & E1K_EECD_DI);
	} else if (spi) {
		sim_spi_fall(w);
	}
}

void e1k_sim_eecd_write(struct e1k_world *w, u32 reg, u32 val)
{
	u32 old = *e1k_sim_reg(w, E1K_EECD), changed;
	bool edge;

	/* The others tell of the EEPROM and may be written back as read. */
	val &= E1K_EECD_SK | E1K_EECD_CS | E1K_EECD_DI | GENMASK(5, 4) | E1K_EECD_REQ;
	changed = old ^ val;
	edge = changed & (E1K_EECD_SK | E1K_EECD_CS);

	if (e1k_sim_is(w, SIM_ON_82544) && val & E1K_EECD_REQ)
		e1k_sim_complain(w, "EECD.REQ is reserved on the 82544");
	if (changed & val & E1K_EECD_REQ)
		w->nvm.grant_at = w->now + SIM_GRANT_NS;
	if (edge && !e1k_sim_is(w, SIM_ON_82544) && !sim_granted(w))
		e1k_sim_complain(w, "EEPROM pins moved without a grant");
	if (val & old & E1K_EECD_SK && changed & E1K_EECD_DI && w->nvm.selected)
		e1k_sim_complain(w, "EEPROM data moved while its clock is high");
	*e1k_sim_reg(w, E1K_EECD) = val;
	if (edge && w->nvm.type != E1K_SIM_NVM_NONE)
		sim_edge(w, val, changed);
}
