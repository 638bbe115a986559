// SPDX-License-Identifier: GPL-2.0-only
#include "loopback.h"

#include <linux/delay.h>
#include <linux/etherdevice.h>
#include <linux/pci.h>

#include "../hal/desc.h"
#include "../hal/mac.h"
#include "../hal/queue.h"
#include "../os_linux/dma.h"
#include "net.h"

/* Frames are lost until the PHY has locked on to itself, within half a second. */
#define E1K_LOOPBACK_TRIES 20
#define E1K_LOOPBACK_WAIT_MS 50
/* No fewer buffers than frames: none is used twice. */
#define E1K_LOOPBACK_BUFS 32
#define E1K_LOOPBACK_BUF_LEN 2048
#define E1K_LOOPBACK_RING (E1K_RING_MIN * E1K_DESC_SIZE)
#define E1K_LOOPBACK_LEN 1000
/* "local experimental 1" (IEEE 802) */
#define E1K_LOOPBACK_TYPE 0x88b5
static_assert(E1K_LOOPBACK_TRIES < E1K_LOOPBACK_BUFS && E1K_LOOPBACK_BUFS < E1K_RING_MIN);

/**
 * struct e1k_loopback_mem - memory of the test
 * @tx: TX ring, the frame behind it
 * @rx: RX ring
 * @bufs: RX buffers
 */
struct e1k_loopback_mem {
	struct e1k_dma_mem tx;
	struct e1k_dma_mem rx;
	struct e1k_dma_mem bufs;
};

static void e1k_loopback_free(struct device *dev, struct e1k_loopback_mem *lb)
{
	e1k_os_dma_free(dev, &lb->bufs);
	e1k_os_dma_free(dev, &lb->rx);
	e1k_os_dma_free(dev, &lb->tx);
}

static int e1k_loopback_alloc(struct device *dev, struct e1k_loopback_mem *lb)
{
	int err;

	err = e1k_os_dma_alloc(dev, &lb->tx, E1K_LOOPBACK_RING + E1K_LOOPBACK_LEN);
	if (!err)
		err = e1k_os_dma_alloc(dev, &lb->rx, E1K_LOOPBACK_RING);
	if (!err)
		err = e1k_os_dma_alloc(dev, &lb->bufs,
				       E1K_LOOPBACK_BUFS * E1K_LOOPBACK_BUF_LEN);
	if (err)
		e1k_loopback_free(dev, lb);
	return err;
}

static u8 *e1k_loopback_frame(const struct e1k_loopback_mem *lb)
{
	return lb->tx.cpu + E1K_LOOPBACK_RING;
}

static void e1k_loopback_fill(const struct e1k_loopback_mem *lb, const u8 *addr)
{
	u8 *frame = e1k_loopback_frame(lb);
	struct ethhdr *eth = (struct ethhdr *)frame;
	struct e1k_rxd *rxd = lb->rx.cpu;
	unsigned int i;

	ether_addr_copy(eth->h_dest, addr);
	ether_addr_copy(eth->h_source, addr);
	eth->h_proto = htons(E1K_LOOPBACK_TYPE);
	for (i = ETH_HLEN; i < E1K_LOOPBACK_LEN; i++)
		frame[i] = i * 7 + (i >> 8);
	for (i = 0; i < E1K_LOOPBACK_BUFS; i++)
		e1k_rxd_write(&rxd[i], lb->bufs.dma + i * E1K_LOOPBACK_BUF_LEN);
}

static int e1k_loopback_start(struct e1k_hw *hw, const struct e1k_loopback_mem *lb)
{
	struct e1k_queue_mem tx = { .dma = lb->tx.dma, .count = E1K_RING_MIN };
	struct e1k_queue_mem rx = { .dma = lb->rx.dma, .count = E1K_RING_MIN };
	int err;

	err = e1k_mac_reset(hw);
	if (!err)
		err = e1k_queue_rx_start(hw, 0, &rx);
	if (!err)
		err = e1k_queue_tx_start(hw, 0, &tx);
	if (!err)
		err = e1k_mac_set_loopback(hw, hw->chip->loopback);
	if (err)
		return err;
	e1k_mac_start(hw);
	e1k_wr_reg(e1k_queue_rx_tail(hw, 0), E1K_LOOPBACK_BUFS);
	return 0;
}

static void e1k_loopback_send(struct e1k_hw *hw, const struct e1k_loopback_mem *lb,
			      unsigned int i)
{
	const struct e1k_txd_offload off = { .len = E1K_LOOPBACK_LEN };
	enum e1k_txd_format format = hw->chip->txd_format;
	struct e1k_txd *txd = (struct e1k_txd *)lb->tx.cpu + i;

	e1k_txd_write_data(txd, lb->tx.dma + E1K_LOOPBACK_RING, E1K_LOOPBACK_LEN,
			   e1k_txd_cmd(&off, format) | E1K_TXD_CMD_EOP | E1K_TXD_CMD_RS,
			   e1k_txd_olinfo(&off, 0, format), format);
	e1k_wr_reg(e1k_queue_tx_tail(hw, 0), i + 1);
}

/* QEMU's models hear the wire even now: the frame need not be the first. */
static bool e1k_loopback_is_back(struct e1k_hw *hw, const struct e1k_loopback_mem *lb)
{
	enum e1k_rxd_format format = hw->chip->rxd_format;
	const struct e1k_rxd *rxd = lb->rx.cpu;
	const u8 *buf = lb->bufs.cpu;
	unsigned int i;

	for (i = 0; i < E1K_LOOPBACK_BUFS; i++, rxd++, buf += E1K_LOOPBACK_BUF_LEN) {
		if (!(e1k_rxd_status(rxd, format) & E1K_RXD_STAT_DD))
			return false;
		/* length and data after DD */
		dma_rmb();
		if (e1k_rxd_length(rxd, format) == E1K_LOOPBACK_LEN &&
		    !memcmp(buf, e1k_loopback_frame(lb), E1K_LOOPBACK_LEN))
			return true;
	}
	return false;
}

static int e1k_loopback_exchange(struct e1k_hw *hw, const struct e1k_loopback_mem *lb)
{
	unsigned int i;

	for (i = 0; i < E1K_LOOPBACK_TRIES; i++) {
		e1k_loopback_send(hw, lb, i);
		msleep(E1K_LOOPBACK_WAIT_MS);
		if (e1k_loopback_is_back(hw, lb))
			return 0;
	}
	return -EIO;
}

int e1k_loopback_run(struct e1k_net *net)
{
	enum e1k_loopback before = net->hw.loopback;
	struct device *dev = &net->pdev->dev;
	struct e1k_loopback_mem lb = {};
	int err, restored;

	err = e1k_loopback_alloc(dev, &lb);
	if (err)
		return err;
	e1k_loopback_fill(&lb, net->netdev->dev_addr);
	err = e1k_loopback_start(&net->hw, &lb);
	if (!err)
		err = e1k_loopback_exchange(&net->hw, &lb);
	e1k_mac_stop(&net->hw);
	restored = e1k_mac_set_loopback(&net->hw, before);
	e1k_loopback_free(dev, &lb);
	return err ? err : restored;
}
