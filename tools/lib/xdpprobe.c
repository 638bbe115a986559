// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loaded before xdp-trafficgen. Up to version 1.5.3 it asks with a frame of four
 * bytes whether the kernel can send from a BPF program, and takes it for one that
 * cannot when it is one that wants an Ethernet header.
 */
#include <bpf/bpf.h>

#include <dlfcn.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>

static const unsigned char frame[ETH_HLEN];
static const struct xdp_md context = { .data_end = sizeof(frame) };

int bpf_prog_test_run_opts(int program, struct bpf_test_run_opts *opts)
{
	int (*next)(int program, struct bpf_test_run_opts *opts) =
		dlsym(RTLD_NEXT, "bpf_prog_test_run_opts");

	if (opts->data_size_in < sizeof(frame)) {
		opts->data_in = frame;
		opts->data_size_in = sizeof(frame);
		opts->ctx_in = &context;
	}
	return next(program, opts);
}
