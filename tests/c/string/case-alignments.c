/* strcasecmp, strncasecmp: letters of either case, and the bytes beside them, at every pair of
 * alignments, up to the end of memory. */
#include "../end.h"
#include <ctype.h>
#include <strings.h>

/* A limit that no string reaches. */
static volatile size_t any = SIZE_MAX;

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

/* Both strings have this length, and these bytes at one place. */
static void at(char *s, char *t, size_t length, size_t at, unsigned char a, unsigned char b)
{
	char one = s[at], other = t[at];
	int want = sign(tolower(a) - tolower(b));

	s[at] = (char)a;
	t[at] = (char)b;
	CHECK_EQ(sign(strcasecmp(s, t)), want);
	CHECK_EQ(sign(strcasecmp(t, s)), -want);
	CHECK_EQ(sign(strncasecmp(s, t, length)), want);
	CHECK_EQ(sign(strncasecmp(t, s, at + 1)), -want);
	CHECK_EQ(sign(strncasecmp(s, t, any)), want);
	CHECK_EQ(strncasecmp(s, t, at), 0);
	s[at] = one;
	t[at] = other;
}

int main(void)
{
	static const unsigned char pairs[][2] = {
		{ '@', '`' }, { 'A', 'a' }, { 'Z', 'z' }, { '[', '{' }, { 0xc1, 0xe1 }, { 'A', 0xc1 },
		{ 'B', 'a' }, { 'b', 'A' }, { 0, ' ' }, { 'x', 0 }, { '_', 'A' }, { 0x1a, ':' },
	};
	static char room[256];
	char *end = end_of_memory();
	unsigned round = 0;

	for (size_t gap = 0; gap < 16; gap++)
		for (size_t offset = 0; offset < 16; offset++)
			for (size_t length = 0; length <= 100; length += length < 40 ? 1 : 15) {
				char *s = end - gap - 1 - length, *t = room + offset;

				memset(end - 256, 'x', 256);
				memset(room, 'y', sizeof room);
				for (size_t i = 0; i < length; i++) {
					unsigned char c = (unsigned char)((i * 37 + length) % 255 + 1);

					s[i] = (char)(round & 1 ? toupper(c) : c);
					t[i] = (char)tolower(c);
				}
				s[length] = t[length] = '\0';
				CHECK_EQ(strcasecmp(s, t), 0);
				CHECK_EQ(strncasecmp(s, t, length), 0);
				CHECK_EQ(strncasecmp(s, t, any), 0);
				if (length == 0)
					continue;
				size_t places[] = { 0, length - 1, length / 2, (gap + offset) % length };

				for (size_t i = 0; i < 4; i++) {
					const unsigned char *pair = pairs[round++ % 12];

					at(s, t, length, places[i], pair[0], pair[1]);
				}
			}
	for (int a = 0; a < 256; a++)
		for (int b = 0; b < 256; b++) {
			char s[] = { (char)a, 0 }, t[] = { (char)b, 0 };

			CHECK_EQ(sign(strcasecmp(s, t)), sign(tolower(a) - tolower(b)));
		}
	CHECK_EQ(strncasecmp(end, room, 0), 0);
}
