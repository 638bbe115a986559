// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Runs the suites as a program and prints KTAP. With an argument: only the
 * suite of that name; with --list: nothing, only the names.
 */
#include "user_kunit.h"

#define SUITES_MAX 32

static struct kunit_suite *suites[SUITES_MAX];
static int suite_cnt;
static int passed, failed;

void kunit_register(struct kunit_suite *suite)
{
	int i = suite_cnt++;

	if (suite_cnt > SUITES_MAX)
		abort();
	for (; i && strcmp(suites[i - 1]->name, suite->name) > 0; i--)
		suites[i] = suites[i - 1];
	suites[i] = suite;
}

void *kunit_kzalloc(struct kunit *test, size_t size, int flags)
{
	struct kunit_mem *mem = kzalloc(sizeof(*mem) + size, flags);

	if (!mem)
		return NULL;
	mem->next = test->mem;
	test->mem = mem;
	return mem->data;
}

void kunit_fail(struct kunit *test, bool fatal, const char *file, int line, const char *fmt, ...)
{
	va_list args;

	test->failed = true;
	printf("        # %s:%d: ", file, line);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	if (fatal)
		longjmp(test->abort, 1);
}

static bool run_case(const struct kunit_suite *suite, const struct kunit_case *kase,
		     const void *param)
{
	struct kunit test = { .param_value = param };
	struct kunit_mem *mem;

	if (!setjmp(test.abort) && !(suite->init && suite->init(&test)))
		kase->run_case(&test);
	if (!setjmp(test.abort) && suite->exit)
		suite->exit(&test);
	while ((mem = test.mem)) {
		test.mem = mem->next;
		kfree(mem);
	}
	if (test.failed)
		failed++;
	else
		passed++;
	return !test.failed;
}

static bool run_params(const struct kunit_suite *suite, const struct kunit_case *kase)
{
	char desc[KUNIT_PARAM_DESC_SIZE];
	const void *param = NULL;
	bool ok = true, this_ok;
	int i = 0;

	printf("        KTAP version 1\n        # Subtest: %s\n", kase->name);
	while ((param = kase->generate_params(param, desc))) {
		this_ok = run_case(suite, kase, param);
		printf("        %sok %d %s\n", this_ok ? "" : "not ", ++i, desc);
		ok &= this_ok;
	}
	printf("        1..%d\n", i);
	return ok;
}

static bool run_suite(const struct kunit_suite *suite)
{
	int passed_before = passed, failed_before = failed, count = 0, i = 0;
	const struct kunit_case *kase;
	bool ok = true, this_ok;

	for (kase = suite->test_cases; kase->run_case; kase++)
		count++;
	printf("    KTAP version 1\n    # Subtest: %s\n    1..%d\n", suite->name, count);
	for (kase = suite->test_cases; kase->run_case; kase++) {
		this_ok = kase->generate_params ? run_params(suite, kase) :
						  run_case(suite, kase, NULL);
		printf("    %sok %d %s\n", this_ok ? "" : "not ", ++i, kase->name);
		ok &= this_ok;
	}
	passed_before = passed - passed_before;
	failed_before = failed - failed_before;
	printf("# Totals: pass:%d fail:%d skip:0 total:%d\n", passed_before, failed_before,
	       passed_before + failed_before);
	return ok;
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : NULL;
	int i, ran = 0, count = 0;

	if (only && !strcmp(only, "--list")) {
		for (i = 0; i < suite_cnt; i++)
			puts(suites[i]->name);
		return 0;
	}
	for (i = 0; i < suite_cnt; i++)
		count += !only || !strcmp(only, suites[i]->name);
	printf("KTAP version 1\n1..%d\n", count);
	for (i = 0; i < suite_cnt; i++) {
		if (only && strcmp(only, suites[i]->name))
			continue;
		printf("%sok %d %s\n", run_suite(suites[i]) ? "" : "not ", ++ran, suites[i]->name);
	}
	printf("# %d passed, %d failed\n", passed, failed);
	return failed || !ran;
}
