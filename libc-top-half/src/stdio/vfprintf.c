/* Upstream formats in long double, where each operation is a function call on wasm. Ours takes
 * the digits from the bits, with integers (__fmt_float.c). */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>
#include "fmt.h"
#include "stdio_impl.h"

enum { LEFT = 1, PLUS = 2, SPACE = 4, ALT = 8, ZERO = 16 };

/* The type of a conversion's argument. */
enum kind { NOTHING, WORD, WIDE, DOUBLE, LONG_DOUBLE };

/* Lengths: hh and h narrow an int; l and all below 64 bits are words. */
enum length { NONE, HH, H, L, LL, BIG_L };

union arg {
	uint64_t i;
	double f;
	long double l;
};

struct args {
	va_list ap;
	int taken, named;
	/* With %n$: all of them, fetched in order. */
	union arg by_number[NL_ARGMAX + 1];
};

struct spec {
	int flags;
	int width, precision;
	enum length length;
	unsigned char conversion;
	enum kind kind;
	/* %n$ and *n$, or 0 */
	int number, width_number, precision_number;
	unsigned star_width : 1, star_precision : 1, has_precision : 1;
};

static void fetch(union arg *arg, enum kind kind, va_list *ap)
{
	switch (kind) {
	case NOTHING: break;
	case WORD: arg->i = (int64_t)va_arg(*ap, int); break;
	case WIDE: arg->i = va_arg(*ap, uint64_t); break;
	case DOUBLE: arg->f = va_arg(*ap, double); break;
	case LONG_DOUBLE: arg->l = va_arg(*ap, long double); break;
	}
}

static enum kind kind_of(const struct spec *spec)
{
	switch (spec->conversion) {
	case 'd':
	case 'i':
	case 'o':
	case 'u':
	case 'x':
	case 'X': return spec->length == LL || spec->length == BIG_L ? WIDE : WORD;
	case 'a':
	case 'e':
	case 'f':
	case 'g':
	case 'A':
	case 'E':
	case 'F':
	case 'G': return spec->length == BIG_L ? LONG_DOUBLE : DOUBLE;
	case 'c':
	case 'C':
	case 's':
	case 'S':
	case 'p':
	case 'n': return WORD;
	case 'm':
	case '%': return NOTHING;
	}
	return -1;
}

static int is_digit(char c)
{
	return c - '0' < 10U;
}

/* Digits, or -1 if they are too many. */
static int read_int(const char **s)
{
	int n = 0;
	for (; is_digit(**s); ++*s)
		if (n < 0 || __builtin_mul_overflow(n, 10, &n)
			|| __builtin_add_overflow(n, **s - '0', &n))
			n = -1;
	return n;
}

/* "n$", or 0 and nothing read. */
static int read_number(const char **s)
{
	const char *p = *s;
	int n = is_digit(*p) ? read_int(&p) : 0;
	if (*p != '$') return 0;
	*s = p + 1;
	return n;
}

/* Parses a conversion after %. 0, or -1 and errno. */
static int parse(struct spec *spec, const char **fmt)
{
	static const char marks[] = "-+ #0'";
	static const unsigned char bits[] = { LEFT, PLUS, SPACE, ALT, ZERO, 0 };
	const char *s = *fmt, *mark;
	*spec = (struct spec){ .number = read_number(&s) };
	for (; *s && *s <= '0' && (mark = strchr(marks, *s)); s++) spec->flags |= bits[mark - marks];

	if (*s == '*') {
		s++;
		spec->star_width = 1;
		spec->width_number = read_number(&s);
	} else {
		spec->width = read_int(&s);
	}
	if (*s == '.') {
		s++;
		spec->has_precision = 1;
		if (*s == '*') {
			s++;
			spec->star_precision = 1;
			spec->precision_number = read_number(&s);
		} else {
			/* A negative one is like none at all. */
			int negative = *s == '-';
			s += negative;
			spec->precision = read_int(&s);
			if (negative && spec->precision >= 0) spec->has_precision = 0;
		}
	}
	if (spec->width < 0 || (spec->has_precision && spec->precision < 0)) {
		errno = EOVERFLOW;
		return -1;
	}
	switch (*s) {
	case 'h': spec->length = *++s == 'h' ? s++, HH : H; break;
	case 'l': spec->length = *++s == 'l' ? s++, LL : L; break;
	case 'j':
		spec->length = LL;
		s++;
		break;
	case 'L':
		spec->length = BIG_L;
		s++;
		break;
	case 'z':
	case 't':
		spec->length = L;
		s++;
		break;
	}
	spec->conversion = *s++;
	spec->kind = kind_of(spec);
	if ((int)spec->kind < 0) {
		errno = EINVAL;
		return -1;
	}
	*fmt = s;
	return 0;
}

static int note_kind(unsigned char *kinds, int number, enum kind kind)
{
	if (number < 1 || number > NL_ARGMAX || (kinds[number] && kinds[number] != kind)) return -1;
	kinds[number] = kind;
	return 0;
}

/* A format with %n$ defines the types of all arguments before the first is fetched. */
static int fetch_all(const char *fmt, union arg *args, va_list *ap)
{
	unsigned char kinds[NL_ARGMAX + 1] = { 0 };
	while ((fmt = strchr(fmt, '%'))) {
		struct spec spec;
		fmt++;
		if (parse(&spec, &fmt)) return -1;
		enum kind kind = spec.kind;
		if ((kind && note_kind(kinds, spec.number, kind))
			|| (spec.star_width && note_kind(kinds, spec.width_number, WORD))
			|| (spec.star_precision && note_kind(kinds, spec.precision_number, WORD))) {
			errno = EINVAL;
			return -1;
		}
	}
	int last = NL_ARGMAX, i;
	while (last && !kinds[last]) last--;
	for (i = 1; i <= last; i++) {
		if (!kinds[i]) {
			errno = EINVAL;
			return -1;
		}
		fetch(args + i, kinds[i], ap);
	}
	return 0;
}

static int get(union arg *arg, struct args *args, int number, enum kind kind)
{
	if (!args->named != !number) {
		errno = EINVAL;
		return -1;
	}
	if (number) *arg = args->by_number[number];
	else fetch(arg, kind, &args->ap);
	return 0;
}

static int get_stars(struct spec *spec, struct args *args)
{
	union arg arg;
	if (spec->star_width) {
		if (get(&arg, args, spec->width_number, WORD)) return -1;
		spec->width = arg.i;
		if (spec->width < 0) {
			spec->flags |= LEFT;
			if (spec->width == INT_MIN) {
				errno = EOVERFLOW;
				return -1;
			}
			spec->width = -spec->width;
		}
	}
	if (spec->star_precision) {
		if (get(&arg, args, spec->precision_number, WORD)) return -1;
		spec->precision = arg.i;
		spec->has_precision = spec->precision >= 0;
	}
	return 0;
}

void __fmt_out(FILE *f, const char *s, size_t n)
{
	if (n && !ferror(f)) __fwritex((void *)s, n, f);
}

void __fmt_pad(FILE *f, char c, int n)
{
	char pad[64];
	if (n <= 0) return;
	memset(pad, c, n < sizeof pad ? n : sizeof pad);
	for (; n > sizeof pad; n -= sizeof pad) __fmt_out(f, pad, sizeof pad);
	__fmt_out(f, pad, n);
}

#define out __fmt_out
#define pad __fmt_pad

static int64_t signed_integer(const struct spec *spec, uint64_t i)
{
	switch (spec->length) {
	case HH: return (signed char)i;
	case H: return (short)i;
	case LL:
	case BIG_L: return i;
	default: return (int)i;
	}
}

static uint64_t unsigned_integer(const struct spec *spec, uint64_t i)
{
	switch (spec->length) {
	case HH: return (unsigned char)i;
	case H: return (unsigned short)i;
	case LL:
	case BIG_L: return i;
	default: return (unsigned)i;
	}
}

char *__fmt_decimal(char *end, uint64_t i)
{
	for (; i > UINT32_MAX; i /= 10) *--end = '0' + i % 10;
	for (uint32_t k = i; k; k /= 10) *--end = '0' + k % 10;
	return end;
}

static char *power_of_two(char *end, uint64_t i, int bits, const char *digits)
{
	for (; i; i >>= bits) *--end = digits[i & ((1 << bits) - 1)];
	return end;
}

/* sign: '-', '+', ' ' or 0 */
static int put_integer(FILE *f, const struct spec *spec, uint64_t i, char sign)
{
	char buf[24], *end = buf + sizeof buf, *s = end;
	char prefix[2];
	int prefixed = 0, least = spec->has_precision ? spec->precision : 1;
	switch (spec->conversion) {
	case 'p':
	case 'x': s = power_of_two(end, i, 4, "0123456789abcdef"); break;
	case 'X': s = power_of_two(end, i, 4, "0123456789ABCDEF"); break;
	case 'o':
		s = power_of_two(end, i, 3, "01234567");
		if (spec->flags & ALT && least < end - s + 1) least = end - s + 1;
		break;
	default: s = __fmt_decimal(end, i);
	}
	if (sign) {
		prefix[prefixed++] = sign;
	} else if (spec->conversion == 'p'
		|| (spec->flags & ALT && i && (spec->conversion | 32) == 'x')) {
		prefix[prefixed++] = '0';
		prefix[prefixed++] = spec->conversion == 'X' ? 'X' : 'x';
	}
	int digits = end - s, zeros = least > digits ? least - digits : 0;
	if (zeros > INT_MAX - digits - prefixed) return -1;
	int all = prefixed + zeros + digits, room = spec->width - all;
	if (room > 0 && (spec->flags & (ZERO | LEFT)) == ZERO && !spec->has_precision) {
		zeros += room;
		room = 0;
	}
	if (!(spec->flags & LEFT)) pad(f, ' ', room);
	out(f, prefix, prefixed);
	pad(f, '0', zeros);
	out(f, s, digits);
	if (spec->flags & LEFT) pad(f, ' ', room);
	return all > spec->width ? all : spec->width;
}

static int put_string(FILE *f, const struct spec *spec, const char *s)
{
	if (!s) s = "(null)";
	size_t n = strnlen(s, spec->has_precision ? spec->precision : INT_MAX);
	if (!spec->has_precision && s[n]) return -1;
	int room = spec->width - (int)n;
	if (!(spec->flags & LEFT)) pad(f, ' ', room);
	out(f, s, n);
	if (spec->flags & LEFT) pad(f, ' ', room);
	return room > 0 ? spec->width : n;
}

/* Whole characters only, as many as the precision has room for. -2: EILSEQ is set. */
static int put_wide(FILE *f, const struct spec *spec, const wchar_t *ws)
{
	char mb[4];
	int limit = spec->has_precision ? spec->precision : INT_MAX, n = 0, k;
	const wchar_t *end;
	if (!ws) ws = L"(null)";
	for (end = ws; n < limit && *end; end++, n += k) {
		k = wcrtomb(mb, *end, 0);
		if (k < 0) return -2;
		if (k > limit - n) break;
	}
	int room = spec->width - n;
	if (!(spec->flags & LEFT)) pad(f, ' ', room);
	for (; ws < end; ws++) out(f, mb, wcrtomb(mb, *ws, 0));
	if (spec->flags & LEFT) pad(f, ' ', room);
	return room > 0 ? spec->width : n;
}

static void store(const struct spec *spec, void *p, int n)
{
	switch (spec->length) {
	case HH: *(signed char *)p = n; break;
	case H: *(short *)p = n; break;
	case LL:
	case BIG_L: *(long long *)p = n; break;
	default: *(int *)p = n;
	}
}

static char sign_of(const struct spec *spec, int negative)
{
	return negative ? '-' : spec->flags & PLUS ? '+' : spec->flags & SPACE ? ' ' : 0;
}

/* The number of characters; -1: more than an int can count; -2: errno is set. */
static int convert(FILE *f, struct spec *spec, struct args *args, int total)
{
	union arg arg;
	if (get_stars(spec, args)) return -2;
	if (spec->kind && get(&arg, args, spec->number, spec->kind)) return -2;
	void *p = (void *)(uintptr_t)arg.i;

	switch (spec->conversion) {
	case '%': out(f, "%", 1); return 1;
	case 'n': store(spec, p, total); return 0;
	case 'd':
	case 'i': {
		int64_t i = signed_integer(spec, arg.i);
		return put_integer(f, spec, i < 0 ? -(uint64_t)i : i, sign_of(spec, i < 0));
	}
	case 'p':
		if (!spec->has_precision) spec->precision = 2 * sizeof(void *);
		spec->has_precision = 1;
	case 'o':
	case 'u':
	case 'x':
	case 'X': return put_integer(f, spec, unsigned_integer(spec, arg.i), 0);
	case 'm': return put_string(f, spec, strerror(errno));
	case 's': return spec->length == L ? put_wide(f, spec, p) : put_string(f, spec, p);
	case 'S': return put_wide(f, spec, p);
	case 'C':
	case 'c': {
		wchar_t wide[2] = { arg.i, 0 };
		char narrow = arg.i;
		spec->has_precision = 0;
		if ((spec->conversion == 'C' || spec->length == L) && wide[0])
			return put_wide(f, spec, wide);
		if (!(spec->flags & LEFT)) pad(f, ' ', spec->width - 1);
		out(f, &narrow, 1);
		if (spec->flags & LEFT) pad(f, ' ', spec->width - 1);
		return spec->width > 1 ? spec->width : 1;
	}
	}
	struct fmt_float x;
	if (spec->kind == LONG_DOUBLE) __fmt_long_double(&x, &arg.l);
	else __fmt_double(&x, &arg.f);
	return __fmt_float(f, &x, spec->conversion, sign_of(spec, x.negative), spec->flags & ALT,
		spec->flags & LEFT, spec->flags & ZERO, spec->width,
		spec->has_precision ? spec->precision : -1);
}

static int format(FILE *f, const char *fmt, struct args *args)
{
	int total = 0;
	for (;;) {
		/* Most are too short for the strides of strcspn. */
		size_t n = 0;
		while (fmt[n] && fmt[n] != '%') n++;
		if (n > INT_MAX - total) break;
		out(f, fmt, n);
		total += n;
		fmt += n;
		if (!*fmt) return total;

		struct spec spec;
		const char *first = fmt++;
		if (parse(&spec, &fmt)) return -1;
		/* The first conversion with an argument decides whether arguments are numbered. */
		if (!args->taken && (spec.kind || spec.star_width || spec.star_precision)) {
			args->taken = 1;
			args->named = spec.number || spec.width_number || spec.precision_number;
			if (args->named && fetch_all(first, args->by_number, &args->ap)) return -1;
		}
		int made = convert(f, &spec, args, total);
		if (made == -2) return -1;
		if (made < 0 || made > INT_MAX - total) break;
		total += made;
	}
	errno = EOVERFLOW;
	return -1;
}

int vfprintf(FILE *restrict f, const char *restrict fmt, va_list ap)
{
	struct args args;
	unsigned char small[80], *own = f->buf;
	int result;
	args.taken = 0;
	va_copy(args.ap, ap);
	FLOCK(f);
	int old = f->flags & F_ERR;
	f->flags &= ~F_ERR;
	int lent = __file_lend(f, small, sizeof small);
	if (!f->wend && __towrite(f)) result = -1;
	else result = format(f, fmt, &args);
	if (lent) {
		f->write(f, 0, 0);
		if (!f->wpos) result = -1;
		f->buf = own;
		f->buf_size = 0;
		f->wpos = f->wbase = f->wend = 0;
	}
	if (ferror(f)) result = -1;
	f->flags |= old;
	FUNLOCK(f);
	va_end(args.ap);
	return result;
}
