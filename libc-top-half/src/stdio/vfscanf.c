/* Upstream scans in long double, where each operation is a function call on wasm. Ours converts
 * the digits to the type that the format asks for (scan_float.h). */
#include <ctype.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "floatscan.h"
#include "intscan.h"
#include "scan_float.h"
#include "shgetc.h"
#include "stdio_impl.h"

enum length { NONE, HH, H, L, LL, BIG_L };

/* The reason for the end of reading: the text does not match, or there is no (usable) text. */
enum end { GOES_ON, MISMATCH, NO_INPUT };

struct spec {
	void *dest;
	int width;
	enum length length;
	/* %m: dest gets memory of ours. */
	int allocate;
	int conversion;
	/* %[: the characters that it takes, by number + 1, so that EOF is among them. */
	unsigned char takes[257];
};

static int next(FILE *f)
{
	return shgetc(f);
}

static off_t skip_space(FILE *f)
{
	shlim(f, 0);
	while (isspace(next(f)));
	shunget(f);
	return shcnt(f);
}

static void *argument(va_list ap, unsigned n)
{
	va_list copy;
	void *p;
	va_copy(copy, ap);
	do p = va_arg(copy, void *);
	while (--n);
	va_end(copy);
	return p;
}

/* Parses the set after "%[", up to the bracket that ends it, or 0. */
static const unsigned char *parse_set(struct spec *spec, const unsigned char *s)
{
	int others = *s == '^', start = 1;
	s += others;
	memset(spec->takes, others, sizeof spec->takes);
	for (;; s++, start = 0) {
		int from = *s, to = *s;
		if (!from) return 0;
		if (from == ']' && !start) break;
		if (s[1] == '-' && s[2] && s[2] != ']') {
			s += 2;
			to = *s;
		}
		for (; from <= to; from++) spec->takes[1 + from] = !others;
	}
	spec->takes[0] = 0;
	return s;
}

/* Parses a conversion after %, except dest; returns its end, or 0. */
static const unsigned char *parse(struct spec *spec, const unsigned char *s)
{
	spec->width = 0;
	for (; isdigit(*s); s++)
		spec->width = spec->width > INT_MAX / 10 - 1 ? INT_MAX
							     : 10 * spec->width + (*s - '0');
	spec->allocate = *s == 'm';
	s += spec->allocate;
	spec->length = NONE;
	switch (*s) {
	case 'h': spec->length = *++s == 'h' ? s++, HH : H; break;
	case 'l': spec->length = *++s == 'l' ? s++, LL : L; break;
	case 'j':
		spec->length = LL;
		s++;
		break;
	case 'z':
	case 't':
		spec->length = L;
		s++;
		break;
	case 'L':
		spec->length = BIG_L;
		s++;
		break;
	}
	spec->conversion = *s++;
	switch (spec->conversion) {
	case 'C':
	case 'S': spec->length = L; spec->conversion |= 32;
	}
	switch (spec->conversion) {
	case 'c':
		if (!spec->width) spec->width = 1;
		memset(spec->takes, 1, sizeof spec->takes);
		spec->takes[0] = 0;
		break;
	case 's':
		for (int c = 0; c < 256; c++) spec->takes[1 + c] = !isspace(c);
		spec->takes[0] = 0;
		break;
	case '[':
		s = parse_set(spec, s);
		if (s) s++;
		break;
	case 'd':
	case 'i':
	case 'o':
	case 'u':
	case 'x':
	case 'X':
	case 'p':
	case 'n':
	case 'a':
	case 'e':
	case 'f':
	case 'g':
	case 'A':
	case 'E':
	case 'F':
	case 'G': break;
	default: return 0;
	}
	return s;
}

static void store(const struct spec *spec, uint64_t i)
{
	if (!spec->dest) return;
	switch (spec->length) {
	case HH: *(char *)spec->dest = i; break;
	case H: *(short *)spec->dest = i; break;
	case LL:
	case BIG_L: *(long long *)spec->dest = i; break;
	default: *(int *)spec->dest = i;
	}
}

/* Characters of unit bytes, in the program's memory, in ours, or nowhere. */
struct text {
	char *p;
	size_t n, room, unit;
	int allocate;
};

static int put(struct text *t, wchar_t c)
{
	if (t->allocate && t->n == t->room) {
		size_t room = t->room ? 2 * t->room : 32;
		char *p = realloc(t->p, room * t->unit);
		if (!p) return -1;
		t->p = p;
		t->room = room;
	}
	if (!t->p) return 0;
	if (t->unit == 1) t->p[t->n++] = c;
	else ((wchar_t *)t->p)[t->n++] = c;
	return 0;
}

static enum end scan_text(FILE *f, const struct spec *spec)
{
	int allocate = spec->allocate && spec->dest, wide = spec->length == L, c;
	struct text t = { .p = allocate ? 0 : spec->dest,
		.unit = wide ? sizeof(wchar_t) : 1,
		.allocate = allocate };
	enum end end = GOES_ON;
	mbstate_t state = { 0 };
	while (end == GOES_ON && spec->takes[1 + (c = next(f))]) {
		wchar_t wc = c;
		if (wide) {
			size_t k = mbrtowc(&wc, &(char){ c }, 1, &state);
			if (k == (size_t)-2) continue;
			if (k == (size_t)-1) end = NO_INPUT;
		}
		if (end == GOES_ON && put(&t, wc)) end = NO_INPUT;
	}
	if (end == GOES_ON) {
		shunget(f);
		if (!mbsinit(&state)) end = NO_INPUT;
		else if (!shcnt(f) || (spec->conversion == 'c' && shcnt(f) != spec->width))
			end = MISMATCH;
		else if (spec->conversion != 'c' && put(&t, 0)) end = NO_INPUT;
	}
	if (allocate) {
		if (end == GOES_ON) *(void **)spec->dest = t.p;
		else free(t.p);
	}
	return end;
}

static enum end scan_integer(FILE *f, const struct spec *spec)
{
	int c = spec->conversion | 32;
	int base = c == 'i' ? 0 : c == 'o' ? 8 : c == 'd' || c == 'u' ? 10 : 16;
	uint64_t i = __intscan(f, base, 0, ULLONG_MAX);
	if (!shcnt(f)) return MISMATCH;
	store(spec, i);
	return GOES_ON;
}

static enum end scan_floating(FILE *f, const struct spec *spec)
{
	struct scanned x;
	int precision = spec->length == BIG_L ? 2 : spec->length == L;
	__scan_float(f, precision, 0, &x);
	if (!shcnt(f)) return MISMATCH;
	if (!spec->dest) return GOES_ON;
	if (precision == 2) *(long double *)spec->dest = __scanned_long_double(&x);
	else if (precision == 1) *(double *)spec->dest = __scanned_double(&x);
	else *(float *)spec->dest = __scanned_double(&x);
	return GOES_ON;
}

static enum end convert(FILE *f, struct spec *spec, off_t *pos)
{
	int is_text = spec->conversion == 'c' || spec->conversion == '[';
	if (spec->conversion == 'n') {
		store(spec, *pos);
		return GOES_ON;
	}
	if (!is_text) *pos += skip_space(f);
	shlim(f, spec->width);
	if (next(f) < 0) return NO_INPUT;
	shunget(f);
	enum end end;
	switch (spec->conversion) {
	case 'c':
	case 's':
	case '[': end = scan_text(f, spec); break;
	case 'd':
	case 'i':
	case 'o':
	case 'u':
	case 'x':
	case 'X':
	case 'p': end = scan_integer(f, spec); break;
	default: end = scan_floating(f, spec);
	}
	*pos += shcnt(f);
	return end;
}

static enum end literal(FILE *f, int wanted, off_t *pos)
{
	shlim(f, 0);
	int c = next(f);
	if (c != wanted) {
		shunget(f);
		return c < 0 ? NO_INPUT : MISMATCH;
	}
	*pos += shcnt(f);
	return GOES_ON;
}

int vfscanf(FILE *restrict f, const char *restrict fmt, va_list ap)
{
	const unsigned char *s = (void *)fmt;
	struct spec spec;
	enum end end = GOES_ON;
	off_t pos = 0;
	int matches = 0;
	FLOCK(f);
	if (!f->rpos) __toread(f);
	if (!f->rpos) end = NO_INPUT;
	while (*s && end == GOES_ON) {
		if (isspace(*s)) {
			while (isspace(*s)) s++;
			pos += skip_space(f);
		} else if (*s != '%') {
			end = literal(f, *s++, &pos);
		} else if (*++s == '%') {
			/* Like a conversion, and unlike text, it skips space. */
			pos += skip_space(f);
			end = literal(f, *s++, &pos);
		} else {
			if (*s == '*') {
				spec.dest = 0;
				s++;
			} else if (isdigit(*s) && *s != '0' && s[1] == '$') {
				spec.dest = argument(ap, *s - '0');
				s += 2;
			} else {
				spec.dest = va_arg(ap, void *);
			}
			s = parse(&spec, s);
			end = s ? convert(f, &spec, &pos) : NO_INPUT;
			if (end == GOES_ON && spec.dest && spec.conversion != 'n') matches++;
		}
	}
	FUNLOCK(f);
	return end == NO_INPUT && !matches ? EOF : matches;
}

weak_alias(vfscanf, __isoc99_vfscanf);
