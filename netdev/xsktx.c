// SPDX-License-Identifier: GPL-2.0-only
#include "xsktx.h"

#include <linux/if_vlan.h>
#include <linux/tcp.h>
#include <linux/udp.h>

#include "../os_linux/compat.h"
#include "offload.h"
#include "tx.h"
#include "xdptx.h"

/* Descriptors of a socket sent in one poll, before others get their turn. */
#define E1K_XSKTX_BUDGET 64

/**
 * struct e1k_xsktx_packet - one packet of a socket
 * @desc: its first descriptor in the socket's ring
 * @cnt: how many it has
 * @len: its length
 */
struct e1k_xsktx_packet {
	const struct xdp_desc *desc;
	unsigned int cnt;
	u32 len;
};

/* Returns false if the packet's end is missing. */
static bool e1k_xsktx_measure(struct e1k_xsktx_packet *packet, unsigned int left)
{
	packet->len = 0;
	for (packet->cnt = 0; packet->cnt < left;) {
		const struct xdp_desc *desc = &packet->desc[packet->cnt++];

		packet->len += desc->len;
		if (!e1k_compat_xsk_continues(desc))
			return true;
	}
	return false;
}

#ifdef E1K_COMPAT_XDP_METADATA
/**
 * struct e1k_xsktx_asked - what a socket asks for a packet
 * @packet: packet
 * @eth: its first bytes, VLAN_ETH_HLEN at least
 * @off: result
 */
struct e1k_xsktx_asked {
	const struct e1k_xsktx_packet *packet;
	const struct vlan_ethhdr *eth;
	struct e1k_txd_offload *off;
};

/* The socket may ask for anything: what is not TCP or UDP over IP is sent as it is. */
static void e1k_xsktx_checksum(u16 start, u16 offset, void *priv)
{
	const struct e1k_xsktx_asked *asked = priv;
	__be16 proto = READ_ONCE(asked->eth->h_vlan_proto);
	struct e1k_txd_offload *off = asked->off;
	u8 l3 = ETH_HLEN;

	if (offset != offsetof(struct tcphdr, check) && offset != offsetof(struct udphdr, check))
		return;
	if (proto == htons(ETH_P_8021Q)) {
		proto = READ_ONCE(asked->eth->h_vlan_encapsulated_proto);
		l3 = VLAN_ETH_HLEN;
	}
	if (start < l3 + sizeof(struct iphdr) || start + offset > U8_MAX ||
	    start + offset + sizeof(__sum16) > asked->packet->len)
		return;
	off->flags = E1K_TXO_CSUM | e1k_offload_l4_flags(offset);
	if (proto == htons(ETH_P_IP))
		off->flags |= E1K_TXO_IPV4;
	off->l3 = l3;
	off->l4 = start;
	off->csum = start + offset;
}

const struct xsk_tx_metadata_ops e1k_xsktx_metadata_ops = {
	.tmo_request_checksum = e1k_xsktx_checksum,
};

/* All of it may change while it is read. */
static void e1k_xsktx_ask_meta(struct xsk_buff_pool *pool, const struct e1k_xsktx_packet *packet,
			       struct e1k_txd_offload *off)
{
	void *data = xsk_buff_raw_get_data(pool, packet->desc->addr);
	const struct xsk_tx_metadata *meta = data - pool->tx_metadata_len;
	struct e1k_xsktx_asked asked = { .packet = packet, .eth = data, .off = off };
	u64 flags = READ_ONCE(meta->flags);

	/* the flag of a later kernel may mean anything, even another layout */
	if (flags & XDP_TXMD_FLAGS_CHECKSUM && packet->desc->len >= VLAN_ETH_HLEN &&
	    !(flags & ~(u64)(XDP_TXMD_FLAGS_CHECKSUM | XDP_TXMD_FLAGS_TIMESTAMP)))
		e1k_xsktx_checksum(READ_ONCE(meta->request.csum_start),
				   READ_ONCE(meta->request.csum_offset), &asked);
}
#endif

/* What the socket says about a packet in front of its data. */
static __always_inline void e1k_xsktx_ask(struct xsk_buff_pool *pool,
					  const struct e1k_xsktx_packet *packet,
					  struct e1k_txd_offload *off)
{
#ifdef E1K_COMPAT_XDP_METADATA
	if (unlikely(e1k_compat_xsk_has_metadata(pool) &&
		     packet->desc->options & XDP_TX_METADATA))
		e1k_xsktx_ask_meta(pool, packet, off);
#endif
}

/* What is too short for the device is copied, and padded with zeros. */
static __always_inline u16 e1k_xsktx_put_short(struct e1k_tx_ring *txr,
					       struct xsk_buff_pool *pool,
					       const struct e1k_xsktx_packet *packet,
					       const enum e1k_txd_format format)
{
	u16 i, ntu = txr->ntu;
	u8 frame[E1K_TX_SLOT] = {};
	u32 len = 0;

	for (i = 0; i < packet->cnt; i++) {
		const struct xdp_desc *desc = &packet->desc[i];

		memcpy(frame + len, xsk_buff_raw_get_data(pool, desc->addr), desc->len);
		len += desc->len;
	}
	e1k_xdptx_put_slot(txr, frame, E1K_TX_LEN_MIN, format);
	return ntu;
}

static __always_inline u16 e1k_xsktx_put_long(struct e1k_tx_ring *txr,
					      struct xsk_buff_pool *pool,
					      const struct e1k_xsktx_packet *packet,
					      const enum e1k_txd_format format)
{
	struct e1k_txd_offload off = { .len = packet->len };
	struct e1k_tx_put put;
	unsigned int i;

	e1k_xsktx_ask(pool, packet, &off);
	e1k_tx_begin(txr, &put, &off, format);
	for (i = 0; i < packet->cnt; i++) {
		const struct xdp_desc *desc = &packet->desc[i];
		dma_addr_t dma = xsk_buff_raw_get_dma(pool, desc->addr);

		/* a descriptor without bytes would stop the device */
		if (!desc->len)
			continue;
		xsk_buff_raw_dma_sync_for_device(pool, dma, desc->len);
		e1k_tx_put_piece(&put, dma, desc->len, E1K_TX_MAP_NONE, format);
	}
	return e1k_xdptx_end(&put);
}

/*
 * Completions carry no name, so they keep the order: what cannot be sent is
 * completed when nothing sent before it is still on its way.
 */
static __always_inline void e1k_xsktx_put(struct e1k_tx_ring *txr, struct xsk_buff_pool *pool,
					  const struct e1k_xsktx_packet *packet,
					  const enum e1k_txd_format format)
{
	struct e1k_tx_buf *buf;
	u16 last;

	if (packet->len < E1K_TX_LEN_MIN)
		last = e1k_xsktx_put_short(txr, pool, packet, format);
	else
		last = e1k_xsktx_put_long(txr, pool, packet, format);
	buf = &txr->buf[last];
	buf->xsk = pool;
	buf->kind = E1K_TX_XSK;
	buf->len = packet->cnt;
	txr->xsk.pending += packet->cnt;
}

static __always_inline void e1k_xsktx_put_all(struct e1k_tx_ring *txr,
					      struct xsk_buff_pool *pool, unsigned int cnt,
					      const enum e1k_txd_format format)
{
	struct e1k_xsktx_packet packet = { .desc = pool->tx_descs };
	unsigned int packets = 0, bytes = 0;

	for (; cnt; cnt -= packet.cnt, packet.desc += packet.cnt) {
		bool whole = e1k_xsktx_measure(&packet, cnt);

		if (unlikely(!whole || txr->xsk.cut ||
			     !e1k_xdptx_fits_chip(txr, packet.len))) {
			txr->xsk.dropped += packet.cnt;
			txr->xsk.cut = !whole;
			continue;
		}
		e1k_xsktx_put(txr, pool, &packet, format);
		packets++;
		bytes += packet.len;
	}
	e1k_xdptx_count(txr, packets, bytes);
	e1k_tx_flush(txr);
}

/*
 * How many descriptors of a socket fit: each may lie across a boundary of the
 * chip's, be cut short, and have a context before it. The stack's room is left
 * alone, except in an empty ring: packets of many descriptors would never fit
 * into a short one.
 */
static unsigned int e1k_xsktx_limit(const struct e1k_tx_ring *txr,
				    const struct xsk_buff_pool *pool)
{
	unsigned int room = e1k_tx_room(txr), each = 2;

	if (pool->chunk_size > txr->first_len)
		each++;
	if (e1k_compat_xsk_has_metadata(pool))
		each++;

	if (room < txr->mask)
		room -= min_t(unsigned int, room, E1K_TX_NEED);
	return min_t(unsigned int, E1K_XSKTX_BUDGET, room / each);
}

static unsigned int e1k_xsktx_send(struct e1k_tx_ring *txr, struct xsk_buff_pool *pool)
{
	unsigned int limit = e1k_xsktx_limit(txr, pool);
	unsigned int cnt = limit ? xsk_tx_peek_release_desc_batch(pool, limit) : 0;

	if (!cnt)
		return 0;
	if (txr->chip->txd_format == E1K_TXD_ADVANCED)
		e1k_xsktx_put_all(txr, pool, cnt, E1K_TXD_ADVANCED);
	else
		e1k_xsktx_put_all(txr, pool, cnt, E1K_TXD_CONTEXT_DATA);
	/* without packets of its own for a while the stack's queue would count as hung at once */
	e1k_tx_restart_timeout(txr->nq);
	netif_txq_maybe_stop(txr->nq, e1k_tx_room(txr), E1K_TX_NEED, E1K_TX_WAKE);
	return cnt;
}

bool e1k_xsktx_poll(struct e1k_vector *vec)
{
	struct xsk_buff_pool *pool = vec->rx.xsk;
	unsigned int sent;

	if (!netif_carrier_ok(vec->net->netdev) || !e1k_xdptx_lock(&vec->tx))
		return true;
	sent = e1k_xsktx_send(&vec->tx, pool);
	__netif_tx_unlock(vec->tx.nq);
	if (xsk_uses_need_wakeup(pool))
		xsk_set_tx_need_wakeup(pool);
	e1k_xsktx_done(vec);
	return sent < E1K_XSKTX_BUDGET;
}

void e1k_xsktx_done(struct e1k_vector *vec)
{
	struct e1k_tx_xsk *xsk = &vec->tx.xsk;
	u32 done = xsk->done;

	xsk->pending -= done;
	xsk->done = 0;
	if (!xsk->pending) {
		done += xsk->dropped;
		xsk->dropped = 0;
	}
	if (done)
		xsk_tx_completed(vec->rx.xsk, done);
}
