/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rings and vectors. Memory of a ring (struct e1k_tx_mem, struct e1k_rx_mem)
 * is an object of its own: a resize allocates new memory, stops the ring, swaps
 * and frees the old. The rest of a ring, its statistics above all, lives as
 * long as the port.
 */
#ifndef E1K_RING_H
#define E1K_RING_H

#include <linux/dim.h>
#include <linux/netdevice.h>
#include <linux/u64_stats_sync.h>
#include <net/xdp.h>

#include "../hal/desc.h"
#include "../hal/irq.h"
#include "../hal/queue.h"
#include "../os_linux/dma.h"
#include "../os_linux/pci.h"

struct e1k_net;

/**
 * struct e1k_watch - what the service saw of a queue when it last looked
 * @head: where the device was
 * @ntc: where the driver was
 * @since: since when neither has moved while there was work, in jiffies
 * @busy: there was work
 * @stage: what has been done about it, enum e1k_recover_stage
 * @restarts: how often it was restarted lately
 * @restarted: when it was last, in jiffies
 */
struct e1k_watch {
	u32 head;
	u16 ntc;
	bool busy;
	u8 stage;
	u8 restarts;
	unsigned long since;
	unsigned long restarted;
};

/* RX buffer: one page: headroom, what the device may fill, skb_shared_info. */
#define E1K_RX_HEADROOM 256
#define E1K_RX_BUF_LEN 2048
#define E1K_RX_TRUESIZE PAGE_SIZE
static_assert(E1K_RX_HEADROOM + E1K_RX_BUF_LEN +
	      SKB_DATA_ALIGN(sizeof(struct skb_shared_info)) <= E1K_RX_TRUESIZE);
#define E1K_RX_COPYBREAK_MAX 256
/* Buffers are handed over in batches of this many: one MMIO write each. */
#define E1K_RX_BATCH 32

/* Frames up to this size are copied to a coherent slot instead of mapped. */
#define E1K_TX_SLOT 128

/*
 * Most descriptors one packet takes: a context and a sentinel; each of its pieces
 * (header and fragments) may start one and cross one boundary; the first one may be cut
 * short; and 64 KB in all may be cut into descriptors of 4 KB.
 */
#define E1K_TX_NEED (3 + 2 * (MAX_SKB_FRAGS + 1) + SZ_64K / SZ_4K)
/* Room that wakes a stopped queue: not one packet at a time. Linux 6.1 wants one more. */
#define E1K_TX_WAKE (E1K_TX_NEED + 7)
#define E1K_TX_RING_MIN roundup_pow_of_two(E1K_TX_WAKE + 2)

/* Most contexts a chip keeps for one queue. */
#define E1K_TX_CTX_MAX 2

enum e1k_tx_map {
	E1K_TX_MAP_NONE, /* copied to the slot, or a context descriptor */
	E1K_TX_MAP_SINGLE,
	E1K_TX_MAP_PAGE,
};

enum e1k_tx_kind {
	E1K_TX_SKB, /* skb, or nothing */
	E1K_TX_PAGE, /* page of the pool of the vector's RX ring */
	E1K_TX_FRAME, /* xdp_frame of any device */
	E1K_TX_XSK, /* descriptors of a socket, as many as len says */
	E1K_TX_BUFF, /* received buffer of a socket's memory, sent back */
};

/**
 * struct e1k_tx_buf - what stands behind one TX descriptor
 * @skb: packet, at its last descriptor only
 * @page: page, at its first descriptor
 * @xdpf: frame, at its last descriptor
 * @xsk: memory of a socket, at a packet's last descriptor
 * @xdp: buffer of a socket's memory, at its first descriptor
 * @dma: mapping that starts at this descriptor
 * @len: bytes mapped
 * @watch: at the first descriptor of a batch: the one that reports the batch
 * @map: kind of mapping, enum e1k_tx_map
 * @kind: which of the first five it is, enum e1k_tx_kind
 */
struct e1k_tx_buf {
	union {
		struct sk_buff *skb;
		struct page *page;
		struct xdp_frame *xdpf;
		struct xsk_buff_pool *xsk;
		struct xdp_buff *xdp;
	};
	dma_addr_t dma;
	u32 len;
	u16 watch;
	u8 map;
	u8 kind;
};

/**
 * struct e1k_tx_mem - memory of a TX ring
 * @desc: descriptors
 * @slots: E1K_TX_SLOT bytes for each descriptor
 * @buf: what stands behind each descriptor
 * @count: number of descriptors
 */
struct e1k_tx_mem {
	struct e1k_dma_mem desc;
	struct e1k_dma_mem slots;
	struct e1k_tx_buf *buf;
	u16 count;
};

/**
 * struct e1k_tx_stats - counters written by the clean path
 * @syncp: guards the rest
 * @packets: skbs completed
 * @bytes: bytes completed
 */
struct e1k_tx_stats {
	struct u64_stats_sync syncp;
	u64_stats_t packets;
	u64_stats_t bytes;
};

/**
 * struct e1k_tx_xmit_stats - counters written under the xmit lock
 * @syncp: guards the rest
 * @dropped: packets that could not be mapped or padded
 * @busy: times xmit found no room
 * @xdp_packets: XDP frames put into the ring
 * @xdp_bytes: their bytes
 * @gso_packets: packets the device is to cut into segments
 * @gso_bytes: their bytes
 * @gso_segs: these segments
 * @gso_seg_bytes: their bytes
 */
struct e1k_tx_xmit_stats {
	struct u64_stats_sync syncp;
	u64_stats_t dropped;
	u64_stats_t busy;
	u64_stats_t xdp_packets;
	u64_stats_t xdp_bytes;
	u64_stats_t gso_packets;
	u64_stats_t gso_bytes;
	u64_stats_t gso_segs;
	u64_stats_t gso_seg_bytes;
};

/**
 * struct e1k_tx_xsk - what a socket is waiting for; written in NAPI context
 * @pending: its descriptors on their way
 * @done: descriptors sent, not yet reported
 * @dropped: descriptors that cannot be sent, to be reported after @pending
 * @cut: the rest of a packet that came in two batches is to be dropped
 */
struct e1k_tx_xsk {
	u32 pending;
	u32 done;
	u32 dropped;
	bool cut;
};

/**
 * struct e1k_tx_ring - one TX queue
 *
 * Indices run from 0 to @mask. Descriptors from @ntc up to @published belong
 * to the device; from there up to @ntu they are written but not handed over.
 *
 * @desc: descriptors
 * @buf: what stands behind them
 * @slots: copy slots
 * @slots_dma: their bus address
 * @tail: tail register
 * @nq: queue of the net_device
 * @dev: for DMA
 * @chip: limits of a data descriptor
 * @mask: ring size less one
 * @copybreak: longest frame that is copied
 * @first_len: most bytes in the first data descriptor of a packet
 * @ntu: next to use
 * @batch: first descriptor not yet handed over
 * @published: end of what the device has been given, read by the clean path
 * @ctx: contexts the device holds, by slot
 * @ctx_last: slot written last
 * @after_tso: the last packet that was not copied had segments
 * @xmit: counters of the xmit path
 * @ntc: next to clean
 * @xsk: zero-copy transmission
 * @stats: counters of the clean path
 * @mem: memory
 * @watch: hw_lock
 * @index: queue number
 */
struct e1k_tx_ring {
	/* read-mostly */
	struct e1k_txd *desc;
	struct e1k_tx_buf *buf;
	u8 *slots;
	dma_addr_t slots_dma;
	struct e1k_os_reg tail;
	struct netdev_queue *nq;
	u16 mask;
	u16 copybreak;
	u16 first_len;
	struct device *dev;
	const struct e1k_chip *chip;

	/* written by xmit, under the queue's xmit lock */
	u16 ntu ____cacheline_aligned;
	u16 batch;
	u16 published;
	u8 ctx_last;
	bool after_tso;
	struct e1k_txd_ctx ctx[E1K_TX_CTX_MAX];
	struct e1k_tx_xmit_stats xmit;

	/* written by clean, in NAPI context */
	u16 ntc ____cacheline_aligned;
	struct e1k_tx_xsk xsk;
	struct e1k_tx_stats stats;

	/* slow path */
	struct e1k_tx_mem mem ____cacheline_aligned;
	struct e1k_watch watch;
	u8 index;
};

static_assert(offsetof(struct e1k_tx_ring, chip) < 128);
static_assert(offsetof(struct e1k_tx_ring, ntc) % SMP_CACHE_BYTES == 0);

/**
 * struct e1k_rx_buf - what stands behind one RX descriptor
 * @page: page of the pool, or NULL while the slot is empty
 * @xdp: the same where the memory is a socket's
 * @dma: bus address of the page
 */
struct e1k_rx_buf {
	union {
		struct page *page;
		struct xdp_buff *xdp;
	};
	dma_addr_t dma;
};

/**
 * struct e1k_rx_mem - memory of an RX ring
 * @desc: descriptors
 * @buf: what stands behind each
 * @pool: where pages come from, or NULL
 * @xsk: memory of a socket, where there is no @pool
 * @hdr: header buffers, E1K_SPLIT_HDR bytes for each descriptor; none where frames
 *	stay whole
 * @buf_len: bytes the device may write to each buffer
 * @rxq: tells XDP where pages go back to
 * @count: number of descriptors
 */
struct e1k_rx_mem {
	struct e1k_dma_mem desc;
	struct e1k_rx_buf *buf;
	struct page_pool *pool;
	struct xsk_buff_pool *xsk;
	struct e1k_dma_mem hdr;
	u32 buf_len;
	struct xdp_rxq_info rxq;
	u16 count;
};

/**
 * struct e1k_rx_stats - counters written by the poll
 * @syncp: guards the rest
 * @packets: packets received
 * @bytes: bytes received
 * @alloc_fail: pages or skbs that could not be had
 * @bad_length: descriptors or chains with an impossible length
 * @bad_frame: frames the device marked as damaged
 * @csum_bad: frames with a wrong checksum, left to the stack
 * @xdp_drop: frames the XDP program dropped
 * @xdp_tx: frames it sent back
 * @xdp_redirect: frames it redirected
 * @xdp_aborted: frames dropped because its verdict could not be carried out
 * @xdp_long: frames of several buffers that met a program for one buffer
 */
struct e1k_rx_stats {
	struct u64_stats_sync syncp;
	u64_stats_t packets;
	u64_stats_t bytes;
	u64_stats_t alloc_fail;
	u64_stats_t bad_length;
	u64_stats_t bad_frame;
	u64_stats_t csum_bad;
	u64_stats_t xdp_drop;
	u64_stats_t xdp_tx;
	u64_stats_t xdp_redirect;
	u64_stats_t xdp_aborted;
	u64_stats_t xdp_long;
};

/**
 * struct e1k_rx_ring - one RX queue
 *
 * Descriptors from @ntc up to @ntu belong to the device. A slot outside that
 * range may still hold a page, kept to be posted again.
 *
 * @desc: descriptors
 * @buf: what stands behind them
 * @pool: where pages come from
 * @netdev: for skbs
 * @dev: for DMA
 * @tail: tail register
 * @mask: ring size less one
 * @format: descriptor format
 * @gfp: where the device can reach pages
 * @copybreak: longest frame that is copied out of its page
 * @max_frame: longest frame the chip can receive
 * @prog: XDP program, or NULL
 * @xsk: memory of a socket, or NULL
 * @hdr: header buffers, or NULL
 * @hdr_dma: their bus address
 * @ntc: next to clean
 * @ntu: next to use
 * @discarding: the rest of a broken frame is dropped, up to its last descriptor
 * @chain: frame under construction, between its descriptors; data is NULL for none
 * @xsk_chain: the same where the memory is a socket's
 * @split: the same where headers are split off
 * @rxq: copy of the memory's
 * @stats: counters
 * @mem: memory
 * @watch: hw_lock
 * @index: queue number
 */
struct e1k_rx_ring {
	/* read-mostly */
	struct e1k_rxd *desc;
	struct e1k_rx_buf *buf;
	struct page_pool *pool;
	struct net_device *netdev;
	struct device *dev;
	struct e1k_os_reg tail;
	enum e1k_rxd_format format;
	gfp_t gfp;
	u16 mask;
	u16 copybreak;
	u16 max_frame;
	u8 index;
	struct bpf_prog __rcu *prog;
	struct xsk_buff_pool *xsk;
	u8 *hdr;
	dma_addr_t hdr_dma;

	/* written by the poll, in NAPI context */
	u16 ntc ____cacheline_aligned;
	u16 ntu;
	bool discarding;
	struct xdp_buff chain;
	struct xdp_buff *xsk_chain;
	struct sk_buff *split;
	struct e1k_rx_stats stats;
	struct xdp_rxq_info rxq;

	/* slow path */
	struct e1k_rx_mem mem ____cacheline_aligned;
	struct e1k_watch watch;
};

/**
 * struct e1k_moderate - interrupt moderation of a vector
 * @dim: measures and chooses; its work writes the choice
 * @polls: polls completed
 * @rx: received packets count for @dim; config lock and hw_lock
 * @tx: sent packets count for @dim; config lock and hw_lock
 * @usecs: interval in microseconds while neither is set; config lock and hw_lock
 */
struct e1k_moderate {
	struct dim dim;
	u16 polls;
	bool rx;
	bool tx;
	u32 usecs;
};

enum e1k_vector_state {
	E1K_VECTOR_DOWN, /* nobody may wake its queue or unmask its interrupt */
	E1K_VECTOR_POLLS, /* its NAPI instance is enabled */
	E1K_VECTOR_TX_STUCK, /* it is to be restarted for its TX queue's sake */
	E1K_VECTOR_RX_STUCK, /* it is to be restarted for its RX queue's sake */
	E1K_VECTOR_TIMEOUT, /* the core has waited too long for its TX queue */
};

/**
 * struct e1k_vector - one interrupt's worth of work: a queue pair and its NAPI
 * @napi: NAPI instance
 * @net: port
 * @line: what unmasks and masks its interrupt
 * @state: enum e1k_vector_state bits
 * @name: of its interrupt
 * @tx_name: of the TX queue's, if that has its own
 * @rx: RX queue
 * @tx: TX queue
 * @moderate: interrupt moderation
 */
struct e1k_vector {
	struct napi_struct napi;
	struct e1k_net *net;
	struct e1k_irq_line line;
	unsigned long state;
	char name[IFNAMSIZ + 12];
	char tx_name[IFNAMSIZ + 16];
	struct e1k_rx_ring rx ____cacheline_aligned;
	struct e1k_tx_ring tx;
	struct e1k_moderate moderate;
};

/**
 * struct e1k_ring_cfg - rings the user asked for
 * @pairs: queue pairs
 * @split: headers are split off
 * @tx_count: TX descriptors of each
 * @rx_count: RX descriptors of each
 *
 * Two are compared byte by byte.
 */
struct e1k_ring_cfg {
	u8 pairs;
	bool split;
	u16 tx_count;
	u16 rx_count;
};

static_assert(sizeof(struct e1k_ring_cfg) == 6);

/**
 * struct e1k_ring_set - memory for the rings of some vectors
 * @tx: by vector, counted from @first
 * @rx: by vector, counted from @first
 * @first: vector
 * @cnt: vectors
 */
struct e1k_ring_set {
	struct e1k_tx_mem *tx;
	struct e1k_rx_mem *rx;
	unsigned int first;
	unsigned int cnt;
};

/**
 * e1k_ring_rx_mem_alloc - allocate memory for one RX ring, its pages included
 * @net: port
 * @index: queue pair; net->xsk tells whether the memory is a socket's
 * @cfg: size, and whether headers are split off
 * @mem: result, empty before
 *
 * Touches no ring in use. May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_ring_rx_mem_alloc(struct e1k_net *net, unsigned int index,
			  const struct e1k_ring_cfg *cfg, struct e1k_rx_mem *mem);

/**
 * e1k_ring_rx_mem_free - free memory that no RX ring uses
 * @net: port
 * @mem: memory, may be empty
 */
void e1k_ring_rx_mem_free(struct e1k_net *net, struct e1k_rx_mem *mem);

/**
 * e1k_ring_rx_swap - exchange the memory of one vector's stopped RX ring
 * @vec: vector, down
 * @mem: new memory in, old memory out; either may be empty
 */
void e1k_ring_rx_swap(struct e1k_vector *vec, struct e1k_rx_mem *mem);

/**
 * e1k_ring_set_alloc - allocate memory for rings, RX pages included
 * @net: port
 * @cfg: sizes
 * @first: first vector
 * @cnt: vectors
 * @set: result
 *
 * Touches no ring in use. May sleep.
 *
 * Return: 0 or -errno.
 */
int e1k_ring_set_alloc(struct e1k_net *net, const struct e1k_ring_cfg *cfg,
		       unsigned int first, unsigned int cnt, struct e1k_ring_set *set);

/**
 * e1k_ring_set_free - free memory that no ring uses
 * @net: port
 * @set: memory, may be empty
 */
void e1k_ring_set_free(struct e1k_net *net, struct e1k_ring_set *set);

/**
 * e1k_ring_swap - exchange the memory of one vector's stopped rings
 * @vec: vector, down
 * @set: new memory in, old memory out
 */
void e1k_ring_swap(struct e1k_vector *vec, struct e1k_ring_set *set);

/**
 * e1k_ring_free - free the memory of one vector's rings
 * @vec: vector, down
 */
void e1k_ring_free(struct e1k_vector *vec);

/**
 * struct e1k_ring_sums - a vector's counters at one moment
 * @tx_packets: packets sent, as they are on the wire
 * @tx_bytes: their bytes
 * @tx_dropped: packets dropped before they reached the ring
 * @tx_busy: times there was no room
 * @tx_xdp: XDP frames among the packets
 * @tx_gso_packets: packets the device cut into segments
 * @tx_gso_bytes: their bytes
 * @tx_gso_segs: these segments
 * @tx_gso_seg_bytes: their bytes
 * @rx_packets: packets received
 * @rx_bytes: their bytes
 * @rx_alloc_fail: failed allocations
 * @rx_bad_length: impossible lengths
 * @rx_bad_frame: damaged frames
 * @rx_csum_bad: wrong checksums
 * @rx_xdp_drop: frames the XDP program dropped
 * @rx_xdp_tx: frames it sent back
 * @rx_xdp_redirect: frames it redirected
 * @rx_xdp_aborted: verdicts that could not be carried out
 * @rx_xdp_long: frames too long for it
 */
struct e1k_ring_sums {
	u64 tx_packets;
	u64 tx_bytes;
	u64 tx_dropped;
	u64 tx_busy;
	u64 tx_xdp;
	u64 tx_gso_packets;
	u64 tx_gso_bytes;
	u64 tx_gso_segs;
	u64 tx_gso_seg_bytes;
	u64 rx_packets;
	u64 rx_bytes;
	u64 rx_alloc_fail;
	u64 rx_bad_length;
	u64 rx_bad_frame;
	u64 rx_csum_bad;
	u64 rx_xdp_drop;
	u64 rx_xdp_tx;
	u64 rx_xdp_redirect;
	u64 rx_xdp_aborted;
	u64 rx_xdp_long;
};

/**
 * e1k_ring_sum - read a vector's counters
 * @vec: vector
 * @sums: result
 *
 * Any context.
 */
void e1k_ring_sum(const struct e1k_vector *vec, struct e1k_ring_sums *sums);

#endif
