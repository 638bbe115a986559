/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* KUnit: the kernel's, or in user space enough of it to run the same suites. */
#ifndef E1K_KUNIT_OSDEP_KUNIT_H
#define E1K_KUNIT_OSDEP_KUNIT_H

#ifdef __KERNEL__
#include <kunit/test.h>
#else
#include "user_kunit.h"
#endif

/* Parameters of a case: a table whose entries have a member desc. */
#define E1K_PARAMS(name, array) \
	static void name##_to_desc(const __typeof__((array)[0]) param[], char *desc) \
	{ \
		strscpy(desc, param->desc, KUNIT_PARAM_DESC_SIZE); \
	} \
	KUNIT_ARRAY_PARAM(name, array, name##_to_desc)

#endif
