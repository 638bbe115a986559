// SPDX-License-Identifier: GPL-2.0-only
/* Keeps what the device says about the last frame of the EtherType in "config". */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

/* Of the kernel. */
enum xdp_rss_hash_type {
	XDP_RSS_TYPE_NONE,
};

extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, __u32 *hash,
				    enum xdp_rss_hash_type *rss_type) __ksym;
extern int bpf_xdp_metadata_rx_vlan_tag(const struct xdp_md *ctx, __be16 *vlan_proto,
					__u16 *vlan_tci) __ksym;

struct seen {
	__u32 frames;
	__s32 hash_error;
	__u32 hash;
	__u32 type;
	__s32 tag_error;
	__u16 proto;
	__u16 tci;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} config SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct seen);
} seen SEC(".maps");

SEC("xdp")
int metadata(struct xdp_md *ctx)
{
	const struct ethhdr *eth = (const void *)(long)ctx->data;
	enum xdp_rss_hash_type type = XDP_RSS_TYPE_NONE;
	__u32 key = 0, *proto = bpf_map_lookup_elem(&config, &key);
	struct seen *seen_map = bpf_map_lookup_elem(&seen, &key);
	struct seen now = {};

	if (!proto || !seen_map || (const void *)(eth + 1) > (const void *)(long)ctx->data_end ||
	    eth->h_proto != (__be16)*proto)
		return XDP_PASS;
	now.hash_error = bpf_xdp_metadata_rx_hash(ctx, &now.hash, &type);
	now.type = type;
	now.tag_error = bpf_xdp_metadata_rx_vlan_tag(ctx, &now.proto, &now.tci);
	now.frames = seen_map->frames + 1;
	*seen_map = now;
	return XDP_DROP;
}

char _license[] SEC("license") = "GPL";
