/* mbsrtowcs, mbsnrtowcs, wcsrtombs, wcsnrtombs and their single steps: texts of all lengths of
 * characters, whole, cut and damaged, up to the end of memory, against simple loops. */
#define _GNU_SOURCE
#include "../end.h"
#include <limits.h>
#include <locale.h>
#include <wchar.h>

enum { ROOM = 200 };

static unsigned seed = 1;

static unsigned random_below(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static int random_character(int kind)
{
	static const int edges[] = { 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff };

	switch (random_below(kind == 0 ? 1 : 8)) {
	default:
		return 1 + (int)random_below(0x7f);
	case 5:
		return 0x80 + (int)random_below(0x780);
	case 6:
		return 0x800 + (int)random_below(0xd000);
	case 7:
		return edges[random_below(sizeof edges / sizeof *edges)];
	case 4:
		return 0x10000 + (int)random_below(0x100000);
	}
}

static size_t encode(unsigned char *s, int c)
{
	if (c < 0x80) {
		s[0] = (unsigned char)c;
		return 1;
	}
	size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = length; --i > 0; c >>= 6)
		s[i] = (unsigned char)(0x80 | (c & 0x3f));
	s[0] = (unsigned char)((0xf00 >> length) | c);
	return length;
}

/* The length of the character at s, of which n bytes are known; 0 if it is not valid, and -1 if
 * it is not whole. */
static int decode(const unsigned char *s, size_t n, int *c)
{
	int length = *s < 0x80 ? 1 : *s < 0xc2 ? 0 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : *s < 0xf5 ? 4 : 0;

	*c = length == 1 ? *s : *s & (0x7f >> length);
	for (int i = 1; i < length; i++) {
		if ((size_t)i == n)
			return -1;
		int low = i > 1 ? 0x80 : *s == 0xe0 ? 0xa0 : *s == 0xf0 ? 0x90 : 0x80;
		int high = i > 1 ? 0xbf : *s == 0xed ? 0x9f : *s == 0xf4 ? 0x8f : 0xbf;

		if (s[i] < low || s[i] > high)
			return 0;
		*c = *c << 6 | (s[i] & 0x3f);
	}
	return length;
}

/* The string at s, in all ways. */
static void to_wide(const unsigned char *s)
{
	static wchar_t want[ROOM], got[ROOM];
	size_t length = strlen((const char *)s), count = 0, at = 0;
	int valid = 1;

	for (int c; at < length; at += (size_t)decode(s + at, 4, &c)) {
		mbstate_t state = { 0 };
		wchar_t one = -1;

		if (decode(s + at, 4, &c) == 0) {
			valid = 0;
			CHECK_EQ(mbrtowc(&one, (const char *)s + at, length - at + 1, &state), (size_t)-1);
			CHECK_EQ(errno, EILSEQ);
			CHECK_EQ(mblen((const char *)s + at, length - at + 1), -1);
			break;
		}
		CHECK_EQ(mbrtowc(&one, (const char *)s + at, MB_LEN_MAX, &state), decode(s + at, 4, &c));
		CHECK_EQ(one, c);
		CHECK_EQ(mblen((const char *)s + at, MB_LEN_MAX), decode(s + at, 4, &c));
		want[count++] = c;
	}
	want[count] = L'\0';

	const char *p = (const char *)s;
	mbstate_t state = { 0 };
	errno = 0;
	CHECK_EQ(mbstowcs(NULL, p, 0), valid ? count : (size_t)-1);
	CHECK_EQ(errno, valid ? 0 : EILSEQ);
	wmemset(got, L'#', ROOM);
	CHECK_EQ(mbsrtowcs(got, &p, ROOM, &state), valid ? count : (size_t)-1);
	CHECK(p == (valid ? NULL : (const char *)s + at));
	CHECK_EQ(wmemcmp(got, want, count + (size_t)valid), 0);
	CHECK_EQ(got[count + (size_t)valid], L'#');
	for (size_t limit = 0; limit <= count; limit += 1 + limit / 3) {
		p = (const char *)s;
		memset(&state, 0, sizeof state);
		wmemset(got, L'#', ROOM);
		CHECK_EQ(mbsrtowcs(got, &p, limit, &state), limit);
		CHECK_EQ(wmemcmp(got, want, limit), 0);
		CHECK_EQ(got[limit], L'#');
		CHECK_EQ(mbsnrtowcs(got + limit, &p, SIZE_MAX, ROOM - limit, &state),
			 valid ? count - limit : (size_t)-1);
		CHECK_EQ(wmemcmp(got, want, count), 0);
	}
	if (!valid)
		return;
	/* In two pieces, the first of which may end within a character. */
	for (size_t cut = 0; cut <= length; cut += 1 + cut / 5) {
		p = (const char *)s;
		memset(&state, 0, sizeof state);
		size_t first = mbsnrtowcs(got, &p, cut, ROOM, &state);

		CHECK(first <= count && p == (const char *)s + cut);
		CHECK_EQ(mbsrtowcs(got + first, &p, ROOM - first, &state), count - first);
		CHECK(p == NULL && mbsinit(&state));
		CHECK_EQ(wmemcmp(got, want, count + 1), 0);
	}
}

/* The string at w, in all ways; a negative character is not valid. */
static void to_bytes(const wchar_t *w)
{
	static unsigned char want[4 * ROOM], got[4 * ROOM];
	size_t count = wcslen(w), length = 0, at, ends[ROOM];
	mbstate_t state = { 0 };

	for (at = 0; at < count && w[at] > 0 && (w[at] & ~0x7ff) != 0xd800; at++) {
		ends[at] = length;
		length += encode(want + length, w[at]);
		CHECK_EQ(wcrtomb((char *)got, w[at], &state), length - ends[at]);
		CHECK_MEM(got, want + ends[at], length - ends[at]);
	}
	ends[at] = length;
	want[length] = '\0';
	int valid = at == count;

	const wchar_t *p = w;
	errno = 0;
	CHECK_EQ(wcstombs(NULL, w, 0), valid ? length : (size_t)-1);
	CHECK_EQ(errno, valid ? 0 : EILSEQ);
	memset(got, '#', sizeof got);
	CHECK_EQ(wcsrtombs((char *)got, &p, sizeof got, &state), valid ? length : (size_t)-1);
	CHECK(p == (valid ? NULL : w + at));
	CHECK_MEM(got, want, length + (size_t)valid);
	CHECK_EQ(got[length + (size_t)valid], '#');
	for (size_t limit = 0; limit <= length; limit += 1 + limit / 3) {
		size_t whole = 0;

		while (whole < at && ends[whole + 1] <= limit)
			whole++;
		if (!valid && whole == at)
			break;
		p = w;
		memset(got, '#', sizeof got);
		CHECK_EQ(wcsrtombs((char *)got, &p, limit, &state), ends[whole]);
		CHECK(p == w + whole);
		CHECK_MEM(got, want, ends[whole]);
		CHECK_EQ(got[limit], '#');
		p = w;
		CHECK_EQ(wcsnrtombs((char *)got, &p, whole, sizeof got, &state), ends[whole]);
		CHECK(p == w + whole);
	}
}

int main(void)
{
	unsigned char *end = (unsigned char *)end_of_memory();

	CHECK(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
	for (int round = 0; round < 6000; round++) {
		unsigned char text[ROOM];
		size_t count = random_below(44), length = 0;

		for (size_t i = 0; i < count; i++)
			length += encode(text + length, random_character(round % 3));
		if (length > 0 && round % 4 == 0)
			text[random_below((unsigned)length)] = (unsigned char)(0x80 + random_below(0x80));
		text[length] = '\0';
#ifdef __GLIBC__
		/* glibc has characters above 0x10ffff. */
		if (round % 4 == 0 && strpbrk((char *)text, "\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd") != NULL)
			continue;
#endif
		unsigned char *s = end - random_below(9) - 1 - length;
		memcpy(s, text, length + 1);
		to_wide(s);

		wchar_t *w = (wchar_t *)end - random_below(3) - 1 - count;
		for (size_t i = 0; i < count; i++)
			w[i] = random_character(round % 3);
		if (count > 0 && round % 4 == 0)
			w[random_below((unsigned)count)] = random_below(2) ? -1 : 0xd800 + (int)random_below(0x800);
		w[count] = L'\0';
		to_bytes(w);
	}
}
