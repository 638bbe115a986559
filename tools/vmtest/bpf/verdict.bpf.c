// SPDX-License-Identifier: GPL-2.0-only
/*
 * One program for every verdict: the map "config" says what becomes of test
 * frames; all others pass. What it changes shows in the EtherType, so that a
 * frame which comes back is let through.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* A verdict of our own: to the socket that serves the queue. */
#define TO_SOCKET 16

#define TEST_PROTO bpf_htons(0x88b5)
#define DONE_PROTO bpf_htons(0x88b6)

struct config {
	__u32 verdict;
	__s32 head; /* bytes to move the start by */
	__s32 tail; /* bytes to move the end by */
	__u32 meta; /* bytes of metadata */
};

struct count {
	__u64 frames;
	__u64 bytes;
	__u64 failed;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct config);
} config SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct count);
} count SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_XSKMAP);
	__uint(max_entries, 16);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} sockets SEC(".maps");

static __always_inline int rewrite(struct xdp_md *ctx, int swap)
{
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = (void *)(long)ctx->data;
	unsigned char mac[ETH_ALEN];

	if ((void *)(eth + 1) > end)
		return -1;
	eth->h_proto = DONE_PROTO;
	if (swap) {
		__builtin_memcpy(mac, eth->h_dest, ETH_ALEN);
		__builtin_memcpy(eth->h_dest, eth->h_source, ETH_ALEN);
		__builtin_memcpy(eth->h_source, mac, ETH_ALEN);
	}
	return 0;
}

/* Moving the start keeps the Ethernet header in front. */
static __always_inline int move_head(struct xdp_md *ctx, int head)
{
	struct ethhdr *eth = (void *)(long)ctx->data, copy;

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return -1;
	copy = *eth;
	if (bpf_xdp_adjust_head(ctx, head))
		return -1;
	eth = (void *)(long)ctx->data;
	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return -1;
	*eth = copy;
	return 0;
}

static __always_inline int put_meta(struct xdp_md *ctx, int meta)
{
	__u32 *word;

	if (bpf_xdp_adjust_meta(ctx, -meta))
		return -1;
	word = (void *)(long)ctx->data_meta;
	if ((void *)(word + 1) > (void *)(long)ctx->data)
		return -1;
	*word = 0x6531656b;
	return 0;
}

static __always_inline int run(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;
	struct config *config_now;
	struct count *counter;
	__u32 key = 0;
	int err = 0;

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end || eth->h_proto != TEST_PROTO)
		return XDP_PASS;
	config_now = bpf_map_lookup_elem(&config, &key);
	counter = bpf_map_lookup_elem(&count, &key);
	if (!config_now || !counter)
		return XDP_PASS;
	__sync_fetch_and_add(&counter->frames, 1);
	__sync_fetch_and_add(&counter->bytes, bpf_xdp_get_buff_len(ctx));
	if (config_now->head)
		err |= move_head(ctx, config_now->head);
	if (config_now->tail)
		err |= bpf_xdp_adjust_tail(ctx, config_now->tail);
	if (config_now->meta)
		err |= put_meta(ctx, config_now->meta);
	if (config_now->verdict == XDP_TX || config_now->verdict == XDP_REDIRECT)
		err |= rewrite(ctx, config_now->verdict == XDP_TX);
	if (err)
		__sync_fetch_and_add(&counter->failed, 1);
	if (config_now->verdict == XDP_REDIRECT)
		return bpf_redirect_map(&ports, 0, 0);
	if (config_now->verdict == TO_SOCKET)
		return bpf_redirect_map(&sockets, ctx->rx_queue_index, XDP_PASS);
	return config_now->verdict;
}

SEC("xdp")
int verdict(struct xdp_md *ctx)
{
	return run(ctx);
}

SEC("xdp.frags")
int verdict_frags(struct xdp_md *ctx)
{
	return run(ctx);
}

char _license[] SEC("license") = "GPL";
