/* memcmp, strcmp, strncmp: differences anywhere at every pair of alignments, up to the end
 * of memory. */
#include "../end.h"
#include <strings.h>

/* A limit that no string reaches. */
static volatile size_t any = SIZE_MAX;

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

/* Both strings have this length and differ at one place, by what is given. */
static void differ(char *s, char *t, size_t length, size_t at, unsigned char a, unsigned char b)
{
	char one = s[at], other = t[at];
	int want = a < b ? -1 : 1;

	s[at] = (char)a;
	t[at] = (char)b;
	CHECK_EQ(sign(memcmp(s, t, length)), want);
	CHECK_EQ(sign(memcmp(t, s, at + 1)), -want);
	CHECK_EQ(memcmp(s, t, at), 0);
	CHECK(bcmp(s, t, length) != 0);
	CHECK_EQ(sign(strcmp(s, t)), want);
	CHECK_EQ(sign(strcmp(t, s)), -want);
	CHECK_EQ(sign(strncmp(s, t, length)), want);
	CHECK_EQ(sign(strncmp(t, s, at + 1)), -want);
	CHECK_EQ(sign(strncmp(s, t, any)), want);
	CHECK_EQ(strncmp(s, t, at), 0);
	s[at] = one;
	t[at] = other;
}

int main(void)
{
	static const unsigned char pairs[][2] = {
		{ 0x7f, 0x80 }, { 0xff, 1 }, { 'a', 'b' }, { 0, 1 }, { 0x80, 0 }, { 0x81, 0x82 },
	};
	static char room[256];
	char *end = end_of_memory();
	unsigned round = 0;

	for (size_t gap = 0; gap < 16; gap++)
		for (size_t offset = 0; offset < 16; offset++)
			for (size_t length = 0; length <= 200; length += length < 80 ? 1 : 15) {
				char *s = end - gap - 1 - length, *t = room + offset;

				/* Behind the strings, nothing is equal. */
				memset(end - 256, 'x', 256);
				memset(room, 'y', sizeof room);
				for (size_t i = 0; i < length; i++)
					s[i] = t[i] = (char)((i * 37 + length) % 255 + 1);
				s[length] = t[length] = '\0';
				CHECK_EQ(memcmp(s, t, length + 1), 0);
				CHECK_EQ(bcmp(s, t, length + 1), 0);
				CHECK_EQ(strcmp(s, t), 0);
				CHECK_EQ(strncmp(s, t, length), 0);
				CHECK_EQ(strncmp(s, t, any), 0);
				if (length == 0)
					continue;
				size_t places[] = { 0, length - 1, length / 2, (gap + offset) % length };

				for (size_t i = 0; i < 4; i++) {
					const unsigned char *pair = pairs[round++ % 6];

					differ(s, t, length, places[i], pair[0], pair[1]);
				}
			}
	CHECK_EQ(memcmp(end, room, 0), 0);
	CHECK_EQ(strncmp(end, room, 0), 0);
}
