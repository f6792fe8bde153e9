/* strtol and relatives: all digits of every base, as many as fit and one more. */
#include "../check.h"
#include <limits.h>
#include <stdint.h>

/* Writes n, behind some zeros, in letters of both cases; returns its start. */
static char *write_digits(char *end, uint64_t n, unsigned base, int zeros)
{
	*--end = '\0';
	do {
		unsigned digit = (unsigned)(n % base);
		const char *digits = n & 64 ? "0123456789abcdefghijklmnopqrstuvwxyz"
					    : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
		*--end = digits[digit];
		n /= base;
	} while (n);
	while (zeros--)
		*--end = '0';
	return end;
}

static void read_back(uint64_t n, unsigned base, int zeros)
{
	char buffer[200], *text = write_digits(buffer + sizeof buffer, n, base, zeros), *end;

	errno = 0;
	CHECK(strtoull(text, &end, (int)base) == n);
	CHECK_STR(end, "");
	CHECK_EQ(errno, 0);
	CHECK_EQ(strtoll(text, &end, (int)base), n > LLONG_MAX ? LLONG_MAX : (long long)n);
	CHECK_STR(end, "");
	CHECK_EQ(errno, n > LLONG_MAX ? ERANGE : 0);
	errno = 0;
	CHECK(strtoul(text, NULL, (int)base) == (n > ULONG_MAX ? ULONG_MAX : n));
	CHECK_EQ(errno, n > ULONG_MAX ? ERANGE : 0);
	errno = 0;
	*--text = '-';
	CHECK(strtoull(text, &end, (int)base) == -n);
	CHECK_STR(end, "");
	CHECK_EQ(errno, 0);
	uint64_t least = (uint64_t)LONG_MAX + 1;
	CHECK_EQ(strtol(text, NULL, (int)base), n > least ? LONG_MIN : (long)-n);
	CHECK_EQ(errno, n > least ? ERANGE : 0);
	/* Another digit is too much, and belongs to the number. */
	strcpy(buffer, text);
	strcat(buffer, "00000000000000000000000000000000000000000000000000000000000000001@");
	errno = 0;
	if (n) {
		CHECK(strtoull(buffer, &end, (int)base) == ULLONG_MAX);
		CHECK_EQ(errno, ERANGE);
		CHECK_STR(end, "@");
	}
}

/* The digit behind the last of a base ends a number. */
static void ends(int base)
{
	char text[] = { '1', (char)(base < 10 ? '0' + base : 'a' + base - 10), '\0' }, *end;

	CHECK_EQ(strtol(text, &end, base), 1);
	CHECK(end == text + 1);
	errno = 0;
	CHECK_EQ(strtol(text + 1, &end, base), 0);
	CHECK(end == text + 1);
}

int main(void)
{
	static const char *const none[] = { "", "-", "+", "+-1", "- 1", " \t\n", "@", "`", "/", ":", "[" };
	uint64_t state = 88172645463325252u;
	char *end;

	for (unsigned base = 2; base <= 36; base++) {
		ends((int)base);
		for (int i = 0; i < 64; i++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			read_back(state >> i, base, i % 3);
		}
		read_back(ULLONG_MAX, base, 0);
		read_back(LLONG_MAX, base, 40);
		read_back((uint64_t)LLONG_MAX + 1, base, 1);
		read_back(ULONG_MAX, base, 1);
		read_back(0, base, 0);
		for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
			CHECK_EQ(strtol(none[i], &end, (int)base), 0);
			CHECK(end == none[i]);
		}
	}
	CHECK_EQ(strtol(" \t\n\v\f\r+0x1Fg", &end, 0), 31);
	CHECK_STR(end, "g");
	CHECK_EQ(strtol("0x", &end, 16), 0);
	CHECK_STR(end, "x");
	CHECK_EQ(strtol("-0xg", &end, 0), 0);
	CHECK_STR(end, "xg");
	CHECK_EQ(strtol("08", &end, 0), 0);
	CHECK_STR(end, "8");
	errno = 0;
	CHECK_EQ(strtol("1", NULL, 37), 0);
	CHECK_EQ(errno, EINVAL);
	errno = 0;
	CHECK_EQ(strtol("1", NULL, -1), 0);
	CHECK_EQ(errno, EINVAL);
}
