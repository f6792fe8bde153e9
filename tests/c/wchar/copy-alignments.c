/* wcscpy and similar functions: every length at every pair of alignments, up to the end of
 * memory, and not a character beside the copy. */
#define _GNU_SOURCE
#include "../end.h"
#include <wchar.h>

enum { ROOM = 80 };

/* The room that `to` lies in has this string at `to`, zeros behind it up to n characters, and is
 * full of # elsewhere. */
static void check(const wchar_t *room, const wchar_t *to, const wchar_t *s, size_t length, size_t n)
{
	for (const wchar_t *p = room; p < room + ROOM; p++) {
		wchar_t want = p < to || p >= to + n ? L'#' : p < to + length ? s[p - to] : L'\0';

		CHECK_EQ(*p, want);
	}
}

static void copy(wchar_t *room, wchar_t *to, const wchar_t *s, size_t length)
{
	size_t limits[] = { 0, length / 2, length, length + 1, length + 9 };

	wmemset(room, L'#', ROOM);
	CHECK(wcscpy(to, s) == to);
	check(room, to, s, length, length + 1);
	wmemset(room, L'#', ROOM);
	CHECK(wcpcpy(to, s) == to + length);
	check(room, to, s, length, length + 1);
	wmemset(room, L'#', ROOM);
	CHECK(wmemcpy(to, s, length) == to);
	check(room, to, s, length, length);
	wmemset(room, L'#', ROOM);
	CHECK(wmemcpy(to, s, length / 2) == to);
	to[length / 2] = L'\0';
	CHECK(wcscat(to, s + length / 2) == to);
	check(room, to, s, length, length + 1);
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		size_t n = limits[i], copied = n < length ? n : length;

		if (n >= (size_t)(room + ROOM - to))
			continue;
		wmemset(room, L'#', ROOM);
		CHECK(wcsncpy(to, s, n) == to);
		check(room, to, s, copied, n);
		wmemset(room, L'#', ROOM);
		CHECK(wcpncpy(to, s, n) == to + copied);
		check(room, to, s, copied, n);
		wmemset(room, L'#', ROOM);
		CHECK(wmemset(to, 0, n) == to);
		check(room, to, s, 0, n);
		if (length >= (size_t)(room + ROOM - to))
			continue;
		wmemset(room, L'#', ROOM);
		to[0] = L'\0';
		CHECK(wcsncat(to, s, n) == to);
		check(room, to, s, copied, copied + 1);
	}
}

/* Moves within the room, up and down. */
static void move(wchar_t *room, wchar_t *s, size_t length)
{
	static wchar_t before[ROOM];

	for (int by = -3; by <= 3; by++) {
		if (s + by < room || s + by + length > room + ROOM)
			continue;
		for (int i = 0; i < ROOM; i++)
			room[i] = before[i] = i * 97 + 1;
		CHECK(wmemmove(s + by, s, length) == s + by);
		for (int i = 0; i < ROOM; i++) {
			int at = i - (int)(s + by - room);

			CHECK_EQ(room[i], at < 0 || at >= (int)length ? before[i] : before[i - by]);
		}
	}
}

int main(void)
{
	static wchar_t room[ROOM], source[ROOM];
	wchar_t *end = (wchar_t *)end_of_memory();

	for (size_t gap = 0; gap < 5; gap++)
		for (size_t offset = 0; offset < 4; offset++)
			for (size_t length = 0; length <= 60; length += length < 24 ? 1 : 7) {
				wchar_t *s = end - gap - 1 - length;

				wmemset(end - ROOM, L'x', ROOM);
				for (size_t i = 0; i < length; i++)
					s[i] = (wchar_t)(i * 37 + 1) * (i % 11 == 5 ? -1 : 1);
				s[length] = L'\0';
				copy(room, room + offset, s, length);
				wmemcpy(source + offset, s, length + 1);
				copy(end - ROOM, s, source + offset, length);
				move(end - ROOM, s, length);
				move(room, room + offset, length);
			}
}
