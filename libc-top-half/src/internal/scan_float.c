#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include "atomic.h"
#include "source.h"

/* Few numbers need it: small, and apart from what all need. */
#define RARE __attribute__((__noinline__, __minsize__))

/* Every result is the number nearest to the text, of two the one whose last bit is 0. Three ways
 * lead there, each for what the one before cannot decide:
 *
 * one operation on two doubles that are exact;
 * the product of 64 bits of the digits and 64 bits of the power of 10, if its error cannot reach
 * the middle between two results;
 * integers of any length: the digits become a row of 32-bit words, lowest first, which is
 * multiplied or divided by the power of 5, and rounded once. */

struct format {
	int bits;
	/* The exponents of the lowest bit of the least number, and above the highest of the
	 * greatest. */
	int least, greatest;
	/* A number whose first digit has a smaller or larger exponent is 0 or infinite. */
	int least_ten, greatest_ten;
	/* Behind the first 19, so many digits matter, and the others only if they are not zero;
	 * this many words hold them all. */
	int further, words;
};

static const struct format formats[] = {
	{ FLT_MANT_DIG, -149, FLT_MAX_EXP, -47, 39, 111, 24 },
	{ DBL_MANT_DIG, -1074, DBL_MAX_EXP, -326, 309, 781, 96 },
	{ LDBL_MANT_DIG, -16494, LDBL_MAX_EXP, -4968, 4933, 11581, 1300 },
};

#define BILLION 1000000000U

/* Powers of 5. */
static const uint32_t fives[] = { 1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625,
	48828125, 244140625, 1220703125 };

/* The first 64 bits of every 27th power of 5, the rest cut off. */
#define FIRST_POWER (-351)
#define STEP 27
static const uint64_t powers[] = { 0x8049a4ac0c5811ae, 0xcf42894a5dce35ea, 0xa76c582338ed2621,
	0x873e4f75e2224e68, 0xda7f5bf590966848, 0xb080392cc4349dec, 0x8e938662882af53e,
	0xe65829b3046b0afa, 0xba121a4650e4ddeb, 0x964e858c91ba2655, 0xf2d56790ab41c2a2,
	0xc428d05aa4751e4c, 0x9e74d1b791e07e48, 0x8000000000000000, 0xcecb8f27f4200f3a,
	0xa70c3c40a64e6c51, 0x86f0ac99b4e8dafd, 0xda01ee641a708de9, 0xb01ae745b101e9e4,
	0x8e41ade9fbebc27d, 0xe5d3ef282a242e81, 0xb9a74a0637ce2ee1, 0x95f83d0a1fb69cd9,
	0xf24a01a73cf2dccf, 0xc3b8358109e84f07 };

union bits {
	uint64_t u;
	double d;
};

struct row {
	int count;
	/* Whether there were nonzero bits below the lowest word. */
	int more;
	uint32_t *w;
};

static RARE void multiply(struct row *r, uint32_t by, uint32_t add)
{
	uint64_t carry = add;
	for (int i = 0; i < r->count; i++) {
		carry += (uint64_t)r->w[i] * by;
		r->w[i] = carry;
		carry >>= 32;
	}
	if (carry) r->w[r->count++] = carry;
}

static RARE void divide(struct row *r, uint32_t by)
{
	uint64_t rest = 0;
	for (int i = r->count; i--;) {
		rest = rest << 32 | r->w[i];
		r->w[i] = rest / by;
		rest %= by;
	}
	r->more |= !!rest;
	while (r->count && !r->w[r->count - 1]) r->count--;
}

static RARE int length(const struct row *r)
{
	return r->count ? 32 * r->count - a_clz_32(r->w[r->count - 1]) : 0;
}

static RARE void shift_up(struct row *r, int n)
{
	int words = n / 32, bits = n % 32;
	multiply(r, 1U << bits, 0);
	for (int i = r->count; i--;) r->w[i + words] = r->w[i];
	for (int i = 0; i < words; i++) r->w[i] = 0;
	r->count += words;
}

/* 64 bits from bit n on; a negative n is as if zeros stood below. */
static RARE uint64_t bits_from(const struct row *r, int n)
{
	uint64_t v = 0;
	for (int i = 0; i < 3; i++) {
		int word = (n < 0 ? n - 31 : n) / 32 + i, at = 32 * word - n;
		if (word < 0 || word >= r->count) continue;
		if (at >= 64) continue;
		v |= at < 0 ? (uint64_t)r->w[word] >> -at : (uint64_t)r->w[word] << at;
	}
	return v;
}

static RARE int any_below(const struct row *r, int n)
{
	if (r->more) return 1;
	for (int i = 0; i < r->count && 32 * i < n; i++) {
		uint32_t w = r->w[i];
		if (n < 32 * (i + 1)) w &= (1U << n % 32) - 1;
		if (w) return 1;
	}
	return 0;
}

/* The first 64 bits of a product of 128, too small by less than 2: the product of the low halves
 * is left out. */
static uint64_t product(uint64_t a, uint64_t b)
{
	uint64_t left = (a >> 32) * (uint32_t)b, right = (b >> 32) * (uint32_t)a;
	uint64_t middle = (left & 0xffffffff) + (uint32_t)right;
	return (a >> 32) * (b >> 32) + (left >> 32) + (right >> 32) + (middle >> 32);
}

static void overflow(struct scanned *x)
{
	errno = ERANGE;
	x->infinite = 1;
}

/* The row times 2 to the exponent. */
static RARE void finish(
	const struct row *r, int exponent, const struct format *to, struct scanned *x)
{
	int have = length(r);
	if (!have) {
		if (r->more) errno = ERANGE;
		return;
	}
	if (exponent + have < to->least) {
		errno = ERANGE;
		return;
	}
	int keep = to->bits, low = have + exponent - to->least;
	if (keep > low) keep = low;
	int drop = have - keep;
	if (drop < 0) drop = 0;
	x->low = bits_from(r, drop);
	x->high = bits_from(r, drop + 64);
	/* Without the bits that were not to be kept there are at most 113. */
	if (drop) {
		int half = r->w[(drop - 1) / 32] >> (drop - 1) % 32 & 1,
		    rest = any_below(r, drop - 1);
		if (half && (rest || x->low & 1) && !++x->low) x->high++;
		/* Too small for all its bits, and some were lost. */
		if (keep < to->bits && (half || rest)) errno = ERANGE;
	}
	x->exponent = exponent + drop;
	int top = x->high ? 128 - a_clz_64(x->high) : x->low ? 64 - a_clz_64(x->low) : 0;
	if (top && top + x->exponent > to->greatest) overflow(x);
}

/* m times 2 to the exponent, if that is certain: the number may be larger, by less than error.
 * more: digits that are left out could make it exact. */
static int finish_short(uint64_t m, int exponent, uint64_t error, int more,
	const struct format *to, struct scanned *x)
{
	int have = 64 - a_clz_64(m), keep = to->bits, low = have + exponent - to->least;
	if (keep > low) keep = low;
	if (keep <= 0) return 0;
	int drop = have - keep;
	if (drop > 0) {
		uint64_t middle = 1ULL << (drop - 1), below = m & (2 * middle - 1);
		if (middle - below <= error) return 0;
		m = (m >> drop) + (below > middle);
		exponent += drop;
		/* Too small for all its bits, or just not. */
		if (keep < to->bits) {
			if (more || m >> keep) return 0;
			if (below | error) errno = ERANGE;
		}
	}
	if (64 - a_clz_64(m) + exponent > to->greatest) overflow(x);
	x->low = m;
	x->exponent = exponent;
	return 1;
}

/* The number that was rounded; a float is a double without error, too. */
static double assemble(uint64_t m, int exponent)
{
	int shift = a_clz_64(m) - 11;
	/* Bit 52 is the one before the point, except in the least numbers. */
	if (exponent - shift < -1074) shift = exponent + 1074;
	m = shift < 0 ? m >> -shift : m << shift;
	/* In all others, that bit adds 1 to the exponent. */
	m += (uint64_t)(exponent - shift + 1074) << 52;
	return (union bits){ m }.d;
}

/* An exponent, from its letter on. */
static RARE int scan_exponent(struct source *in, int partial, long long *exponent)
{
	int back = 1, c, negative;
	long long n = 0;
	in->at++;
	c = peek(in);
	negative = c == '-';
	if (c == '+' || c == '-') {
		in->at++;
		back = 2;
		c = peek(in);
	}
	if (c - '0' >= 10U) {
		if (partial) in->at -= back;
		return partial;
	}
	for (; c - '0' < 10U; in->at++, c = peek(in))
		if (n < LLONG_MAX / 100) n = 10 * n + (c - '0');
	*exponent += negative ? -n : n;
	return 1;
}

/* Behind 0x. */
static RARE int hexadecimal(
	struct source *in, int partial, const struct format *to, struct scanned *x)
{
	const unsigned char *p = in->at, *end = in->end;
	uint64_t high = 0, low = 0;
	long long digits = 0, point = -1, further = 0, exponent = 0;
	int more = 0, c;
	for (;; p++) {
		if (p == end) {
			in->at = p;
			c = in->more(in);
			p = in->at;
			end = in->end;
			if (c < 0) break;
		}
		c = *p;
		unsigned digit = c - '0';
		if (digit >= 10) {
			digit = (c | 32) - 'a' + 10;
			if (digit - 10 >= 6) {
				if (c != '.' || point >= 0) break;
				point = digits;
				continue;
			}
		}
		digits++;
		if (high >> 60) {
			further++;
			more |= digit;
		} else {
			high = high << 4 | low >> 60;
			low = low << 4 | digit;
		}
	}
	in->at = p;
	if (!digits) {
		/* The number was only "0". */
		if (partial) in->at -= point < 0 ? 1 : 2;
		return partial;
	}
	if ((c | 32) == 'p' && !scan_exponent(in, partial, &exponent)) return 0;
	exponent += 4 * further;
	if (point >= 0) exponent += 4 * (point - digits);
	if (!(high | low)) return 1;
	if (exponent > 4 * LDBL_MAX_EXP) exponent = 4 * LDBL_MAX_EXP;
	if (exponent < -4 * LDBL_MAX_EXP) exponent = -4 * LDBL_MAX_EXP;
	if (!high && finish_short(low, exponent, 0, 0, to, x)) return 1;
	uint32_t w[] = { low, low >> 32, high, high >> 32 };
	struct row r = { .count = 4, .more = more, .w = w };
	while (!w[r.count - 1]) r.count--;
	finish(&r, exponent, to, x);
	return 1;
}

/* m times 10 to the tens. */
static int with_doubles(uint64_t m, int tens, struct scanned *x)
{
	int n = tens < 0 ? -tens : tens, half = n / 2;
	if (!n) {
		x->value = m;
		return 1;
	}
	if (n > 22 || m >> DBL_MANT_DIG) return 0;
	double d = m, power = (double)((uint64_t)fives[half] * fives[n - half]);
	union bits bits = { .d = tens < 0 ? d / power : d * power };
	/* Of 10, this is the 2. */
	bits.u += (uint64_t)tens << 52;
	x->value = bits.d;
	return 1;
}

/* m times 10 to the tens; with more, the number is larger, and less than with m + 1. */
static int with_product(uint64_t m, int tens, int more, const struct format *to, struct scanned *x)
{
	unsigned at = tens - FIRST_POWER, rest = at % STEP, half = rest / 2;
	at /= STEP;
	uint64_t five = (uint64_t)fives[half] * fives[rest - half];
	int shift_m = a_clz_64(m), shift_five = a_clz_64(five);
	/* For every 65,536 powers of 5 there are 152,170 powers of 2. */
	int exponent = (((int)at * STEP + FIRST_POWER) * 152170 >> 16) + 65;
	m = product(m << shift_m, product(powers[at], five << shift_five));
	/* The parts cut off from the power and from both products make less than 5; all digits that m
	 * lacks make less than its last bit. With the least numbers, few digits are never exact. */
	return finish_short(m, exponent - shift_m - shift_five + tens,
		5 + ((uint64_t)!!more << shift_m), more, to, x);
}

/* Returns 0 if neither can tell. */
static int finish_decimal(uint64_t m, long long tens, int more, int precision, struct scanned *x)
{
	const struct format *to = formats + precision;
	if (!m) return 1;
	if (tens > to->greatest_ten) {
		overflow(x);
		return 1;
	}
	if (tens < to->least_ten - 18) {
		errno = ERANGE;
		return 1;
	}
	if (precision == 2) return 0;
	if (precision && !more && with_doubles(m, tens, x)) return 1;
	return with_product(m, tens, more, to, x);
}

/* The digits behind those of m, by nines; the last are a number below scale. */
struct further {
	uint32_t *nines, last, scale;
	int count, more;
};

/* m and the further digits as one integer, times 10 to the tens. */
static RARE void finish_long(uint64_t m, const struct further *f, int tens, const struct format *to,
	struct scanned *x)
{
	uint32_t w[to->words];
	struct row r = { .w = w, .count = 2, .more = f->more };
	int up = 0, left = tens < 0 ? -tens : tens;
	w[0] = m;
	w[1] = m >> 32;
	if (!w[1]) r.count--;
	for (int i = 0; i < f->count; i++) multiply(&r, BILLION, f->nines[i]);
	multiply(&r, f->scale, f->last);
	if (tens < 0) {
		/* Divided by 5^-n, which has at most 7/3 bits for each 5, enough bits must stay. */
		up = left * 7 / 3 + 1 + to->bits + 3 - length(&r);
		if (up > 0) shift_up(&r, up);
		else up = 0;
	}
	while (left) {
		int n = left < 13 ? left : 13;
		if (tens < 0) divide(&r, fives[n]);
		else multiply(&r, fives[n], 0);
		left -= n;
	}
	finish(&r, tens - up, to, x);
}

/* Behind 19 digits, with another at hand. point: the number of digits before it, or -1. */
static __attribute__((__noinline__)) int scan_further(struct source *in, int partial, uint64_t m, long long point,
	long long digits, int precision, struct scanned *x)
{
	const struct format *to = formats + precision;
	uint32_t nines[to->further / 9 + 1], last = 0, scale = 1;
	struct further f = { .nines = nines };
	const unsigned char *p = in->at, *end = in->end;
	long long count = 0;
	unsigned more = 0;
	int c;
	for (;; p++) {
		if (p == end) {
			in->at = p;
			c = in->more(in);
			p = in->at;
			end = in->end;
			if (c < 0) break;
		}
		c = *p;
		unsigned digit = c - '0';
		if (digit >= 10) {
			if (c != '.' || point >= 0) break;
			point = digits + count;
			continue;
		}
		more |= digit;
		if (count++ >= to->further) {
			f.more |= digit;
			continue;
		}
		last = 10 * last + digit;
		scale *= 10;
		if (scale == BILLION) {
			nines[f.count++] = last;
			last = 0;
			scale = 1;
		}
	}
	f.last = last;
	f.scale = scale;
	in->at = p;
	long long tens = point < 0 ? count : point - digits;
	if ((c | 32) == 'e' && !scan_exponent(in, partial, &tens)) return 0;
	if (!finish_decimal(m, tens, more, precision, x))
		finish_long(m, &f, tens - (count < to->further ? count : to->further), to, x);
	return 1;
}

/* digits: 1 behind a 0. */
static int decimal(
	struct source *in, int partial, long long digits, int precision, struct scanned *x)
{
	const unsigned char *p = in->at, *end = in->end;
	uint64_t m = 0;
	long long point = -1;
	int c;
	for (;; p++) {
		if (p == end) {
			in->at = p;
			c = in->more(in);
			p = in->at;
			end = in->end;
			if (c < 0) break;
		}
		c = *p;
		unsigned digit = c - '0';
		if (digit >= 10) {
			if (c != '.' || point >= 0) break;
			point = digits;
			continue;
		}
		if (m >= 1000000000000000000) {
			in->at = p;
			return scan_further(in, partial, m, point, digits, precision, x);
		}
		m = 10 * m + digit;
		digits++;
	}
	in->at = p;
	if (!digits) return 0;
	long long tens = point < 0 ? 0 : point - digits;
	if ((c | 32) == 'e' && !scan_exponent(in, partial, &tens)) return 0;
	if (!finish_decimal(m, tens, 0, precision, x))
		finish_long(m, &(struct further){ .scale = 1 }, tens, formats + precision, x);
	return 1;
}

/* How much of a word is there, in any case. */
static RARE int match(struct source *in, const char *word)
{
	const unsigned char *p = in->at;
	int n = 0;
	for (; word[n]; n++, p++) {
		if (p == in->end) {
			in->at = p;
			int c = in->more(in);
			p = in->at;
			if (c < 0) break;
		}
		if ((*p | 32) != word[n]) break;
	}
	in->at = p;
	return n;
}

static RARE int word(struct source *in, int c, int partial, struct scanned *x)
{
	int n = match(in, (c | 32) == 'n' ? "nan" : "infinity");
	if ((c | 32) != 'n') {
		x->infinite = 1;
		if (n == 3 || n == 8) return 1;
		if (partial && n > 3) in->at -= n - 3;
		return partial && n > 3;
	}
	if (n < 3) return 0;
	x->nan = 1;
	if (peek(in) != '(') return 1;
	n = 0;
	do {
		in->at++;
		n++;
		c = peek(in);
	} while (c - '0' < 10U || (c | 32) - 'a' < 26U || c == '_');
	if (c == ')') in->at++;
	else if (partial) in->at -= n;
	return c == ')' || partial;
}

static int scan(struct source *in, int precision, int partial, struct scanned *x)
{
	int c;
	while (isspace((c = peek(in)))) in->at++;
	if (c == '+' || c == '-') {
		x->negative = c == '-';
		in->at++;
		c = peek(in);
	}
	if (c == '0') {
		in->at++;
		if ((peek(in) | 32) == 'x') {
			in->at++;
			return hexadecimal(in, partial, formats + precision, x);
		}
	} else if (c - '0' >= 10U && c != '.') {
		return word(in, c, partial, x);
	}
	return decimal(in, partial, c == '0', precision, x);
}

int __scan_float(struct source *in, int precision, int partial, struct scanned *x)
{
	*x = (struct scanned){ 0 };
	if (!scan(in, precision, partial, x)) {
		x->negative = x->infinite = x->nan = 0;
		errno = EINVAL;
		return 0;
	}
	if (precision == 2) return 1;
	if (x->infinite) x->value = INFINITY;
	else if (x->nan) x->value = NAN;
	else if (x->low) x->value = assemble(x->low, x->exponent);
	if (x->negative) x->value = -x->value;
	return 1;
}
