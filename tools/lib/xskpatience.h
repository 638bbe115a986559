/* SPDX-License-Identifier: GPL-2.0-only */
/* By the linker (--wrap): the one is called in place of the other, which it calls. */
#ifndef XSKPATIENCE_H
#define XSKPATIENCE_H

#include <errno.h>
#include <linux/types.h>

struct bpf_map;
struct xsk_ring_cons;
struct xsk_ring_prod;
struct xsk_socket;
struct xsk_socket_config;
struct xsk_umem;

int __wrap_xsk_set_mtu(int ifindex, int mtu);
int __real_xsk_set_mtu(int ifindex, int mtu);

int __wrap_xsk_socket__create(struct xsk_socket **xsk, int ifindex, __u32 queue,
			      struct xsk_umem *umem, struct xsk_ring_cons *rx,
			      struct xsk_ring_prod *tx, const struct xsk_socket_config *config);
int __real_xsk_socket__create(struct xsk_socket **xsk, int ifindex, __u32 queue,
			      struct xsk_umem *umem, struct xsk_ring_cons *rx,
			      struct xsk_ring_prod *tx, const struct xsk_socket_config *config);

int __wrap_xsk_update_xskmap(struct bpf_map *map, struct xsk_socket *xsk, __u32 index);
int __real_xsk_update_xskmap(struct bpf_map *map, struct xsk_socket *xsk, __u32 index);

#endif
