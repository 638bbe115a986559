/* SPDX-License-Identifier: GPL-2.0-only */
/* A frame through the card and back, for the self-test. */
#ifndef E1K_LOOPBACK_H
#define E1K_LOOPBACK_H

struct e1k_net;

/**
 * e1k_loopback_run - send a frame to ourselves
 * @net: port, down
 *
 * Resets the MAC before; the caller does afterwards. Where the frame turns back in
 * the PHY the link is negotiated anew at the end. hw_lock held. May sleep.
 *
 * Return: 0; -EIO if the frame did not come back as it was; or what kept it
 * from being sent.
 */
int e1k_loopback_run(struct e1k_net *net);

#endif
