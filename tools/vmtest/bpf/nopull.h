/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Put before a program of the kernel's tests for kernels without
 * bpf_xdp_pull_data(). It has nothing to do: a frame's first buffer of ours
 * holds its headers.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#undef __ksym
#define __ksym
#undef __weak
#define __weak

static int nothing_pulled;
#define bpf_xdp_pull_data(xdp, len) nothing_pulled
