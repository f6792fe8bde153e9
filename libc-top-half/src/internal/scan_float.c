#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <string.h>
#include "atomic.h"
#include "scan_float.h"
#include "shgetc.h"

/* All arithmetic uses integers and is exact: the digits become a row of 32-bit words,
 * lowest first, which is multiplied or divided by the power of 5, and rounded once. */

/* Not inlined: there are many. */
#define OUTLINE __attribute__((__noinline__))

static OUTLINE int next(FILE *f)
{
	return shgetc(f);
}

static OUTLINE void back(FILE *f)
{
	shunget(f);
}

#define BILLION 1000000000U
#define FIVE_13 1220703125U

struct format {
	int bits;
	/* The exponents of the lowest bit of the least number, and above the highest of the
	 * greatest. */
	int least, greatest;
	/* A number whose first digit has a smaller or larger exponent is 0 or infinite. */
	int least_ten, greatest_ten;
	/* Further digits only matter if they are not zero; this many words hold the others. */
	int digits, words;
};

static const struct format formats[] = {
	{ FLT_MANT_DIG, -149, FLT_MAX_EXP, -47, 39, 130, 24 },
	{ DBL_MANT_DIG, -1074, DBL_MAX_EXP, -326, 309, 800, 96 },
	{ LDBL_MANT_DIG, -16494, LDBL_MAX_EXP, -4968, 4933, 11600, 1216 },
};

struct row {
	int count;
	/* Whether there were nonzero bits below the lowest word. */
	int more;
	uint32_t *w;
};

static void multiply(struct row *r, uint32_t by, uint32_t add)
{
	uint64_t carry = add;
	for (int i = 0; i < r->count; i++) {
		carry += (uint64_t)r->w[i] * by;
		r->w[i] = carry;
		carry >>= 32;
	}
	if (carry) r->w[r->count++] = carry;
}

static void divide(struct row *r, uint32_t by)
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

static int length(const struct row *r)
{
	return r->count ? 32 * r->count - a_clz_32(r->w[r->count - 1]) : 0;
}

static void shift_up(struct row *r, int n)
{
	int words = n / 32, bits = n % 32;
	multiply(r, 1U << bits, 0);
	memmove(r->w + words, r->w, r->count * sizeof *r->w);
	memset(r->w, 0, words * sizeof *r->w);
	r->count += words;
}

/* 64 bits from bit n on; a negative n is as if zeros stood below. */
static uint64_t bits_from(const struct row *r, int n)
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

static int any_below(const struct row *r, int n)
{
	if (r->more) return 1;
	for (int i = 0; i < r->count && 32 * i < n; i++) {
		uint32_t w = r->w[i];
		if (n < 32 * (i + 1)) w &= (1U << n % 32) - 1;
		if (w) return 1;
	}
	return 0;
}

/* The row times 2 to the exponent, to the nearest number, of two the even one. */
static void finish(
	const struct row *r, long long exponent, const struct format *to, struct scanned *x)
{
	int have = length(r);
	if (!have) {
		if (r->more) errno = ERANGE;
		return;
	}
	if (exponent > 4 * LDBL_MAX_EXP) exponent = 4 * LDBL_MAX_EXP;
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
	if (top && top + x->exponent > to->greatest) {
		errno = ERANGE;
		x->infinite = 1;
	}
}

static void fail(FILE *f, struct scanned *x)
{
	x->negative = 0;
	errno = EINVAL;
	shlim(f, 0);
}

/* An exponent, behind its letter; LLONG_MIN if there is none. */
static long long scan_exponent(FILE *f, int partial)
{
	int c = next(f), negative = c == '-';
	long long n = 0;
	if (c == '+' || c == '-') {
		c = next(f);
		if (c - '0' >= 10U && partial) back(f);
	}
	if (c - '0' >= 10U) {
		back(f);
		return LLONG_MIN;
	}
	for (; c - '0' < 10U; c = next(f))
		if (n < LLONG_MAX / 100) n = 10 * n + (c - '0');
	back(f);
	return negative ? -n : n;
}

/* The letter was read; -1 if the number is invalid because digits are missing. */
static int behind_letter(FILE *f, int partial, long long *exponent)
{
	long long e = scan_exponent(f, partial);
	if (e != LLONG_MIN) {
		*exponent += e;
		return 0;
	}
	if (partial) {
		back(f);
		return 0;
	}
	shlim(f, 0);
	return -1;
}

static void hexadecimal(FILE *f, int partial, const struct format *to, struct scanned *x)
{
	uint32_t w[6];
	struct row r = { .w = w };
	long long exponent = 0;
	int c, digits = 0, point = 0;
	for (;;) {
		c = next(f);
		if (c == '.' && !point) {
			point = 1;
			continue;
		}
		int digit = c - '0' < 10U     ? c - '0'
			: (c | 32) - 'a' < 6U ? (c | 32) - 'a' + 10
					      : -1;
		if (digit < 0) break;
		digits = 1;
		if (r.count < 5) {
			multiply(&r, 16, digit);
			exponent -= 4 * point;
		} else {
			r.more |= digit;
			exponent += 4 * !point;
		}
	}
	if (!digits) {
		/* The number was only "0". */
		back(f);
		if (partial) {
			back(f);
			if (point) back(f);
		} else {
			shlim(f, 0);
		}
		return;
	}
	if ((c | 32) == 'p') {
		if (behind_letter(f, partial, &exponent)) return;
	} else {
		back(f);
	}
	finish(&r, exponent, to, x);
}

/* Few digits and a small power of 10: both are doubles without error, and one
 * operation rounds as it should. */
static int short_cut(const struct row *r, int tens, struct scanned *x)
{
	if (r->count > 2 || length(r) > DBL_MANT_DIG || tens < -22 || tens > 22 || r->more)
		return 0;
	double power = 1, d = r->count > 1 ? (double)((uint64_t)r->w[1] << 32 | r->w[0]) : r->w[0];
	for (int i = tens < 0 ? -tens : tens; i; i--) power *= 10;
	d = tens < 0 ? d / power : d * power;
	uint64_t bits;
	memcpy(&bits, &d, sizeof bits);
	x->low = (bits & ((1ULL << 52) - 1)) | 1ULL << 52;
	x->exponent = (int)(bits >> 52) - 1075;
	return 1;
}

static void decimal(FILE *f, int c, int partial, const struct format *to, struct scanned *x)
{
	uint32_t w[to->words];
	struct row r = { .w = w };
	uint32_t nine = 0, scale = 1;
	long long tens = 0;
	int digits = 0, seen = 0, point = 0;
	for (;; c = next(f)) {
		if (c == '.' && !point) {
			point = 1;
			continue;
		}
		if (c - '0' >= 10U) break;
		seen = 1;
		if (!digits && c == '0') {
			tens -= point;
		} else if (digits < to->digits) {
			digits++;
			tens -= point;
			nine = 10 * nine + (c - '0');
			scale *= 10;
			if (scale == BILLION) {
				multiply(&r, scale, nine);
				nine = 0;
				scale = 1;
			}
		} else {
			r.more |= c != '0';
			tens += !point;
		}
	}
	if (!seen) {
		if (c >= 0) back(f);
		fail(f, x);
		return;
	}
	multiply(&r, scale, nine);
	if ((c | 32) == 'e') {
		if (behind_letter(f, partial, &tens)) return;
	} else if (c >= 0) {
		back(f);
	}
	if (!r.count) return;

	/* What its first digit stands for */
	long long first = tens + digits - 1;
	if (first > to->greatest_ten) {
		errno = ERANGE;
		x->infinite = 1;
		return;
	}
	if (first < to->least_ten) {
		errno = ERANGE;
		return;
	}
	if (to->bits == DBL_MANT_DIG && short_cut(&r, tens, x)) return;

	int n = tens, up = 0;
	if (n < 0) {
		/* Divided by 5^-n, which has at most 7/3 bits for each 5, enough bits must stay. */
		up = -n * 7 / 3 + 1 + to->bits + 3 - length(&r);
		if (up > 0) shift_up(&r, up);
		else up = 0;
		for (; n <= -13; n += 13) divide(&r, FIVE_13);
		for (; n; n++) divide(&r, 5);
	} else {
		for (; n >= 13; n -= 13) multiply(&r, FIVE_13, 0);
		for (; n; n--) multiply(&r, 5, 0);
	}
	finish(&r, tens - up, to, x);
}

/* The part of a word that exists, in any case. */
static int match(FILE *f, int *c, const char *word)
{
	int i = 0;
	for (; word[i] && (*c | 32) == word[i]; i++)
		if (word[i + 1]) *c = next(f);
	return i;
}

static void nan_of(FILE *f, int partial, struct scanned *x)
{
	int n = 1, c;
	if (next(f) != '(') {
		back(f);
		return;
	}
	while ((c = next(f)), isalnum(c) || c == '_') n++;
	if (c == ')') return;
	back(f);
	if (partial)
		while (n--) back(f);
	else fail(f, x);
}

void __scan_float(FILE *f, int precision, int partial, struct scanned *x)
{
	const struct format *to = formats + precision;
	int c, n;
	*x = (struct scanned){ 0 };
	while (isspace((c = next(f))));
	if (c == '+' || c == '-') {
		x->negative = c == '-';
		c = next(f);
	}
	n = match(f, &c, "infinity");
	if (n == 3 || n == 8 || (n > 3 && partial)) {
		x->infinite = 1;
		if (n != 8) back(f);
		if (partial)
			for (; n > 3 && n < 8; n--) back(f);
		return;
	}
	if (!n) {
		n = match(f, &c, "nan");
		if (n == 3) {
			x->nan = 1;
			nan_of(f, partial, x);
			return;
		}
	}
	if (n) {
		back(f);
		fail(f, x);
		return;
	}
	if (c == '0') {
		c = next(f);
		if ((c | 32) == 'x') {
			hexadecimal(f, partial, to, x);
			return;
		}
		back(f);
		c = '0';
	}
	decimal(f, c, partial, to, x);
}
