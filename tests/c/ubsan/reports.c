/* -fsanitize=undefined: each finding is a line with its place and what went wrong, and
 * the program goes on. */
#include "../check.h"
#include <limits.h>
#include <stdint.h>

#define APART __attribute__((noinline)) static

APART int add(int a, int b)
{
	return a + b;
}
APART int subtract(int a, int b)
{
	return a - b;
}
APART int multiply(int a, int b)
{
	return a * b;
}
APART long long add_long(long long a, long long b)
{
	return a + b;
}
APART int negate(int a)
{
	return -a;
}
APART int shift(int a, int b)
{
	return a << b;
}
APART int shift_back(int a, long long b)
{
	return a >> b;
}
APART int element(int i)
{
	int array[4] = { 1, 2, 3, 4 };

	return array[i & 7];
}
APART int load(int *p)
{
	return *p;
}
APART int truth(_Bool *p)
{
	return *p;
}
APART int to_int(double d)
{
	return (int)d;
}
APART int bound(int n)
{
	char array[n];

	return (int)sizeof array;
}
APART int zeros(unsigned n)
{
	return __builtin_ctz(n);
}
APART char *offset(char *p, size_t n)
{
	return p + n;
}
APART __attribute__((returns_nonnull)) char *same(char *p)
{
	return p;
}
APART __attribute__((nonnull)) char *take(char *p)
{
	return p;
}

static int log_file;
static char line[1000];

/* The output since the last time. */
static const char *said(void)
{
	ssize_t n = pread(log_file, line, sizeof line - 1, 0);

	CHECK(n >= 0);
	line[n] = '\0';
	CHECK_EQ(ftruncate(log_file, 0), 0);
	CHECK_EQ(lseek(log_file, 0, SEEK_SET), 0);
	return line;
}

static volatile long long sink;
static char block[64] __attribute__((aligned(16)));

/* GCC's runtime shows memory in further lines. */
#ifdef __wasi__
#define IS_ONE_LINE (strchr(line, '\n') == line + strlen(line) - 1)
#else
#define IS_ONE_LINE 1
#endif

/* The expression says this, in one line that ends as lines do. */
#define SAYS(expression, want)                                                     \
	do {                                                                       \
		sink = (long long)(intptr_t)(expression);                          \
		if (strstr(said(), want) == NULL || !IS_ONE_LINE) {                \
			dup2(was, 2);                                              \
			check_failed(__FILE__, __LINE__, 0, "%s says \"%s\", not %s", \
				     #expression, line, want);                     \
		}                                                                  \
		CHECK(strstr(line, "tests/c/ubsan/reports.c:") != NULL);           \
		CHECK(strstr(line, ": runtime error: ") != NULL);                  \
	} while (0)

int main(void)
{
	int was = dup(2);

	log_file = OPEN("log", O_RDWR | O_CREAT);
	CHECK_EQ(dup2(log_file, 2), 2);
	errno = 77;
	SAYS(add(INT_MAX, 1), "/reports.c:11:");
#ifdef __wasi__
	/* GCC's runtime changes it. */
	CHECK_EQ(errno, 77);
#endif
	SAYS(subtract(INT_MIN, 1), "signed integer overflow: -2147483648 - 1 ");
	SAYS(multiply(1 << 16, -(1 << 16)), "signed integer overflow: 65536 * -65536 ");
	SAYS(add_long(LLONG_MIN, -2), "signed integer overflow: -9223372036854775808 + -2 ");
	SAYS(negate(INT_MIN), "negation of -2147483648 ");
	SAYS(shift(1, 40), "shift exponent 40 is too large for ");
	SAYS(shift_back(1, -1), "shift exponent -1 is negative");
	SAYS(element(7), "index 7 out of bounds for type 'int");
	SAYS(load((int *)(block + 1)), "misaligned address 0x");
	SAYS(truth((_Bool *)memset(block, 2, 1)), "load of value 2");
	SAYS(to_int(1e20), ": 1e+20 is ");
	SAYS(bound(0), "variable length array ");
	SAYS(zeros(0), "");
	SAYS(offset(block, -(uintptr_t)block - 1), "pointer index expression");
	SAYS(same(NULL), "null pointer returned from");
	SAYS(take(NULL), "null pointer passed as argument 1, which is declared");
	/* No place has a second line. */
	CHECK_EQ(add(INT_MAX, 1), INT_MIN);
	CHECK_STR(said(), "");
	/* And what is well defined has none. */
	CHECK_EQ(shift(1, 4), 16);
	CHECK_EQ(element(2), 3);
	CHECK_STR(said(), "");
}
