/* The functions that look for a wide character: every length at every alignment, up to the end
 * of memory. */
#include "../end.h"
#include <wchar.h>

/* A limit that no string reaches. */
static volatile size_t any = SIZE_MAX / sizeof(wchar_t);

/* Some characters of a string, none of them c: the nearest to it and to zero, and negative
 * ones, which are not characters. */
static void fill(wchar_t *s, size_t length, wchar_t c)
{
	wchar_t letters[] = { c ^ 1, 1, c ^ WCHAR_MIN, 0x10ffff, -1, WCHAR_MIN + 1, WCHAR_MIN, c + 1 };

	for (size_t i = 0; i < length; i++) {
		wchar_t letter = letters[(i * 5 + length) % (sizeof letters / sizeof *letters)];

		s[i] = letter == 0 || letter == c ? L'b' : letter;
	}
}

static void absent(const wchar_t *s, size_t length, wchar_t c)
{
	const wchar_t sought[] = { c, L'\0' }, both[] = { L'y', c, L'\0' };

	CHECK_EQ(wcslen(s), length);
	CHECK_EQ(wcsnlen(s, length), length);
	CHECK_EQ(wcsnlen(s, length / 2), length / 2);
	CHECK_EQ(wcsnlen(s, length + 1), length);
	CHECK_EQ(wcsnlen(s, any), length);
	CHECK(wcschr(s, 0) == s + length);
	CHECK(wcsrchr(s, 0) == s + length);
	CHECK(wmemchr(s, 0, length + 1) == s + length);
	CHECK(wmemchr(s, 0, any) == s + length);
	CHECK(wmemchr(s, 0, length) == NULL);
	CHECK(wcschr(s, c) == NULL);
	CHECK(wcsrchr(s, c) == NULL);
	CHECK(wmemchr(s, c, length) == NULL);
	CHECK_EQ(wcscspn(s, L""), length);
	CHECK_EQ(wcscspn(s, sought), length);
	CHECK_EQ(wcscspn(s, both), length);
	CHECK_EQ(wcsspn(s, both), 0);
	CHECK(wcspbrk(s, both) == NULL);
	CHECK(wcsstr(s, sought) == NULL);
}

/* c is at these two places, and nowhere else. */
static void present(const wchar_t *s, size_t length, wchar_t c, size_t first, size_t last)
{
	const wchar_t sought[] = { c, L'\0' }, both[] = { L'y', c, L'\0' };

	CHECK(wcschr(s, c) == s + first);
	CHECK(wcsrchr(s, c) == s + last);
	CHECK(wmemchr(s, c, length) == s + first);
	CHECK(wmemchr(s, c, first + 1) == s + first);
	CHECK(wmemchr(s, c, any) == s + first);
	CHECK(wmemchr(s, c, first) == NULL);
	CHECK_EQ(wcscspn(s, sought), first);
	CHECK_EQ(wcscspn(s, both), first);
	CHECK_EQ(wcsspn(s + last, both), 1);
	CHECK(wcspbrk(s, both) == s + first);
	CHECK(wcsstr(s, sought) == s + first);
}

int main(void)
{
	static const wchar_t sought[] = { 'z', 0xe9, 0x10fffe, 1, 0x20ac, 'z' + 64, 0x7fffffff };
	wchar_t *end = (wchar_t *)end_of_memory();
	unsigned round = 0;

	for (size_t gap = 0; gap < 9; gap++)
		for (size_t length = 0; length <= 50; length++) {
			wchar_t c = sought[round++ % (sizeof sought / sizeof *sought)];
			wchar_t *s = end - gap - 1 - length;

			/* c stands on both sides, or the end of a string. */
			wmemset(end - 64, round & 1 ? c : 0, 64);
			fill(s, length, c);
			s[length] = L'\0';
			absent(s, length, c);
			for (size_t i = 0; i < length; i++) {
				size_t j = length - 1 - i;
				wchar_t one = s[i], other = s[j];

				s[i] = s[j] = c;
				present(s, length, c, i < j ? i : j, i < j ? j : i);
				s[i] = one;
				s[j] = other;
			}
		}
	CHECK(wmemchr(end, L'a', 0) == NULL);
	CHECK_EQ(wcsnlen(end, 0), 0);
}
