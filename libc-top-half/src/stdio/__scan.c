#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "scan.h"

/* Few conversions need it: small, and apart from what all need. */
#define RARE __attribute__((__noinline__, __minsize__))

enum length { NONE, HH, H, L, LL, BIG_L };

/* The reason for the end of reading: the text does not match, or there is no (usable) text. */
enum end { GOES_ON, MISMATCH, NO_INPUT };

enum kind { INVALID, CHARACTERS, WORD, SET, INTEGER, FLOATING, COUNT };

/* The kind of each conversion from A on, and the base of an integer. */
#define OF(kind, base) (kind | base << 3)
static const unsigned char kinds[] = {
	['A' - 'A'] = FLOATING,
	['C' - 'A'] = CHARACTERS,
	['E' - 'A'] = FLOATING,
	['F' - 'A'] = FLOATING,
	['G' - 'A'] = FLOATING,
	['S' - 'A'] = WORD,
	['X' - 'A'] = OF(INTEGER, 16),
	['[' - 'A'] = SET,
	['a' - 'A'] = FLOATING,
	['c' - 'A'] = CHARACTERS,
	['d' - 'A'] = OF(INTEGER, 10),
	['e' - 'A'] = FLOATING,
	['f' - 'A'] = FLOATING,
	['g' - 'A'] = FLOATING,
	['i' - 'A'] = INTEGER,
	['n' - 'A'] = COUNT,
	['o' - 'A'] = OF(INTEGER, 8),
	['p' - 'A'] = OF(INTEGER, 16),
	['s' - 'A'] = WORD,
	['u' - 'A'] = OF(INTEGER, 10),
	['x' - 'A'] = OF(INTEGER, 16),
};

struct spec {
	void *dest;
	int width;
	enum length length;
	/* %m: dest gets memory of ours. */
	int allocate;
	enum kind kind;
	int base;
	/* %[: a bit for each character that it takes, or does not take if others is 1. */
	uint32_t set[8];
	int others;
};

static off_t position(struct stream *s)
{
	return s->before + (s->in.at - s->from);
}

/* Lets the conversion take as many bytes as are left. */
static void limit(struct stream *s)
{
	int n = s->rend - s->in.at > s->left ? s->left : s->rend - s->in.at;
	s->in.end = s->in.at + n;
	s->left -= n;
}

static int more(struct source *in)
{
	struct stream *s = (struct stream *)in;
	if (s->limited && !s->left) return -1;
	s->before = position(s);
	int c = s->refill(s);
	s->from = in->at;
	in->end = s->rend;
	if (s->limited) limit(s);
	return c;
}

static void skip_space(struct stream *s)
{
	while (isspace(peek(&s->in))) s->in.at++;
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

/* Parses the set after "%[", behind the bracket that ends it; 0 if there is none. */
static const unsigned char *parse_set(struct spec *spec, const unsigned char *s)
{
	spec->others = *s == '^';
	s += spec->others;
	for (int i = 0; i < 8; i++) spec->set[i] = 0;
	for (int start = 1;; s++, start = 0) {
		int from = *s, to = *s;
		if (!from) return 0;
		if (from == ']' && !start) return s + 1;
		if (s[1] == '-' && s[2] && s[2] != ']') {
			s += 2;
			to = *s;
		}
		for (int i = from / 32; i <= to / 32; i++)
			spec->set[i] |= (i == from / 32 ? -1U << from % 32 : -1U) &
				(i == to / 32 ? -1U >> (31 - to % 32) : -1U);
	}
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
	int c = *s++, kind = c - 'A' < sizeof kinds ? kinds[c - 'A'] : INVALID;
	spec->kind = kind & 7;
	spec->base = kind >> 3;
	if (c == 'C' || c == 'S') spec->length = L;
	return spec->kind == SET ? parse_set(spec, s) : spec->kind == INVALID ? 0 : s;
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
	mbstate_t state;
};

static RARE int reserve(struct text *t, size_t n)
{
	size_t room = t->room ? t->room : 32;
	if (!t->allocate || n <= t->room - t->n) return 0;
	while (room - t->n < n) room *= 2;
	char *p = realloc(t->p, room * t->unit);
	if (!p) return -1;
	t->p = p;
	t->room = room;
	return 0;
}

static RARE int append(struct text *t, const unsigned char *s, size_t n)
{
	if (reserve(t, n)) return -1;
	if (t->unit == 1) {
		if (t->p) memcpy(t->p + t->n, s, n);
		t->n += n;
		return 0;
	}
	for (; n; n--, s++) {
		wchar_t c;
		size_t k = mbrtowc(&c, (const char *)s, 1, &t->state);
		if (k == (size_t)-2) continue;
		if (k == (size_t)-1) return -1;
		if (t->p) ((wchar_t *)t->p)[t->n] = c;
		t->n++;
	}
	return 0;
}

/* The end of the bytes at hand that the conversion takes. */
static const unsigned char *taken(const struct spec *spec, const struct source *in)
{
	const unsigned char *p = in->at, *end = in->end;
	if (spec->kind == CHARACTERS) return end;
	if (spec->kind == WORD)
		for (; p != end && !isspace(*p); p++);
	else
		for (; p != end && (spec->set[*p / 32] >> *p % 32 & 1) != spec->others; p++);
	return p;
}

static enum end scan_text(struct stream *s, const struct spec *spec)
{
	int ends = spec->kind != CHARACTERS;
	char *to = spec->dest;
	size_t bytes = 0;
	do {
		const unsigned char *p = s->in.at, *end = taken(spec, &s->in);
		s->in.at = end;
		bytes += end - p;
		if (to)
			while (p != end) *to++ = *p++;
	} while (s->in.at == s->in.end && peek(&s->in) >= 0);
	if (!bytes || (!ends && bytes != spec->width)) return MISMATCH;
	if (to && ends) *to = 0;
	return GOES_ON;
}

/* Into wide characters, or memory of ours. */
static RARE enum end scan_other_text(struct stream *s, const struct spec *spec)
{
	int allocate = spec->allocate && spec->dest, ends = spec->kind != CHARACTERS;
	struct text t = { .p = allocate ? 0 : spec->dest,
		.unit = spec->length == L ? sizeof(wchar_t) : 1,
		.allocate = allocate };
	enum end end = NO_INPUT;
	size_t bytes = 0;
	do {
		const unsigned char *at = s->in.at;
		size_t n = taken(spec, &s->in) - at;
		bytes += n;
		s->in.at += n;
		if (append(&t, at, n)) goto done;
	} while (s->in.at == s->in.end && peek(&s->in) >= 0);
	if (!mbsinit(&t.state)) goto done;
	end = MISMATCH;
	if (!bytes || (!ends && bytes != spec->width)) goto done;
	end = NO_INPUT;
	if (ends && reserve(&t, 1)) goto done;
	end = GOES_ON;
	if (ends && t.p) {
		if (t.unit == 1) t.p[t.n] = 0;
		else ((wchar_t *)t.p)[t.n] = 0;
	}
done:
	if (allocate) {
		if (end == GOES_ON) *(void **)spec->dest = t.p;
		else free(t.p);
	}
	return end;
}

static enum end scan_integer(struct stream *s, const struct spec *spec)
{
	uint64_t i;
	if (!__scan_integer(&s->in, spec->base, &i)) return MISMATCH;
	store(spec, i);
	return GOES_ON;
}

static enum end scan_floating(struct stream *s, const struct spec *spec)
{
	struct scanned x;
	int precision = spec->length == BIG_L ? 2 : spec->length == L;
	if (!__scan_float(&s->in, precision, 0, &x)) return MISMATCH;
	if (!spec->dest) return GOES_ON;
	if (precision == 2) *(long double *)spec->dest = __scanned_long_double(&x);
	else if (precision == 1) *(double *)spec->dest = x.value;
	else *(float *)spec->dest = x.value;
	return GOES_ON;
}

static enum end convert(struct stream *s, struct spec *spec)
{
	if (spec->kind == COUNT) {
		store(spec, position(s));
		return GOES_ON;
	}
	if (spec->kind != CHARACTERS && spec->kind != SET) skip_space(s);
	else if (spec->kind == CHARACTERS && !spec->width) spec->width = 1;
	if (spec->width) {
		s->limited = 1;
		s->left = spec->width;
		limit(s);
	}
	enum end end = NO_INPUT;
	if (peek(&s->in) >= 0) {
		if (spec->kind == INTEGER) end = scan_integer(s, spec);
		else if (spec->kind == FLOATING) end = scan_floating(s, spec);
		else if (spec->length == L || spec->allocate) end = scan_other_text(s, spec);
		else end = scan_text(s, spec);
	}
	s->limited = 0;
	s->in.end = s->rend;
	return end;
}

static enum end literal(struct stream *s, int wanted)
{
	int c = peek(&s->in);
	if (c != wanted) return c < 0 ? NO_INPUT : MISMATCH;
	s->in.at++;
	return GOES_ON;
}

int __scan(struct stream *s, const char *format, va_list ap)
{
	const unsigned char *f = (void *)format;
	struct spec spec;
	enum end end = GOES_ON;
	int matches = 0;
	s->in.more = more;
	s->from = s->in.at;
	while (end == GOES_ON && *f) {
		if (isspace(*f)) {
			while (isspace(*f)) f++;
			skip_space(s);
		} else if (*f != '%') {
			end = literal(s, *f++);
		} else if (*++f == '%') {
			/* Like a conversion, and unlike text, it skips space. */
			skip_space(s);
			end = literal(s, *f++);
		} else {
			if (*f == '*') {
				spec.dest = 0;
				f++;
			} else if (isdigit(*f) && *f != '0' && f[1] == '$') {
				spec.dest = argument(ap, *f - '0');
				f += 2;
			} else {
				spec.dest = va_arg(ap, void *);
			}
			f = parse(&spec, f);
			end = f ? convert(s, &spec) : NO_INPUT;
			if (end == GOES_ON && spec.dest && spec.kind != COUNT) matches++;
		}
	}
	return end == NO_INPUT && !matches ? EOF : matches;
}
