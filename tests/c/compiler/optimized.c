/* Library calls at -O2: as builtins, and with the compiler's knowledge of them. */
#include "../check.h"
#include <math.h>
#include <stdint.h>
#include <wchar.h>

__attribute__((noinline)) static char *text(char *to, const char *from)
{
	return strcat(strcpy(to, from), "!");
}

int main(int argc, char **argv)
{
	char buffer[64], other[64];
	volatile double x = argc + 1.0;

	(void)argv;
	CHECK_STR(text(buffer, "hello"), "hello!");
	CHECK_EQ(sprintf(other, "%s", buffer), 6);
	CHECK_EQ(strlen(memcpy(other + 10, buffer, 7)), 6);
	CHECK_EQ(memcmp(buffer, other, 7), 0);
	CHECK(strchr(buffer, '!') == buffer + 5);
	CHECK(sqrt(x * x) == 2.0 && pow(x, 2) == 4.0 && fma(x, x, 1) == 5.0);
	CHECK(floor(-x / 4) == -1.0 && lround(x * 1.25) == 3);
	CHECK_EQ(abs(-argc) + labs(-1L) + llabs(-1LL), 3);
	CHECK_EQ(printf("%s\n", "line"), 5);
	CHECK_EQ(printf("x"), 1);
	CHECK_EQ(fprintf(stdout, "y%c", '\n'), 2);
	uint64_t wide = (uint64_t)argc << 40;
	CHECK_EQ(__builtin_popcountll(wide) + __builtin_ctzll(wide), 41);
	__int128 big = (__int128)wide * wide;
	CHECK(big / wide == (__int128)wide && big % 7 == ((__int128)1 << 80) % 7);
	char *copy = strdup(buffer);
	CHECK(copy != NULL && realloc(copy, 100) != NULL);
	free(calloc(3, 4));
	CHECK_EQ(wcslen(L"wide"), 4);
}
