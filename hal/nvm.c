// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
#include "nvm.h"

#include "io.h"
#include "sem.h"

/* Half a clock period: 93C46 and AT25 parts take 1 MHz at 3.3 V. */
#define E1K_NVM_HALF_CLOCK_US 1

#define E1K_NVM_MICROWIRE_READ 6 /* start bit and opcode */
#define E1K_NVM_MICROWIRE_READ_BITS 3
#define E1K_NVM_SPI_READ 0x03
#define E1K_NVM_SPI_RDSR 0x05
#define E1K_NVM_SPI_OPCODE_BITS 8
#define E1K_NVM_SPI_STATUS_BUSY BIT(0)

/* A write cycle of the part takes 5 ms (AT25 datasheet, tWC). */
#define E1K_NVM_SPI_READY_POLL_US 100
#define E1K_NVM_SPI_READY_POLLS 100

/* The hardware reads the whole EEPROM after a reset; it grants in between words. */
#define E1K_NVM_GRANT_POLL_US 10
#define E1K_NVM_GRANT_TIMEOUT_US 10000

/* One word over the serial interface takes 30 us. */
#define E1K_NVM_EERD_POLL_US 5
#define E1K_NVM_EERD_TIMEOUT_US 10000

/* A word is written within 10 ms (82574 datasheet, NVM timing). */
#define E1K_NVM_EEWR_POLL_US 100
#define E1K_NVM_EEWR_TIMEOUT_US 20000

#define E1K_NVM_PBA_IS_TEXT 0xfafa
#define E1K_NVM_PBA_DIGITS_LEN 11 /* "AABBCC-0DD" and its end */

int e1k_nvm_init(struct e1k_hw *hw)
{
	return hw->chip->ops->nvm_init(hw);
}

int e1k_nvm_read(struct e1k_hw *hw, u16 offset, u16 words, u16 *data)
{
	int err;

	if ((u32)offset + words > hw->nvm.words)
		return -EINVAL;
	err = e1k_sem_acquire(hw, E1K_SEM_NVM);
	if (err)
		return err;
	err = hw->chip->ops->nvm_read(hw, offset, words, data);
	e1k_sem_release(hw, E1K_SEM_NVM);
	return err;
}

static u16 e1k_nvm_sum(const u16 *data, u32 words)
{
	u16 sum = 0;

	while (words--)
		sum += *data++;
	return sum;
}

int e1k_nvm_check(struct e1k_hw *hw)
{
	u16 data[E1K_NVM_CHECKSUM + 1];
	int err;

	err = e1k_nvm_read(hw, 0, ARRAY_SIZE(data), data);
	if (err)
		return err;
	return e1k_nvm_sum(data, ARRAY_SIZE(data)) == E1K_NVM_SUM ? 0 : -EIO;
}

/* The semaphore is held. */
static int __e1k_nvm_write_checksum(struct e1k_hw *hw)
{
	u16 data[E1K_NVM_CHECKSUM];
	u16 checksum;
	int err;

	err = hw->chip->ops->nvm_read(hw, 0, ARRAY_SIZE(data), data);
	if (err)
		return err;
	checksum = E1K_NVM_SUM - e1k_nvm_sum(data, ARRAY_SIZE(data));
	return hw->chip->ops->nvm_write(hw, E1K_NVM_CHECKSUM, 1, &checksum);
}

int e1k_nvm_write(struct e1k_hw *hw, u16 offset, u16 words, const u16 *data)
{
	int err;

	if (!hw->chip->ops->nvm_write)
		return -EOPNOTSUPP;
	if ((u32)offset + words > hw->nvm.words)
		return -EINVAL;
	err = e1k_sem_acquire(hw, E1K_SEM_NVM);
	if (err)
		return err;
	err = hw->chip->ops->nvm_write(hw, offset, words, data);
	if (!err)
		err = __e1k_nvm_write_checksum(hw);
	e1k_sem_release(hw, E1K_SEM_NVM);
	return err;
}

int e1k_nvm_read_mac(struct e1k_hw *hw)
{
	static const u8 zero[E1K_ADDR_LEN];
	u8 addr[E1K_ADDR_LEN];
	u16 data[E1K_ADDR_LEN / 2];
	u32 i;
	int err;

	memset(hw->perm_addr, 0, E1K_ADDR_LEN);
	err = e1k_nvm_read(hw, E1K_NVM_MAC, ARRAY_SIZE(data), data);
	if (err)
		return err;
	for (i = 0; i < E1K_ADDR_LEN; i++)
		addr[i] = data[i / 2] >> (8 * (i % 2));
	/* The second port of a chip with two has the other one of a pair of addresses. */
	addr[E1K_ADDR_LEN - 1] ^= e1k_io_lan_id(hw) & 1;
	/* Bit 0 of the first byte: multicast, which all ones is too. */
	if ((addr[0] & 1) || !memcmp(addr, zero, E1K_ADDR_LEN))
		return -EIO;
	memcpy(hw->perm_addr, addr, E1K_ADDR_LEN);
	return 0;
}

static char *e1k_nvm_put_hex(char *to, u8 byte)
{
	static const char digits[] = "0123456789ABCDEF";

	*to++ = digits[byte >> 4];
	*to++ = digits[byte & 0xf];
	return to;
}

/* Four bytes; the dash and the zero after it are not stored (8254x manual 5.6.7). */
static int e1k_nvm_pba_digits(const u16 *pba, char *buf, u32 size)
{
	if (size < E1K_NVM_PBA_DIGITS_LEN)
		return -ENOSPC;
	buf = e1k_nvm_put_hex(buf, pba[0] >> 8);
	buf = e1k_nvm_put_hex(buf, pba[0] & 0xff);
	buf = e1k_nvm_put_hex(buf, pba[1] >> 8);
	*buf++ = '-';
	*buf++ = '0';
	buf = e1k_nvm_put_hex(buf, pba[1] & 0xff);
	*buf = 0;
	return 0;
}

/* A block whose first word is its length in words, itself included. */
static int e1k_nvm_pba_text(struct e1k_hw *hw, u16 block, char *buf, u32 size)
{
	u16 words, data;
	u32 i;
	int err;

	err = e1k_nvm_read(hw, block, 1, &words);
	if (err)
		return err;
	if (words < 2 || words == 0xffff)
		return -EIO;
	if (2 * (words - 1U) + 1 > size)
		return -ENOSPC;
	for (i = 1; i < words; i++) {
		err = e1k_nvm_read(hw, block + i, 1, &data);
		if (err)
			return err;
		*buf++ = data >> 8;
		*buf++ = data & 0xff;
	}
	*buf = 0;
	return 0;
}

int e1k_nvm_read_pba(struct e1k_hw *hw, char *buf, u32 size)
{
	u16 pba[2];
	int err;

	err = e1k_nvm_read(hw, E1K_NVM_PBA0, ARRAY_SIZE(pba), pba);
	if (err)
		return err;
	if (pba[0] == E1K_NVM_PBA_IS_TEXT)
		return e1k_nvm_pba_text(hw, pba[1], buf, size);
	return e1k_nvm_pba_digits(pba, buf, size);
}

int e1k_nvm_read_eerd(struct e1k_hw *hw, u16 offset, u16 words, u16 *data,
		      u32 addr_mask, u32 done)
{
	u32 addr_unit = addr_mask & ~(addr_mask - 1);
	u32 i;
	int err;

	for (i = 0; i < words; i++) {
		e1k_wr32(hw, E1K_EERD, (offset + i) * addr_unit | E1K_EERD_START);
		err = e1k_io_wait(hw, E1K_EERD, done, done,
				  E1K_NVM_EERD_POLL_US, E1K_NVM_EERD_TIMEOUT_US);
		if (err)
			return err;
		data[i] = FIELD_GET(E1K_EERD_DATA, e1k_rd32(hw, E1K_EERD));
	}
	return 0;
}

int e1k_nvm_write_eewr(struct e1k_hw *hw, u16 offset, u16 words, const u16 *data)
{
	u32 i;
	int err;

	for (i = 0; i < words; i++) {
		e1k_wr32(hw, E1K_EEWR, FIELD_PREP(E1K_EERD_DATA, data[i]) |
			 FIELD_PREP(E1K_EERD_ADDR, offset + i) | E1K_EERD_START);
		err = e1k_io_wait(hw, E1K_EEWR, E1K_EERD_DONE, E1K_EERD_DONE,
				  E1K_NVM_EEWR_POLL_US, E1K_NVM_EEWR_TIMEOUT_US);
		if (err)
			return err;
	}
	return 0;
}

/* Chips without the handshake give the pins to software at any time. */
static int e1k_nvm_bus_acquire(struct e1k_hw *hw)
{
	int err;

	if (hw->chip->errata & E1K_ERRATUM_NO_EERD)
		return 0;
	e1k_io_update(hw, E1K_EECD, 0, E1K_EECD_REQ);
	err = e1k_io_wait(hw, E1K_EECD, E1K_EECD_GNT, E1K_EECD_GNT,
			  E1K_NVM_GRANT_POLL_US, E1K_NVM_GRANT_TIMEOUT_US);
	if (!err)
		return 0;
	e1k_io_update(hw, E1K_EECD, E1K_EECD_REQ, 0);
	return -EBUSY;
}

static void e1k_nvm_bus_release(struct e1k_hw *hw)
{
	if (!(hw->chip->errata & E1K_ERRATUM_NO_EERD))
		e1k_io_update(hw, E1K_EECD, E1K_EECD_REQ, 0);
}

static void e1k_nvm_pins_set(struct e1k_hw *hw, u32 clear, u32 set)
{
	e1k_io_update(hw, E1K_EECD, clear, set);
	e1k_io_flush(hw);
	e1k_udelay(hw, E1K_NVM_HALF_CLOCK_US);
}

static void e1k_nvm_bits_out(struct e1k_hw *hw, u32 val, u32 bits)
{
	while (bits--) {
		e1k_nvm_pins_set(hw, E1K_EECD_DI, val & BIT(bits) ? E1K_EECD_DI : 0);
		e1k_nvm_pins_set(hw, 0, E1K_EECD_SK);
		e1k_nvm_pins_set(hw, E1K_EECD_SK, 0);
	}
}

/* Microwire parts change DO after SK rises, SPI parts after it falls: it is stable while high. */
static u16 e1k_nvm_word_in(struct e1k_hw *hw)
{
	u16 val = 0;
	u32 i;

	e1k_nvm_pins_set(hw, E1K_EECD_DI, 0);
	for (i = 0; i < 16; i++) {
		e1k_nvm_pins_set(hw, 0, E1K_EECD_SK);
		val <<= 1;
		if (e1k_rd32(hw, E1K_EECD) & E1K_EECD_DO)
			val |= 1;
		e1k_nvm_pins_set(hw, E1K_EECD_SK, 0);
	}
	return val;
}

int e1k_nvm_read_microwire(struct e1k_hw *hw, u16 offset, u16 words, u16 *data)
{
	u32 i;
	int err;

	err = e1k_nvm_bus_acquire(hw);
	if (err)
		return err;
	for (i = 0; i < words; i++) {
		e1k_nvm_pins_set(hw, E1K_EECD_SK | E1K_EECD_DI | E1K_EECD_CS, 0);
		e1k_nvm_pins_set(hw, 0, E1K_EECD_CS);
		e1k_nvm_bits_out(hw, E1K_NVM_MICROWIRE_READ, E1K_NVM_MICROWIRE_READ_BITS);
		e1k_nvm_bits_out(hw, offset + i, hw->nvm.addr_bits);
		data[i] = e1k_nvm_word_in(hw);
	}
	e1k_nvm_pins_set(hw, E1K_EECD_SK | E1K_EECD_DI | E1K_EECD_CS, 0);
	e1k_nvm_bus_release(hw);
	return 0;
}

/* The pin follows EECD.CS, and an SPI part is selected by a low level. */
static void e1k_nvm_spi_select(struct e1k_hw *hw)
{
	e1k_nvm_pins_set(hw, E1K_EECD_SK | E1K_EECD_DI, E1K_EECD_CS);
	e1k_nvm_pins_set(hw, E1K_EECD_CS, 0);
}

static int e1k_nvm_spi_wait_ready(struct e1k_hw *hw)
{
	u16 status;
	u32 polls;

	for (polls = 0; polls < E1K_NVM_SPI_READY_POLLS; polls++) {
		e1k_nvm_spi_select(hw);
		e1k_nvm_bits_out(hw, E1K_NVM_SPI_RDSR, E1K_NVM_SPI_OPCODE_BITS);
		status = e1k_nvm_word_in(hw);
		if (!(status >> 8 & E1K_NVM_SPI_STATUS_BUSY))
			return 0;
		e1k_udelay(hw, E1K_NVM_SPI_READY_POLL_US);
	}
	return -ETIMEDOUT;
}

int e1k_nvm_read_spi(struct e1k_hw *hw, u16 offset, u16 words, u16 *data)
{
	u16 val;
	u32 i;
	int err;

	err = e1k_nvm_bus_acquire(hw);
	if (err)
		return err;
	err = e1k_nvm_spi_wait_ready(hw);
	if (!err) {
		e1k_nvm_spi_select(hw);
		e1k_nvm_bits_out(hw, E1K_NVM_SPI_READ, E1K_NVM_SPI_OPCODE_BITS);
		e1k_nvm_bits_out(hw, 2 * offset, hw->nvm.addr_bits);
		for (i = 0; i < words; i++) {
			val = e1k_nvm_word_in(hw);
			data[i] = val << 8 | val >> 8;
		}
	}
	e1k_nvm_pins_set(hw, E1K_EECD_SK | E1K_EECD_DI, E1K_EECD_CS);
	e1k_nvm_bus_release(hw);
	return err;
}
