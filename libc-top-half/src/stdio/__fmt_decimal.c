#include "fmt.h"

#define EIGHT 100000000
#define LANES(n, bits) ((n) * (UINT64_MAX / ((1ULL << (bits)) - 1)))

/* Divides by 10,000, then both halves by 100, then the quarters by 10: all of a step in one
 * multiplication, by the reciprocal. */
uint64_t __fmt_eight(uint32_t n)
{
	uint64_t x = n / 10000 | (uint64_t)(n % 10000) << 32;
	x = (x << 16) - ((100 << 16) - 1) * (x * 5243 >> 19 & LANES(0x7fULL, 32));
	return (x << 8) - ((10 << 8) - 1) * (x * 103 >> 10 & LANES(0xfULL, 16));
}

char *__fmt_decimal(char *end, uint64_t n)
{
	uint64_t digits, text;
	do {
		uint64_t rest = n < EIGHT ? 0 : n / EIGHT;
		digits = __fmt_eight(n - rest * EIGHT);
		text = digits | LANES('0', 8);
		__builtin_memcpy(end -= 8, &text, 8);
		n = rest;
	} while (n);
	return end + (digits ? __builtin_ctzll(digits) / 8 : 8);
}
