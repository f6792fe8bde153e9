/* The functions that look for a byte: every length at every alignment, up to the end of memory. */
#include "../end.h"

/* A limit that no string reaches. */
static volatile size_t any = SIZE_MAX;

/* Some letters of a string, none of them c: the nearest to it and to zero, and high ones. */
static void fill(char *s, size_t length, unsigned char c)
{
	unsigned char letters[] = { c ^ 1, 1, 0x80, c ^ 0x80, 0xff, 0x81, 'a', c + 1 };

	for (size_t i = 0; i < length; i++) {
		unsigned char letter = letters[(i * 5 + length) % sizeof letters];

		s[i] = (char)(letter == 0 || letter == c ? 'b' : letter);
	}
}

static void absent(const char *s, size_t length, int c)
{
	CHECK_EQ(strlen(s), length);
	CHECK_EQ(strnlen(s, length), length);
	CHECK_EQ(strnlen(s, length / 2), length / 2);
	CHECK_EQ(strnlen(s, length + 1), length);
	CHECK_EQ(strnlen(s, any), length);
	CHECK(strchr(s, 0) == s + length);
	CHECK(strrchr(s, 0) == s + length);
	CHECK(memchr(s, 0, length + 1) == s + length);
	CHECK(memchr(s, 0, any) == s + length);
	CHECK(memchr(s, 0, length) == NULL);
	CHECK(memrchr(s, 0, length) == NULL);
	CHECK(memrchr(s, 0, length + 1) == s + length);
	CHECK(strchr(s, c) == NULL);
	CHECK(strrchr(s, c) == NULL);
	CHECK(strchrnul(s, c) == s + length);
	CHECK(memchr(s, c, length) == NULL);
	CHECK(memrchr(s, c, length) == NULL);
}

/* c is at these two places, and nowhere else. */
static void present(const char *s, size_t length, int c, size_t first, size_t last)
{
	CHECK(strchr(s, c) == s + first);
	CHECK(strchrnul(s, c) == s + first);
	CHECK(strrchr(s, c) == s + last);
	CHECK(memchr(s, c, length) == s + first);
	CHECK(memchr(s, c, first + 1) == s + first);
	CHECK(memchr(s, c, any) == s + first);
	CHECK(memchr(s, c, first) == NULL);
	CHECK(memrchr(s, c, length) == s + last);
	CHECK(memrchr(s, c, last) == (first < last ? s + first : NULL));
	CHECK(memrchr(s + last, c, length - last) == s + last);
	CHECK(memrchr(s + last + 1, c, length - last - 1) == NULL);
}

int main(void)
{
	static const int sought[] = { 'z', 0xe9, 0x80, 1, 0x7f, 'z' + 256, (char)0xe9 };
	char *end = end_of_memory();
	unsigned round = 0;

	/* The functions read up to 64 bytes at once, from a multiple of that. */
	for (size_t gap = 0; gap < 64; gap += gap < 17 ? 1 : 9)
		for (size_t length = 0; length <= 230; length += length < 80 ? 1 : 15) {
			int c = sought[round++ % (sizeof sought / sizeof *sought)];
			char *s = end - gap - 1 - length;

			/* c stands on both sides, or the end of a string. */
			memset(end - 320, round & 1 ? c : 0, 320);
			fill(s, length, (unsigned char)c);
			s[length] = '\0';
			absent(s, length, c);
			for (size_t i = 0; i < length; i++) {
				size_t j = length - 1 - i;
				char one = s[i], other = s[j];

				s[i] = s[j] = (char)c;
				present(s, length, c, i < j ? i : j, i < j ? j : i);
				s[i] = one;
				s[j] = other;
			}
		}
	CHECK(memchr(end, 'a', 0) == NULL);
	CHECK(memrchr(end, 'a', 0) == NULL);
	CHECK_EQ(strnlen(end, 0), 0);
}
