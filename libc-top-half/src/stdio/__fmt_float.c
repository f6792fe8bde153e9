#include <limits.h>
#include <string.h>
#include "atomic.h"
#include "fmt.h"

/* All arithmetic uses integers: the value is a row of 32-bit words with a binary
 * point between two of them. Decimal digits are taken from it nine at a time,
 * exactly, and no more than needed. */

#define BILLION 1000000000U

void __fmt_double(struct fmt_float *x, const double *d)
{
	uint64_t bits;
	memcpy(&bits, d, sizeof bits);
	unsigned exponent = bits >> 52 & 0x7ff;
	uint64_t m = bits & ((1ULL << 52) - 1);
	*x = (struct fmt_float){
		.low = exponent ? m | 1ULL << 52 : m,
		.exponent = (exponent ? (int)exponent : 1) - 1075,
		.negative = bits >> 63,
		.infinite = exponent == 0x7ff && !m,
		.nan = exponent == 0x7ff && m,
	};
}

void __fmt_long_double(struct fmt_float *x, const long double *d)
{
	uint64_t bits[2];
	memcpy(bits, d, sizeof bits);
	unsigned exponent = bits[1] >> 48 & 0x7fff;
	uint64_t m = bits[1] & ((1ULL << 48) - 1);
	*x = (struct fmt_float){
		.low = bits[0],
		.high = exponent ? m | 1ULL << 48 : m,
		.exponent = (exponent ? (int)exponent : 1) - 16495,
		.negative = bits[1] >> 63,
		.infinite = exponent == 0x7fff && !(m | bits[0]),
		.nan = exponent == 0x7fff && (m | bits[0]),
	};
}

/* The printed parts, in order: sign and 0x, digits with zeros and a point, exponent. */
struct text {
	char prefix[3];
	int prefixed;
	/* Before the point: digits, then zeros. */
	const char *whole;
	int whole_digits, whole_zeros;
	int point;
	/* Behind it: zeros, digits, zeros. */
	int lead_zeros;
	const char *fraction;
	int fraction_digits, trail_zeros;
	char exponent[8];
	int exponent_len;
};

static int put(FILE *f, const struct text *t, int left, int zero, int width)
{
	long long all = (long long)t->prefixed + t->whole_digits + t->whole_zeros + t->point
		+ t->lead_zeros + t->fraction_digits + t->trail_zeros + t->exponent_len;
	if (all > INT_MAX) return -1;
	int room = width - (int)all;
	if (!left && !zero) __fmt_pad(f, ' ', room);
	__fmt_out(f, t->prefix, t->prefixed);
	if (!left && zero) __fmt_pad(f, '0', room);
	__fmt_out(f, t->whole, t->whole_digits);
	__fmt_pad(f, '0', t->whole_zeros);
	__fmt_out(f, ".", t->point);
	__fmt_pad(f, '0', t->lead_zeros);
	__fmt_out(f, t->fraction, t->fraction_digits);
	__fmt_pad(f, '0', t->trail_zeros);
	__fmt_out(f, t->exponent, t->exponent_len);
	if (left) __fmt_pad(f, ' ', room);
	return room > 0 ? width : all;
}

/* letter, sign, and at least so many digits */
static void put_exponent(struct text *t, char letter, int exponent, int least)
{
	char buf[8], *end = buf + sizeof buf;
	char *s = __fmt_decimal(end, exponent < 0 ? -exponent : exponent);
	while (end - s < least) *--s = '0';
	*--s = exponent < 0 ? '-' : '+';
	*--s = letter;
	t->exponent_len = end - s;
	memcpy(t->exponent, s, end - s);
}

static int hexadecimal(FILE *f, const struct fmt_float *x, struct text *t, char conversion, int alt,
	int left, int zero, int width, int precision)
{
	/* The point is behind the first digit: bit 112 is the 1 before it. */
	enum { DIGITS = 28 };
	const char *digit = conversion == 'a' ? "0123456789abcdef" : "0123456789ABCDEF";
	unsigned __int128 m = (unsigned __int128)x->high << 64 | x->low;
	int exponent = m ? x->exponent + 112 : 0, n = 0;
	char digits[DIGITS + 1];
	if (m) {
		int shift = (x->high ? a_clz_64(x->high) : 64 + a_clz_64(x->low)) - 15;
		m <<= shift;
		exponent -= shift;
	}
	if (precision >= 0 && precision < DIGITS) {
		int drop = 4 * (DIGITS - precision);
		unsigned __int128 half = (unsigned __int128)1 << (drop - 1);
		unsigned __int128 rest = m & (2 * half - 1);
		m -= rest;
		if (rest > half || (rest == half && m & (2 * half))) m += 2 * half;
	}
	while (n <= DIGITS) {
		digits[n++] = digit[(unsigned)(m >> 112)];
		m = (m & (((unsigned __int128)1 << 112) - 1)) << 4;
		if (!m) break;
	}
	t->prefix[t->prefixed++] = '0';
	t->prefix[t->prefixed++] = conversion == 'a' ? 'x' : 'X';
	t->whole = digits;
	t->whole_digits = 1;
	t->fraction = digits + 1;
	t->fraction_digits = n - 1;
	if (precision > n - 1) t->trail_zeros = precision - (n - 1);
	t->point = n > 1 || precision > 0 || alt;
	put_exponent(t, conversion == 'a' ? 'p' : 'P', exponent, 1);
	return put(f, t, left, zero, width);
}

/* The next nine digits of a fraction; *low words of it are zero by then. */
static uint32_t nine(uint32_t *w, int *low, int count)
{
	uint64_t carry = 0;
	for (int i = *low; i < count; i++) {
		carry += (uint64_t)w[i] * BILLION;
		w[i] = carry;
		carry >>= 32;
	}
	while (*low < count && !w[*low]) ++*low;
	return carry;
}

static void nine_digits(char *s, uint32_t n)
{
	for (int i = 9; i--; n /= 10) s[i] = '0' + n % 10;
}

static int decimal(FILE *f, const struct fmt_float *x, struct text *t, char conversion, int alt,
	int left, int zero, int width, int precision)
{
	char style = conversion | 32;
	if (precision < 0) precision = 6;
	if (style == 'g' && !precision) precision = 1;

	/* words: the fraction's, then those of the whole part */
	int e = x->exponent, fraction = e < 0 ? (-e + 31) / 32 : 0;
	int shift = 32 * fraction + e, count = (e > 0 ? e : 31) / 32 + 5 + fraction;
	uint32_t w[count];
	memset(w, 0, sizeof w);
	const uint32_t m[4] = { x->low, x->low >> 32, x->high, x->high >> 32 };
	for (int i = 0; i < 4; i++) {
		uint64_t v = (uint64_t)m[i] << shift % 32;
		w[shift / 32 + i] |= v;
		w[shift / 32 + i + 1] |= v >> 32;
	}

	/* The whole part in nines, the lowest first. */
	int nines = 0, top = count;
	while (top > fraction && !w[top - 1]) top--;
	uint32_t whole[(top - fraction) * 32 / 29 + 1];
	while (top > fraction) {
		uint64_t rest = 0;
		for (int i = top; i-- > fraction;) {
			rest = rest << 32 | w[i];
			w[i] = rest / BILLION;
			rest %= BILLION;
		}
		whole[nines++] = rest;
		while (top > fraction && !w[top - 1]) top--;
	}

	/* Digits from the first that is not 0; the first stands for tens to exponent. */
	int most = precision < 32 * fraction ? precision : 32 * fraction;
	char digits[9 * nines + most + 32];
	int n = 0, exponent = 0, low = 0, started = 0;
	while (low < fraction && !w[low]) low++;
	if (nines) {
		char first[9], *s = __fmt_decimal(first + 9, whole[--nines]);
		n = first + 9 - s;
		memcpy(digits, s, n);
		exponent = 9 * nines + n - 1;
		started = 1;
	}
	for (; nines; n += 9) nine_digits(digits + n, whole[--nines]);
	int want;
	for (;;) {
		want = style == 'f'    ? exponent + 1 + precision
			: style == 'e' ? precision + 1
				       : precision;
		if (started && n > want) break;
		/* The value is below the first printed digit, and does not round up. */
		if (!started && style == 'f' && -exponent > precision + 1) break;
		if (low == fraction) break;
		uint32_t next = nine(w, &low, fraction);
		if (!started && !next) {
			exponent -= 9;
			continue;
		}
		nine_digits(digits + n, next);
		n += 9;
		if (!started) {
			int zeros = 0;
			while (digits[zeros] == '0') zeros++;
			n -= zeros;
			memmove(digits, digits + zeros, n);
			exponent -= zeros + 1;
			started = 1;
		}
	}

	/* Round to want digits. Those behind n are zeros. */
	if (!started || want < 0) {
		n = 0;
	} else if (n > want) {
		int up = digits[want] > '5';
		if (digits[want] == '5') {
			up = low < fraction || (want && digits[want - 1] & 1);
			for (int i = want + 1; i < n && !up; i++) up = digits[i] != '0';
		}
		n = want;
		if (up) {
			while (n && digits[n - 1] == '9') n--;
			if (n) {
				digits[n - 1]++;
			} else {
				digits[n++] = '1';
				exponent++;
			}
		}
	}
	while (n && digits[n - 1] == '0') n--;
	if (!n) exponent = 0;

	if (style == 'g') {
		int fixed = exponent >= -4 && exponent < precision;
		int behind = fixed ? n - 1 - exponent : n - 1;
		precision = fixed ? precision - 1 - exponent : precision - 1;
		if (!alt && precision > behind) precision = behind > 0 ? behind : 0;
		style = fixed ? 'f' : 'e';
	}
	t->point = precision || alt;
	if (style == 'e') {
		t->whole = n ? digits : "0";
		t->whole_digits = 1;
		t->fraction = digits + 1;
		t->fraction_digits = n > 1 ? n - 1 : 0;
		put_exponent(t, conversion & 32 ? 'e' : 'E', exponent, 2);
	} else {
		int before = exponent + 1;
		t->whole = "0";
		t->whole_digits = 1;
		t->fraction = digits;
		t->fraction_digits = n;
		if (n && before > 0) {
			t->whole = digits;
			t->whole_digits = n < before ? n : before;
			t->whole_zeros = before - t->whole_digits;
			t->fraction += t->whole_digits;
			t->fraction_digits -= t->whole_digits;
		} else {
			t->lead_zeros = n ? -before : precision;
		}
	}
	t->trail_zeros = precision - t->lead_zeros - t->fraction_digits;
	return put(f, t, left, zero, width);
}

int __fmt_float(FILE *f, const struct fmt_float *x, char conversion, char sign, int alt, int left,
	int zero, int width, int precision)
{
	struct text t = { .prefixed = 0 };
	if (sign) t.prefix[t.prefixed++] = sign;
	if (x->infinite || x->nan) {
		t.whole = x->nan	  ? conversion & 32 ? "nan" : "NAN"
			: conversion & 32 ? "inf"
					  : "INF";
		t.whole_digits = 3;
		return put(f, &t, left, 0, width);
	}
	if ((conversion | 32) == 'a')
		return hexadecimal(f, x, &t, conversion, alt, left, zero, width, precision);
	return decimal(f, x, &t, conversion, alt, left, zero, width, precision);
}
