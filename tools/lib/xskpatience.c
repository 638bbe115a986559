// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linked into xskxceiver. When a socket is closed the kernel takes its queue
 * back in the background. Until then there can be no other, and its buffers
 * limit the MTU. The test waits for a tenth of a second at most, and not at all.
 * And a device may need a while, in milliseconds in the environment, until it
 * receives after all has been set up.
 */
#include "xskpatience.h"

#include <stdlib.h>
#include <unistd.h>

#define TRIES 100
#define PAUSE_US 20000

int __wrap_xsk_set_mtu(int ifindex, int mtu)
{
	int tries, err;

	for (tries = 0; tries < TRIES; tries++) {
		err = __real_xsk_set_mtu(ifindex, mtu);
		if (!err)
			break;
		usleep(PAUSE_US);
	}
	return err;
}

int __wrap_xsk_socket__create(struct xsk_socket **xsk, int ifindex, __u32 queue,
			      struct xsk_umem *umem, struct xsk_ring_cons *rx,
			      struct xsk_ring_prod *tx, const struct xsk_socket_config *config)
{
	int tries, err;

	for (tries = 0; tries < TRIES; tries++) {
		err = __real_xsk_socket__create(xsk, ifindex, queue, umem, rx, tx, config);
		if (err != -EBUSY)
			break;
		usleep(PAUSE_US);
	}
	return err;
}

int __wrap_xsk_update_xskmap(struct bpf_map *map, struct xsk_socket *xsk, __u32 index)
{
	const char *settle = getenv("XSK_SETTLE_MS");

	if (settle)
		usleep(1000 * atoi(settle));
	return __real_xsk_update_xskmap(map, xsk, index);
}
