/* strtod, strtof and scanf: the nearest number, of two the even one, for texts of 1 to 1,100
 * digits; ERANGE for what is too small or too large. */
#include "../check.h"
#include <float.h>
#include <math.h>
#include <stdint.h>

enum { DIGITS = 1100 };

static uint64_t next_random(void)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * 2685821657736338717u;
}

static double from_bits(uint64_t bits)
{
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

static uint64_t to_bits(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits;
}

/* The middle between two doubles, which is a long double. That above the greatest is half a unit
 * further. */
static long double middle(double a, double b)
{
	if (isinf(b))
		return (long double)DBL_MAX + ldexpl(1, 970);
	return ((long double)a + (long double)b) / 2;
}

struct decimal {
	char digits[DIGITS + 2];
	int exponent;
};

/* All digits of a number, and the power of 10 of the first. */
static void expand(long double x, struct decimal *d)
{
	char text[DIGITS + 40];

	snprintf(text, sizeof text, "%.*Le", DIGITS, x);
	d->digits[0] = text[0];
	memcpy(d->digits + 1, text + 2, DIGITS);
	d->digits[DIGITS + 1] = '\0';
	d->exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

/* Compares digits, the first of which is not 0, times a power of 10 with a positive number. */
static int compare(const char *digits, int exponent, long double with)
{
	struct decimal d;
	size_t length = strlen(digits);

	expand(with, &d);
	if (exponent != d.exponent)
		return exponent < d.exponent ? -1 : 1;
	int order = memcmp(digits, d.digits, length);
	return order ? order : strspn(d.digits + length, "0") == strlen(d.digits + length) ? 0 : -1;
}

static void is(const char *text, double want)
{
	char *end;
	double scanned = -1;

	CHECK_DBL(strtod(text, &end), want);
	CHECK_STR(end, "");
	CHECK_EQ(sscanf(text, "%lf", &scanned), 1);
	CHECK_DBL(scanned, want);
}

static void round_trips(double x)
{
	char text[64];

	snprintf(text, sizeof text, "%.17g", x);
	is(text, x);
	snprintf(text, sizeof text, "%.20g", x);
	is(text, x);
	snprintf(text, sizeof text, "%a", x);
	is(text, x);
}

/* The middle between x and the next number, a little more, and a little less. */
static void middles(double x)
{
	static struct decimal d;
	static char text[DIGITS + 100];
	double next = from_bits(to_bits(x) + 1), even = to_bits(x) & 1 ? next : x;
	int last = DIGITS;

	expand(middle(x, next), &d);
	snprintf(text, sizeof text, "%c.%se%d", d.digits[0], d.digits + 1, d.exponent);
	is(text, even);
	snprintf(text, sizeof text, "%c.%s000000000000001e%d", d.digits[0], d.digits + 1, d.exponent);
	is(text, next);
	while (d.digits[last] == '0')
		last--;
	d.digits[last]--;
	d.digits[last + 1] = '\0';
	snprintf(text, sizeof text, "%s9999999999e%d", d.digits, d.exponent - last - 10);
	is(text, x);
}

static int random_below(int limit)
{
	return (int)(next_random() >> 33) % limit;
}

/* Digits and an exponent at random, compared with the middles around the result. */
static void between(void)
{
	char digits[32], text[64];
	int length = 1 + random_below(25), shift = random_below(660) - 345;

	digits[0] = (char)('1' + random_below(9));
	for (int i = 1; i < length; i++)
		digits[i] = (char)('0' + random_below(10));
	digits[length] = '\0';
	snprintf(text, sizeof text, "%se%d", digits, shift);
	errno = 0;
	double x = strtod(text, NULL);
	int exponent = shift + length - 1, odd = to_bits(x) & 1;
	CHECK_EQ(errno, isinf(x) || x < DBL_MIN ? ERANGE : 0);
	if (!isinf(x))
		CHECK(compare(digits, exponent, middle(x, from_bits(to_bits(x) + 1))) <= -odd);
	if (x != 0)
		CHECK(compare(digits, exponent,
			      isinf(x) ? middle(DBL_MAX, x) : middle(from_bits(to_bits(x) - 1), x)) >= odd);
}

static void floats(void)
{
	uint32_t bits = (uint32_t)(next_random() >> 33);
	float x, next, scanned;
	char text[400];

	if (bits >= 0x7f7fffff)
		return;
	memcpy(&x, &bits, sizeof x);
	bits++;
	memcpy(&next, &bits, sizeof next);
	snprintf(text, sizeof text, "%.9g", (double)x);
	CHECK(strtof(text, NULL) == x);
	/* A float that is read as a double first would be even. */
	snprintf(text, sizeof text, "%.200e", ((double)x + (double)next) / 2);
	CHECK(strtof(text, NULL) == (bits & 1 ? x : next));
	char *e = strchr(text, 'e');
	memmove(e + 1, e, strlen(e) + 1);
	*e = '1';
	CHECK(strtof(text, NULL) == next);
	CHECK_EQ(sscanf(text, "%f", &scanned), 1);
	CHECK(scanned == next);
}

static void range(const char *text, double want, int error)
{
	errno = 0;
	CHECK_DBL(strtod(text, NULL), want);
	CHECK_EQ(errno, error);
}

int main(void)
{
	static char exact[1200];

	for (int i = 0; i < 20000; i++) {
		double x = from_bits(next_random());

		if (isfinite(x))
			round_trips(x);
		between();
		floats();
	}
	for (int i = 0; i < 500; i++) {
		uint64_t bits = next_random() >> 1;

		/* A third of them are the least numbers, and a third are near 1. */
		if (i % 3 == 1)
			bits &= 0x001fffffffffffff;
		if (i % 3 == 2)
			bits = (bits & 0x000fffffffffffff) | (1023u - 20 + bits % 80) << 52;
		if ((bits >> 52) < 2047)
			middles(from_bits(bits));
	}
	middles(0);
	middles(from_bits(1));
	middles(from_bits(0x000fffffffffffff));
	middles(DBL_MIN);
	middles(DBL_MAX);
	middles(1);
	middles(9007199254740992);

	range("1e300", 1e300, 0);
	range("1.7976931348623158e308", DBL_MAX, 0);
	range("1.7976931348623159e308", HUGE_VAL, ERANGE);
	range("2.2250738585072014e-308", DBL_MIN, 0);
	range("2.2250738585072011e-308", 0x0.fffffffffffffp-1022, ERANGE);
	range("-5e-324", -0x1p-1074, ERANGE);
	range("2.4703282292062327e-324", 0, ERANGE);
	range("2.4703282292062328e-324", 0x1p-1074, ERANGE);
	range("-1e-400", -0.0, ERANGE);
	range("0.0000e-999999999999999999999", 0, 0);
	range("-0x1p-1074", -0x1p-1074, 0);
	range("0x1.8p-1074", 0x1p-1073, ERANGE);
	range("0x1p-1075", 0, ERANGE);
	range("0x1.fffffffffffff7p1023", DBL_MAX, 0);
	range("0x1.fffffffffffff8p1023", HUGE_VAL, ERANGE);
	range("0x123456789abcdef0123456789abcdef0123456789abcdefp-180", 0x1.23456789abcdfp4, 0);
	/* All digits of a least number are exact; one more is not. */
	snprintf(exact, sizeof exact, "%.1074f", 0x1.8p-1060);
	range(exact, 0x1.8p-1060, 0);
	strcat(exact, "1");
	range(exact, 0x1.8p-1060, ERANGE);
	/* Zeros do not use up the digits that count. */
	memset(exact, '0', 1000);
	strcpy(exact + 1000, "1.5");
	range(exact, 1.5, 0);
	exact[1] = '.';
	strcpy(exact + 1000, "15e999");
	range(exact, 1.5, 0);
	memset(exact, '1', 1000);
	strcpy(exact + 1000, "e-999");
	range(exact, 0x1.1c71c71c71c72p0, 0);
}
