/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* KUnit: the kernel's, or in user space enough of it to run the same suites. */
#ifndef E1K_KUNIT_TEST_H
#define E1K_KUNIT_TEST_H

#ifdef __KERNEL__
#include <kunit/test.h>
#else
#include "user_kunit.h"
#endif

#endif
