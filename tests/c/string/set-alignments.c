/* strspn, strcspn, strpbrk: sets of any size, at every alignment, up to the end of memory. */
#include "../end.h"

static size_t span(const char *s, const char *set, int is_in)
{
	size_t n = 0;

	for (; s[n] != '\0'; n++) {
		const char *c = set;

		while (*c != '\0' && *c != s[n])
			c++;
		if ((*c != '\0') != is_in)
			break;
	}
	return n;
}

static void check(const char *s, const char *set)
{
	size_t other = span(s, set, 0);

	CHECK_EQ(strspn(s, set), span(s, set, 1));
	CHECK_EQ(strcspn(s, set), other);
	CHECK(strpbrk(s, set) == (s[other] != '\0' ? s + other : NULL));
}

int main(void)
{
	static const char *const sets[] = {
		"", ",", " \t", "aba", "\r\n;", "aaaa", "abcd", "\x01\x80\xff", "\x7f\x8f\x0f\xf0\x10",
		"0123456789abcdefABCDEF", "\xc0\xc1\xc2\xc3\xe9,", "bacabadaba",
	};
	static char all[256];
	char *end = end_of_memory();
	unsigned random = 1;

	for (int c = 0; c < 255; c++)
		all[c] = (char)(c + 1);
	for (size_t i = 0; i < sizeof sets / sizeof *sets + 1; i++) {
		const char *set = i < sizeof sets / sizeof *sets ? sets[i] : all;
		size_t letters = strlen(set);

		for (size_t gap = 0; gap < 17; gap++)
			for (size_t length = 0; length <= 70; length++) {
				char *s = end - gap - 1 - length;

				/* Letters of the set on both sides, or others. */
				memset(end - 128, letters && gap & 1 ? set[0] : '~', 128);
				s[length] = '\0';
				for (size_t k = 0; k < length; k++)
					s[k] = letters ? set[(k * 7 + gap) % letters] : 'x';
				check(s, set);
				for (size_t k = 0; k < length; k++) {
					char kept = s[k];

					random = random * 1103515245 + 12345;
					s[k] = (char)((random >> 16) % 255 + 1);
					check(s, set);
					s[k] = kept;
				}
				for (size_t k = 0; k < length; k++)
					s[k] = (char)(span("~", set, 1) ? '!' : '~');
				check(s, set);
				for (size_t k = 0; letters && k < length; k++) {
					char kept = s[k];

					s[k] = set[k % letters];
					check(s, set);
					s[k] = kept;
				}
			}
	}
	for (int c = 1; c < 256; c++) {
		char s[] = { (char)c, 0 };

		for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
			check(s, sets[i]);
	}
}
