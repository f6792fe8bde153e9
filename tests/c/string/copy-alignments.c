/* strcpy and similar functions: every length at every pair of alignments, up to the end of
 * memory, and not a byte beside the copy. */
#include "../end.h"

enum { ROOM = 240 };

/* The room that `to` lies in has this string at `to`, zeros behind it up to n bytes, and is
 * full of # elsewhere. */
static void check(const char *room, const char *to, const char *s, size_t length, size_t n)
{
	for (const char *p = room; p < room + ROOM; p++) {
		char want = p < to || p >= to + n ? '#' : p < to + length ? s[p - to] : '\0';

		CHECK_EQ(*p, want);
	}
}

static void copy(char *room, char *to, const char *s, size_t length)
{
	size_t limits[] = { 0, length / 2, length, length + 1, length + 9 };

	memset(room, '#', ROOM);
	CHECK(strcpy(to, s) == to);
	check(room, to, s, length, length + 1);
	memset(room, '#', ROOM);
	CHECK(stpcpy(to, s) == to + length);
	check(room, to, s, length, length + 1);
	memset(room, '#', ROOM);
	memcpy(to, s, length / 2);
	to[length / 2] = '\0';
	CHECK(strcat(to, s + length / 2) == to);
	check(room, to, s, length, length + 1);
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		size_t n = limits[i], copied = n < length ? n : length;

		if (n > (size_t)(room + ROOM - to))
			continue;
		memset(room, '#', ROOM);
		CHECK(strncpy(to, s, n) == to);
		check(room, to, s, copied, n);
		memset(room, '#', ROOM);
		CHECK(stpncpy(to, s, n) == to + copied);
		check(room, to, s, copied, n);
		memset(room, '#', ROOM);
		CHECK(memccpy(to, s, '\0', n) == (n > length ? to + length + 1 : NULL));
		check(room, to, s, copied, n > length ? length + 1 : n);
		if (copied + 1 > (size_t)(room + ROOM - to))
			continue;
		memset(room, '#', ROOM);
		memcpy(to, s, copied / 2);
		to[copied / 2] = '\0';
		CHECK(strncat(to, s + copied / 2, n - copied / 2) == to);
		check(room, to, s, copied, copied + 1);
	}
}

int main(void)
{
	static char room[ROOM], source[ROOM];
	char *end = end_of_memory();

	for (size_t gap = 0; gap < 16; gap++)
		for (size_t offset = 0; offset < 8; offset++)
			for (size_t length = 0; length <= 200; length += length < 36 ? 1 : 11) {
				char *s = end - gap - 1 - length;

				memset(end - ROOM, 'x', ROOM);
				for (size_t i = 0; i < length; i++)
					s[i] = (char)(i * 37 % 255 + 1);
				s[length] = '\0';
				copy(room, room + offset, s, length);
				memcpy(source + offset, s, length + 1);
				copy(end - ROOM, end - gap - 1 - length, source + offset, length);
			}
}
