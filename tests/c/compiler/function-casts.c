/* -fwasi-function-casts: functions that are called with another type. */
#include "../check.h"
#include <stdint.h>

typedef void any(void);

/* Hides the target of a pointer from the compiler. */
__attribute__((noinline)) static any *hidden(any *f)
{
	any *volatile p = f;
	return p;
}

#define CALL(type, f, ...) (((type)hidden((any *)(f)))(__VA_ARGS__))

static int counted;

static void count(void) { counted++; }
static int twice(int a) { return 2 * a; }
static int sum(int a, int b, int c) { return a + b + c; }
static long long wide(long long a) { return a + (1LL << 40); }
static double mixed(int a, double b, const char *c, float d) { return a + b + *c + d; }

int main(void)
{
	/* Of its own type, first. */
	CHECK_EQ(CALL(int (*)(int), twice, 4), 8);
	/* More arguments than parameters, and an unused result. */
	CHECK_EQ(CALL(int (*)(int, int, double), twice, 5, 6, 7.0), 10);
	CALL(void (*)(int), twice, 1);
	CALL(void (*)(void *, char *), count, NULL, NULL);
	/* A missing result has no defined value. */
	(void)CALL(int (*)(void), count);
	CHECK_EQ(counted, 2);
	/* Integers of another width. */
	CHECK_EQ(CALL(int (*)(long long, int, int), sum, 1, 2, 3), 6);
	CHECK_EQ(CALL(int (*)(long long), wide, -3), -3);
	CHECK_EQ(CALL(long long (*)(int64_t), wide, 3), (1LL << 40) + 3);
	/* Numbers of each kind in their order. */
	CHECK(CALL(double (*)(double, int, float, const char *), mixed, 0.5, 1, 0.25f, "a") == 98.75);
	/* A function that is called as each of two types. */
	CHECK_EQ(CALL(int (*)(int, int), twice, 7, 0), 14);
	CHECK_EQ(CALL(int (*)(int), twice, 7), 14);
}
