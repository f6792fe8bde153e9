/* wmemcmp, wcscmp, wcsncmp: differences anywhere at every pair of alignments, up to the end of
 * memory. */
#include "../end.h"
#include <wchar.h>

/* A limit that no string reaches. */
static volatile size_t any = SIZE_MAX / sizeof(wchar_t);

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

/* Both strings have this length and differ at one place, by what is given. */
static void differ(wchar_t *s, wchar_t *t, size_t length, size_t at, wchar_t a, wchar_t b)
{
	wchar_t one = s[at], other = t[at];
	int want = a < b ? -1 : 1;

	s[at] = a;
	t[at] = b;
	CHECK_EQ(sign(wmemcmp(s, t, length)), want);
	CHECK_EQ(sign(wmemcmp(t, s, at + 1)), -want);
	CHECK_EQ(wmemcmp(s, t, at), 0);
	CHECK_EQ(sign(wcscmp(s, t)), want);
	CHECK_EQ(sign(wcscmp(t, s)), -want);
	CHECK_EQ(sign(wcsncmp(s, t, length)), want);
	CHECK_EQ(sign(wcsncmp(t, s, at + 1)), -want);
	CHECK_EQ(sign(wcsncmp(s, t, any)), want);
	CHECK_EQ(wcsncmp(s, t, at), 0);
	s[at] = one;
	t[at] = other;
}

int main(void)
{
	static const wchar_t pairs[][2] = {
		{ 0x7fffffff, WCHAR_MIN }, { -1, 1 }, { 'a', 'b' }, { 0, 1 }, { 0, -1 },
		{ 0x10ffff, 0xffff }, { 0x100, 1 },
	};
	static wchar_t room[64];
	wchar_t *end = (wchar_t *)end_of_memory();
	unsigned round = 0;

	for (size_t gap = 0; gap < 5; gap++)
		for (size_t offset = 0; offset < 4; offset++)
			for (size_t length = 0; length <= 40; length++) {
				wchar_t *s = end - gap - 1 - length, *t = room + offset;

				/* Behind the strings, nothing is equal. */
				wmemset(end - 64, L'x', 64);
				wmemset(room, L'y', sizeof room / sizeof *room);
				for (size_t i = 0; i < length; i++)
					s[i] = t[i] = (wchar_t)(i * 37 + length + 1) * (i % 7 == 3 ? -1 : 1);
				s[length] = t[length] = L'\0';
				CHECK_EQ(wmemcmp(s, t, length + 1), 0);
				CHECK_EQ(wcscmp(s, t), 0);
				CHECK_EQ(wcsncmp(s, t, length), 0);
				CHECK_EQ(wcsncmp(s, t, any), 0);
				for (size_t at = 0; at < length; at++) {
					const wchar_t *pair = pairs[round++ % (sizeof pairs / sizeof *pairs)];

					differ(s, t, length, at, pair[0], pair[1]);
				}
			}
	CHECK_EQ(wmemcmp(end, room, 0), 0);
	CHECK_EQ(wcsncmp(end, room, 0), 0);
}
