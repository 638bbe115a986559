/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* KUnit: the kernel's, or in user space enough of it to run the same suites. */
#ifndef E1K_KUNIT_OSDEP_KUNIT_H
#define E1K_KUNIT_OSDEP_KUNIT_H

#ifdef __KERNEL__
#include <kunit/test.h>
#else
#include "user_kunit.h"
#endif

/* Kernels before 6.11, and user space, lack it. */
#ifndef KUNIT_ARRAY_PARAM_DESC
#define KUNIT_ARRAY_PARAM_DESC(name, array, desc_member) \
	static void name##_to_desc(const __typeof__((array)[0]) *param, char *desc) \
	{ \
		strscpy(desc, param->desc_member, KUNIT_PARAM_DESC_SIZE); \
	} \
	KUNIT_ARRAY_PARAM(name, array, name##_to_desc)
#endif

#endif
