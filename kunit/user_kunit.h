/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The part of KUnit the suites use, for user space. */
#ifndef E1K_KUNIT_USER_KUNIT_H
#define E1K_KUNIT_USER_KUNIT_H

#include <setjmp.h>

#include "user.h"

#define KUNIT_PARAM_DESC_SIZE 128

struct kunit_mem {
	struct kunit_mem *next;
	u64 data[];
};

struct kunit {
	void *priv;
	const void *param_value;
	bool failed;
	jmp_buf abort;
	struct kunit_mem *mem;
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	const void *(*generate_params)(const void *prev, char *desc);
};

struct kunit_suite {
	const char *name;
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
};

#define KUNIT_CASE(fn) { .run_case = (fn), .name = #fn }
#define KUNIT_CASE_PARAM(fn, gen) { .run_case = (fn), .name = #fn, .generate_params = (gen) }

#define KUNIT_ARRAY_PARAM(name, array, get_desc) \
	static const void *name##_gen_params(const void *prev, char *desc) \
	{ \
		const __typeof__(*(array)) *next = prev; \
		\
		next = next ? next + 1 : (array); \
		if ((size_t)(next - (array)) >= ARRAY_SIZE(array)) \
			return NULL; \
		get_desc(next, desc); \
		return next; \
	}

void kunit_register(struct kunit_suite *suite);

#define kunit_test_suite(suite) \
	static void __attribute__((constructor)) kunit_register_##suite(void) \
	{ \
		kunit_register(&(suite)); \
	}

void *kunit_kzalloc(struct kunit *test, size_t size, int flags);

void kunit_fail(struct kunit *test, bool fatal, const char *file, int line,
		const char *fmt, ...) __printf(5, 6);

/* Both sides also as they are written. */
#define KUNIT_BINARY(test, fatal, l, op, r, ltext, rtext) \
	do { \
		long long left_ = (l), right_ = (r); \
		\
		if (!(left_ op right_)) \
			kunit_fail(test, fatal, __FILE__, __LINE__, \
				   "%s %s %s: %lld (%llx), %lld (%llx)", ltext, #op, \
				   rtext, left_, left_, right_, right_); \
	} while (0)

#define KUNIT_UNARY(test, fatal, cond, what) \
	do { \
		if (!(cond)) \
			kunit_fail(test, fatal, __FILE__, __LINE__, what); \
	} while (0)

#define KUNIT_EXPECT_EQ(test, l, r) KUNIT_BINARY(test, false, l, ==, r, #l, #r)
#define KUNIT_EXPECT_NE(test, l, r) KUNIT_BINARY(test, false, l, !=, r, #l, #r)
#define KUNIT_EXPECT_GT(test, l, r) KUNIT_BINARY(test, false, l, >, r, #l, #r)
#define KUNIT_EXPECT_GE(test, l, r) KUNIT_BINARY(test, false, l, >=, r, #l, #r)
#define KUNIT_EXPECT_LT(test, l, r) KUNIT_BINARY(test, false, l, <, r, #l, #r)
#define KUNIT_EXPECT_LE(test, l, r) KUNIT_BINARY(test, false, l, <=, r, #l, #r)
#define KUNIT_EXPECT_TRUE(test, x) KUNIT_UNARY(test, false, x, "not true: " #x)
#define KUNIT_EXPECT_FALSE(test, x) KUNIT_UNARY(test, false, !(x), "not false: " #x)
#define KUNIT_EXPECT_NULL(test, x) KUNIT_UNARY(test, false, !(x), "not NULL: " #x)
#define KUNIT_EXPECT_NOT_NULL(test, x) KUNIT_UNARY(test, false, x, "NULL: " #x)
#define KUNIT_EXPECT_PTR_EQ(test, l, r) \
	KUNIT_UNARY(test, false, (const void *)(l) == (const void *)(r), #l " is not " #r)
#define KUNIT_EXPECT_STREQ(test, l, r) \
	do { \
		const char *left_ = (l), *right_ = (r); \
		\
		if (strcmp(left_, right_)) \
			kunit_fail(test, false, __FILE__, __LINE__, "%s: \"%s\", not \"%s\"", \
				   #l, left_, right_); \
	} while (0)
#define KUNIT_ASSERT_EQ(test, l, r) KUNIT_BINARY(test, true, l, ==, r, #l, #r)
#define KUNIT_ASSERT_NOT_NULL(test, x) KUNIT_UNARY(test, true, x, "NULL: " #x)
#define KUNIT_FAIL(test, ...) kunit_fail(test, false, __FILE__, __LINE__, __VA_ARGS__)

#endif
