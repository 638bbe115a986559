/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Included first by every file here: builds hal/ against the simulated world, or
 * against the port the build names.
 */
#ifndef E1K_KUNIT_PORT_H
#define E1K_KUNIT_PORT_H

#ifndef E1K_OSDEP_H
#define E1K_OSDEP_H "../kunit/osdep_sim.h"
#endif

#endif
