/* SPDX-License-Identifier: GPL-2.0-only */
/* Zero-copy transmission from an AF_XDP socket's memory. */
#ifndef E1K_XSKTX_H
#define E1K_XSKTX_H

#include "net.h"

struct xsk_tx_metadata_ops;

/* What a socket may ask of the device for a packet. */
extern const struct xsk_tx_metadata_ops e1k_xsktx_metadata_ops;

/**
 * e1k_xsktx_poll - send what a socket has to send
 * @vec: vector of a socket
 *
 * NAPI context.
 *
 * Return: whether that was all, or all there was room for.
 */
bool e1k_xsktx_poll(struct e1k_vector *vec);

/**
 * e1k_xsktx_done - tell a socket what has been sent
 * @vec: vector of a socket
 *
 * NAPI context, or NAPI is stopped.
 */
void e1k_xsktx_done(struct e1k_vector *vec);

#endif
