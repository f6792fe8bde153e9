/* printf: random integers and doubles, with flags, widths and precisions, against digits that
 * are computed here one at a time. */
#include "../check.h"
#include <stdint.h>

enum { MOST = 1600 };

static uint64_t state = 88172645463325252;

static uint64_t next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * 2685821657736338717;
}

static int below(int n)
{
	return (int)(next() >> 33) % n;
}

/* The sign, zeros, and the number; blanks around them. */
static void pad(char *to, const char *prefix, const char *digits, int width, int left, int zero)
{
	int room = width - (int)strlen(prefix) - (int)strlen(digits);

	for (; !left && !zero && room > 0; room--)
		*to++ = ' ';
	to = strcpy(to, prefix) + strlen(prefix);
	for (; !left && zero && room > 0; room--)
		*to++ = '0';
	to = strcpy(to, digits) + strlen(digits);
	for (; room > 0; room--)
		*to++ = ' ';
	*to = '\0';
}

struct how {
	char format[32];
	int plus, space, left, zero, alt, width, precision;
};

static struct how choose(const char *length_and_conversion)
{
	struct how how = { .width = below(3) ? below(30) : 0, .precision = -1 };
	int n = 1;

	how.format[0] = '%';
	if ((how.plus = !below(4)))
		how.format[n++] = '+';
	if ((how.space = !below(4)))
		how.format[n++] = ' ';
	if ((how.left = !below(4)))
		how.format[n++] = '-';
	if ((how.zero = !below(4)))
		how.format[n++] = '0';
	if ((how.alt = !below(4)))
		how.format[n++] = '#';
	if (how.width)
		n += sprintf(how.format + n, "%d", how.width);
	if (below(2)) {
		how.precision = below(25);
		n += sprintf(how.format + n, ".%d", how.precision);
	}
	strcpy(how.format + n, length_and_conversion);
	return how;
}

static const char *sign(const struct how *how, int negative)
{
	return negative ? "-" : how->plus ? "+" : how->space ? " " : "";
}

static void integer(void)
{
	static const char *const conversions[] = { "lld", "llu", "llx", "llX", "llo" };
	static const int bases[] = { 10, 10, 16, 16, 8 };
	int kind = below(5), base = bases[kind];
	struct how how = choose(conversions[kind]);
	long long value = (long long)next() >> below(64);
	uint64_t rest = kind == 0 && value < 0 ? -(uint64_t)value : (uint64_t)value;
	char digits[80], *p = digits + sizeof digits, want[200], got[200];
	const char *prefix = kind == 0 ? sign(&how, value < 0) : "";

	*--p = '\0';
	for (; rest; rest /= base)
		*--p = (kind == 3 ? "0123456789ABCDEF" : "0123456789abcdef")[rest % base];
	while ((int)strlen(p) < (how.precision < 0 ? 1 : how.precision))
		*--p = '0';
	if (how.alt && base == 8 && *p != '0')
		*--p = '0';
	if (how.alt && base == 16 && value)
		prefix = kind == 3 ? "0X" : "0x";
	pad(want, prefix, p, how.width, how.left, how.zero && how.precision < 0);
	CHECK_EQ(snprintf(got, sizeof got, how.format, value), strlen(want));
	CHECK_STR(got, want);
}

/* The digits of a double's magnitude: point of them stand before the point. All are exact. */
static int expand(double x, char *digits, int *point)
{
	static unsigned char whole[MOST], behind[MOST];
	int exponent, n = 0, last = 0, first;
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	exponent = (int)(bits >> 52 & 0x7ff);
	bits &= ((uint64_t)1 << 52) - 1;
	if (exponent)
		bits |= (uint64_t)1 << 52;
	else
		exponent = 1;
	memset(whole, 0, sizeof whole);
	memset(behind, 0, sizeof behind);
	/* whole is read from its end. */
	for (int i = MOST - 1; bits; bits /= 10)
		whole[i--] = bits % 10;
	for (exponent -= 1075; exponent > 0; exponent--)
		for (int i = MOST - 1, carry = 0; i >= 0; i--) {
			carry += 2 * whole[i];
			whole[i] = carry % 10;
			carry /= 10;
		}
	for (; exponent < 0; exponent++) {
		int rest = 0;

		for (int i = MOST - 400; i < MOST; i++) {
			rest = 10 * rest + whole[i];
			whole[i] = rest / 2;
			rest %= 2;
		}
		last += last < MOST - 1;
		for (int i = 0; i < last; i++) {
			rest = 10 * rest + behind[i];
			behind[i] = rest / 2;
			rest %= 2;
		}
	}
	for (first = 0; first < MOST - 1 && !whole[first];)
		first++;
	*point = MOST - first;
	while (first < MOST)
		digits[n++] = '0' + whole[first++];
	for (int i = 0; i < last; i++)
		digits[n++] = '0' + behind[i];
	return n;
}

/* Keeps so many digits, of which there is one more in front after a carry; to even. */
static int keep(char *digits, int n, int wanted)
{
	int up, rest = 0;

	while (n < wanted + 1)
		digits[n++] = '0';
	for (int i = wanted + 1; i < n; i++)
		rest |= digits[i] != '0';
	up = digits[wanted] > '5' ||
	     (digits[wanted] == '5' && (rest || (wanted && digits[wanted - 1] % 2)));
	digits[wanted] = '\0';
	if (!up)
		return 0;
	for (int i = wanted - 1; i >= 0; i--) {
		if (digits[i] != '9') {
			digits[i]++;
			return 0;
		}
		digits[i] = '0';
	}
	memmove(digits + 1, digits, (size_t)wanted + 1);
	digits[0] = '1';
	return 1;
}

static void fixed(double x)
{
	static char digits[2 * MOST], text[2 * MOST], want[2 * MOST], got[2 * MOST];
	struct how how = choose("f");
	int precision = how.precision < 0 ? 6 : how.precision, point;
	int n = expand(x, digits, &point);

	point += keep(digits, n, point + precision);
	memcpy(text, digits, (size_t)point);
	text[point] = '\0';
	if (precision || how.alt)
		strcat(text, ".");
	strcat(text, digits + point);
	pad(want, sign(&how, __builtin_signbit(x) != 0), text, how.width, how.left, how.zero);
	CHECK_EQ(snprintf(got, sizeof got, how.format, x), strlen(want));
	CHECK_STR(got, want);
}

static void scientific(double x)
{
	static char digits[2 * MOST], text[2 * MOST], want[2 * MOST], got[2 * MOST];
	struct how how = choose("e");
	int precision = how.precision < 0 ? 6 : how.precision, point, zeros = 0;
	int n = expand(x, digits, &point), exponent = point - 1;

	while (zeros < n - 1 && digits[zeros] == '0')
		zeros++;
	if (x == 0)
		exponent = zeros = 0;
	memmove(digits, digits + zeros, (size_t)(n - zeros));
	exponent -= zeros;
	if (keep(digits, n - zeros, precision + 1)) {
		exponent++;
		digits[precision + 1] = '\0';
	}
	sprintf(text, "%c%s%s", digits[0], precision || how.alt ? "." : "", digits + 1);
	sprintf(text + strlen(text), "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
	pad(want, sign(&how, __builtin_signbit(x) != 0), text, how.width, how.left, how.zero);
	CHECK_EQ(snprintf(got, sizeof got, how.format, x), strlen(want));
	CHECK_STR(got, want);
}

static void number(double x)
{
	fixed(x);
	scientific(x);
}

int main(void)
{
	static const double chosen[] = { 0,	-0.0,	0.5,  1.5,   2.5,	 0.125,	 0.375,	1e15,
					 1e16,	1e22,	1e23, 9.5,   99.5,	 0.05,	 0.95,	999999.5,
					 1e-5,	1e-8,	1e-9, 1e-16, 1.0 / 3,	 5e-324, 1e300, 1e-300,
					 1e100, 0x1p63, 0x1p64, 0x1p65, 0x1.fffffffffffffp63, 1e-7,
					 1.7976931348623157e308, 2.2250738585072014e-308 };
	uint64_t bits;
	double x;

	for (int i = 0; i < 20000; i++)
		integer();
	for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++)
		for (int k = 0; k < 10; k++)
			number(chosen[i]);
	for (int i = 0; i < 300; i++) {
		/* Those of daily use, and halves, whose digits end in a 5. */
		number((below(2000001) - 1000000) / 100.0);
		number((double)(next() >> 40) / (double)(1 << below(20)));
		number((double)(int64_t)next() / 1e4);
	}
	for (int i = 0; i < 60;) {
		bits = next();
		memcpy(&x, &bits, sizeof x);
		if (x - x != 0)
			continue;
		number(x);
		i++;
	}
}
