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

/* Flags, each by its distance from the blank. */
#define FLAG(c) (1U << ((c) - ' '))
#define LEFT FLAG('-')
#define ZERO FLAG('0')
#define FLAGS (LEFT | ZERO | FLAG('+') | FLAG(' ') | FLAG('#') | FLAG('\''))
/* Not flags of printf: the width or the precision is *, and holds the number of "*n$", or 0. */
#define WIDTH_STAR (1U << 30)
#define PRECISION_STAR (1U << 31)

/* The type of a conversion's argument. */
enum kind { NOTHING, WORD, WIDE, DOUBLE, LONG_DOUBLE, INVALID };

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
	unsigned flags;
	/* A precision below 0 is none. */
	int width, precision;
	unsigned char length, conversion, kind;
	/* %n$, or 0 */
	int number;
};

static void fetch(union arg *arg, enum kind kind, va_list *ap)
{
	switch (kind) {
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
	case 'X': return spec->length >= LL ? WIDE : WORD;
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
	return INVALID;
}

static int is_digit(char c)
{
	return c - '0' < 10U;
}

/* Digits; INT_MIN if they are too many. */
static int read_int(const char **s)
{
	int64_t n = 0;
	for (; is_digit(**s); ++*s)
		if (n <= INT_MAX) n = 10 * n + **s - '0';
	return n > INT_MAX ? INT_MIN : n;
}

/* "n$", or 0 and nothing read. */
static int read_number(const char **s)
{
	const char *p = *s;
	int n = read_int(&p);
	if (*p != '$') return 0;
	*s = p + 1;
	return n;
}

/* Parses a conversion after %. 0, or -1 and errno. */
static int parse(struct spec *spec, const char **fmt)
{
	const char *s = *fmt;
	unsigned bit;
	int n = 0;
	spec->number = 0;
	spec->flags = 0;
	spec->precision = -1;
	spec->length = NONE;
	if (*s - '1' < 9U) {
		n = read_int(&s);
		if (*s == '$') {
			spec->number = n;
			n = 0;
			s++;
		}
	}
	if (!n) {
		for (; (bit = *s - ' ') < 32 && FLAGS >> bit & 1; s++) spec->flags |= 1U << bit;
		if (*s == '*') {
			s++;
			spec->flags |= WIDTH_STAR;
			spec->width = read_number(&s);
		} else {
			spec->width = n = read_int(&s);
		}
	} else {
		spec->width = n;
	}
	if (*s == '.') {
		s++;
		if (*s == '*') {
			s++;
			spec->flags |= PRECISION_STAR;
			spec->precision = read_number(&s);
		} else {
			/* A negative one is like none at all. */
			int negative = *s == '-';
			s += negative;
			n |= spec->precision = read_int(&s);
			if (negative) spec->precision = -1;
		}
	}
	if (n < 0) {
		errno = EOVERFLOW;
		return -1;
	}
	switch (*s) {
	case 'h': spec->length = *++s == 'h' ? s++, HH : H; break;
	case 'l': spec->length = *++s == 'l' ? s++, LL : L; break;
	case 'j': spec->length = LL; s++; break;
	case 'L': spec->length = BIG_L; s++; break;
	case 'z':
	case 't': spec->length = L; s++; break;
	}
	spec->conversion = *s++;
	spec->kind = kind_of(spec);
	if (spec->kind == INVALID) {
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
			|| (spec.flags & WIDTH_STAR && note_kind(kinds, spec.width, WORD))
			|| (spec.flags & PRECISION_STAR && note_kind(kinds, spec.precision, WORD))) {
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
	if (spec->flags & WIDTH_STAR) {
		if (get(&arg, args, spec->width, WORD)) return -1;
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
	if (spec->flags & PRECISION_STAR) {
		if (get(&arg, args, spec->precision, WORD)) return -1;
		spec->precision = arg.i;
	}
	return 0;
}

/* Most text fits into the buffer and needs no flush. */
void __fmt_out(FILE *f, const char *s, size_t n)
{
	if (n <= f->wend - f->wpos && f->lbf < 0) {
		memcpy(f->wpos, s, n);
		f->wpos += n;
	} else if (n && !ferror(f)) {
		__fwritex((void *)s, n, f);
	}
}

void __fmt_pad(FILE *f, char c, int n)
{
	char block[64];
	if (n <= 0) return;
	memset(block, c, n < sizeof block ? n : sizeof block);
	for (; n > sizeof block; n -= sizeof block) __fmt_out(f, block, sizeof block);
	__fmt_out(f, block, n);
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

static char *power_of_two(char *end, uint64_t i, int bits, char letter)
{
	for (; i; i >>= bits) {
		char digit = i & ((1 << bits) - 1);
		*--end = digit + (digit < 10 ? '0' : letter - 10);
	}
	return end;
}

/* sign: '-', '+', ' ' or 0 */
static int put_integer(FILE *f, const struct spec *spec, uint64_t i, char sign)
{
	char buf[64], *end = buf + sizeof buf, *s;
	int prefixed = !!sign, least = spec->precision < 0 ? 1 : spec->precision;
	char x = spec->conversion;
	switch (x) {
	case 'p':
	case 'x':
	case 'X':
		if (x == 'p') x = 'x';
		s = power_of_two(end, i, 4, x - 'x' + 'a');
		if (spec->conversion == 'p' || (spec->flags & FLAG('#') && i)) prefixed = 2;
		break;
	case 'o':
		s = power_of_two(end, i, 3, 0);
		if (spec->flags & FLAG('#') && least < end - s + 1) least = end - s + 1;
		break;
	default: s = __fmt_decimal(end, i);
	}
	int digits = end - s, zeros = least > digits ? least - digits : 0;
	if (zeros > INT_MAX - digits - prefixed) return -1;
	int all = prefixed + zeros + digits, room = spec->width - all;
	if (room > 0 && (spec->flags & (ZERO | LEFT)) == ZERO && spec->precision < 0) {
		zeros += room;
		room = 0;
	}
	int left = spec->flags & LEFT;
	/* In front of the digits goes as much as has room there, which is nearly always all. */
	for (; zeros && s > buf + 2; zeros--) *--s = '0';
	char *first = s;
	if (prefixed == 2) *--first = x;
	if (prefixed) *--first = sign ? sign : '0';
	if (!left) {
		for (; room > 0 && first > buf; room--) *--first = ' ';
		pad(f, ' ', room);
	}
	if (zeros) {
		out(f, first, s - first);
		pad(f, '0', zeros);
		first = s;
	}
	out(f, first, end - first);
	if (left) pad(f, ' ', room);
	return all > spec->width ? all : spec->width;
}

static int put_string(FILE *f, const struct spec *spec, const char *s)
{
	if (!s) s = "(null)";
	size_t n = spec->precision < 0 ? strlen(s) : strnlen(s, spec->precision);
	if (n > INT_MAX) return -1;
	int room = spec->width - (int)n, left = spec->flags & LEFT;
	if (!left) pad(f, ' ', room);
	out(f, s, n);
	if (left) pad(f, ' ', room);
	return room > 0 ? spec->width : n;
}

/* Whole characters only, as many as the precision has room for. -2: EILSEQ is set. */
static int put_wide(FILE *f, const struct spec *spec, const wchar_t *ws)
{
	char mb[4];
	int limit = spec->precision < 0 ? INT_MAX : spec->precision, n = 0, k;
	const wchar_t *end;
	if (!ws) ws = L"(null)";
	for (end = ws; n < limit && *end; end++, n += k) {
		k = wcrtomb(mb, *end, 0);
		if (k < 0) return -2;
		if (k > limit - n) break;
	}
	int room = spec->width - n, left = spec->flags & LEFT;
	if (!left) pad(f, ' ', room);
	for (; ws < end; ws++) out(f, mb, wcrtomb(mb, *ws, 0));
	if (left) pad(f, ' ', room);
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
	if (negative) return '-';
	return spec->flags & FLAG('+') ? '+' : spec->flags & FLAG(' ') ? ' ' : 0;
}

/* The number of characters; -1: more than an int can count; -2: errno is set. */
static int convert(FILE *f, struct spec *spec, struct args *args, int total)
{
	union arg arg;
	if (spec->flags & (WIDTH_STAR | PRECISION_STAR) && get_stars(spec, args)) return -2;
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
		if (spec->precision < 0) spec->precision = 2 * sizeof(void *);
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
		int left = spec->flags & LEFT;
		spec->precision = -1;
		if ((spec->conversion == 'C' || spec->length == L) && wide[0])
			return put_wide(f, spec, wide);
		if (!left) pad(f, ' ', spec->width - 1);
		out(f, &narrow, 1);
		if (left) pad(f, ' ', spec->width - 1);
		return spec->width > 1 ? spec->width : 1;
	}
	}
	struct fmt_float x;
	if (spec->kind == LONG_DOUBLE) __fmt_long_double(&x, &arg.l);
	else __fmt_double(&x, &arg.f);
	return __fmt_float(f, &x, spec->conversion, sign_of(spec, x.negative),
		!!(spec->flags & FLAG('#')), !!(spec->flags & LEFT), !!(spec->flags & ZERO),
		spec->width, spec->precision);
}

static int format(FILE *f, const char *fmt, struct args *args)
{
	int total = 0;
	for (;;) {
		/* Most are too short for the strides of strchrnul. */
		size_t n = 0;
		while (n < 8 && fmt[n] && fmt[n] != '%') n++;
		if (n == 8) n = __strchrnul(fmt + n, '%') - fmt;
		if (n > INT_MAX - total) break;
		if (n) out(f, fmt, n);
		total += n;
		fmt += n;
		if (!*fmt) return total;

		struct spec spec;
		const char *first = fmt++;
		if (parse(&spec, &fmt)) return -1;
		/* The first conversion with an argument decides whether arguments are numbered. */
		if (!args->taken && (spec.kind || spec.flags & (WIDTH_STAR | PRECISION_STAR))) {
			args->taken = 1;
			args->named = spec.number
				|| (spec.flags & WIDTH_STAR && spec.width)
				|| (spec.flags & PRECISION_STAR && spec.precision);
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
