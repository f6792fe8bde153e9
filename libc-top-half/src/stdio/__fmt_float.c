#include <limits.h>
#include <string.h>
#include "atomic.h"
#include "fmt.h"

/* All arithmetic uses integers: the value is a row of 32-bit words with a binary
 * point between two of them. Decimal digits are taken from it eight at a time,
 * exactly, and no more than needed. */

#define EIGHT 100000000U

void __fmt_double(struct fmt_float *x, const double *d)
{
	uint64_t bits;
	__builtin_memcpy(&bits, d, sizeof bits);
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
	__builtin_memcpy(bits, d, sizeof bits);
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

static void out(FILE *f, const char *s, int n)
{
	if (n) __fmt_out(f, s, n);
}

static int put(FILE *f, const struct text *t, int left, int zero, int width)
{
	long long all = (long long)t->prefixed + t->whole_digits + t->whole_zeros + t->point
		+ t->lead_zeros + t->fraction_digits + t->trail_zeros + t->exponent_len;
	if (all > INT_MAX) return -1;
	int room = width - (int)all;
	if (!left && !zero) __fmt_pad(f, ' ', room);
	out(f, t->prefix, t->prefixed);
	if (!left && zero) __fmt_pad(f, '0', room);
	out(f, t->whole, t->whole_digits);
	__fmt_pad(f, '0', t->whole_zeros);
	out(f, ".", t->point);
	__fmt_pad(f, '0', t->lead_zeros);
	out(f, t->fraction, t->fraction_digits);
	__fmt_pad(f, '0', t->trail_zeros);
	out(f, t->exponent, t->exponent_len);
	if (left) __fmt_pad(f, ' ', room);
	return room > 0 ? width : all;
}

/* letter, sign, and at least so many digits */
static void put_exponent(struct text *t, char letter, int exponent, int least)
{
	/* Below 100,000,000, __fmt_decimal writes eight digits. */
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

/* The next eight digits of a fraction; *low words of it are zero by then. */
static uint32_t eight(uint32_t *w, int *low, int count)
{
	uint64_t carry = 0;
	for (int i = *low; i < count; i++) {
		carry += (uint64_t)w[i] * EIGHT;
		w[i] = carry;
		carry >>= 32;
	}
	while (*low < count && !w[*low]) ++*low;
	return carry;
}

/* Stores eight digits. How many zeros they begin with. */
static int eight_digits(char *s, uint32_t n)
{
	uint64_t digits = __fmt_eight(n), text = digits | 0x3030303030303030;
	__builtin_memcpy(s, &text, sizeof text);
	return __builtin_ctzll(digits) / 8;
}

static int decimal(FILE *f, const struct fmt_float *x, struct text *t, char conversion, int alt,
	int left, int zero, int width, int precision)
{
	char style = conversion | 32;
	if (precision < 0) precision = 6;
	if (style == 'g' && !precision) precision = 1;

	/* words: the fraction's, then those of the whole part */
	const uint32_t m[4] = { x->low, x->low >> 32, x->high, x->high >> 32 };
	int e = x->exponent, fraction = e < 0 ? (-e + 31) / 32 : 0;
	int shift = 32 * fraction + e, at = shift / 32, last = at + (x->high ? 4 : 2);
	int count = last < fraction ? fraction : last + 1;
	uint32_t w[count];
	uint64_t carry = 0;
	memset(w, 0, sizeof w);
	for (int i = at; i < last; i++) {
		carry |= (uint64_t)m[i - at] << shift % 32;
		w[i] = carry;
		carry >>= 32;
	}
	w[last] = carry;

	/* The digits of the whole part end where those of the fraction begin. */
	int top = count, low = 0;
	while (top > fraction && !w[top - 1]) top--;
	while (low < fraction && !w[low]) low++;
	int most = precision < 32 * fraction ? precision : 32 * fraction;
	int whole = 10 * (top - fraction) + 24;
	char buf[whole + most + 32], *digits = buf + whole;
	while (top - fraction > 2) {
		uint64_t rest = 0;
		for (int i = top; i-- > fraction;) {
			rest = rest << 32 | w[i];
			w[i] = rest / EIGHT;
			rest %= EIGHT;
		}
		eight_digits(digits -= 8, rest);
		while (!w[top - 1]) top--;
	}
	uint64_t rest = top > fraction ? w[fraction] : 0;
	if (top > fraction + 1) rest |= (uint64_t)w[fraction + 1] << 32;
	digits = __fmt_decimal(digits, rest);

	/* Digits from the first that is not 0; the first stands for tens to exponent. */
	int n = buf + whole - digits, exponent = n - 1, want;
	for (;;) {
		want = precision + (style == 'f' ? exponent + 1 : style == 'e');
		/* Enough, or the value is below the first printed digit and does not round up. */
		if (n ? n > want : want < 0) break;
		if (low == fraction) break;
		uint32_t next = eight(w, &low, fraction);
		if (n || next) {
			int zeros = eight_digits(digits + n, next);
			if (!n) {
				digits += zeros;
				n -= zeros;
				exponent -= zeros;
			}
			n += 8;
		} else {
			exponent -= 8;
		}
	}

	/* Round to want digits. Those behind n are zeros. */
	if (want < 0) {
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
	while (style == 'g' && n && digits[n - 1] == '0') n--;
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
