/* wcsstr, wcsspn, wcscspn: strings of few characters that end where memory does, against simple
 * loops. */
#include "../end.h"
#include <wchar.h>

static unsigned seed = 1;

static unsigned random_below(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static const wchar_t *simple(const wchar_t *hay, const wchar_t *needle)
{
	for (;; hay++) {
		size_t i = 0;

		while (needle[i] != L'\0' && hay[i] == needle[i])
			i++;
		if (needle[i] == L'\0')
			return hay;
		if (*hay == L'\0')
			return NULL;
	}
}

static size_t span(const wchar_t *s, const wchar_t *set, int in)
{
	size_t n = 0;

	for (; s[n] != L'\0'; n++) {
		int found = 0;

		for (const wchar_t *c = set; *c != L'\0'; c++)
			found |= *c == s[n];
		if (found != in)
			break;
	}
	return n;
}

static void fill(wchar_t *s, size_t length, unsigned letters)
{
	static const wchar_t all[] = { L'a', L'a' + 64, L'b', 1, 0x10ffff, -5 };
	size_t period = 1 + random_below(9);

	for (size_t i = 0; i < length; i++)
		s[i] = i < period || random_below(40) == 0 ? all[random_below(letters)] : s[i - period];
	s[length] = L'\0';
}

int main(void)
{
	static wchar_t needle[80];
	wchar_t *end = (wchar_t *)end_of_memory();

	for (int round = 0; round < 30000; round++) {
		unsigned letters = 1 + random_below(6);
		size_t k = random_below(round % 10 ? 60 : 1000);
		size_t l = random_below(round % 3 ? 6 : sizeof needle / sizeof *needle - 1);
		wchar_t *hay = end - 1 - random_below(4) - k;

		fill(hay, k, letters);
		/* Every other needle is a part of the haystack, or nearly. */
		if (round % 2 == 0 && k > 0) {
			size_t from = random_below((unsigned)k);

			l = l < k - from ? l : k - from;
			wmemcpy(needle, hay + from, l);
			needle[l] = L'\0';
			if (l > 0 && round % 4 == 0)
				needle[random_below((unsigned)l)] = L'a';
		} else {
			fill(needle, l, letters);
		}
		CHECK(wcsstr(hay, needle) == simple(hay, needle));
		CHECK_EQ(wcsspn(hay, needle), span(hay, needle, 1));
		CHECK_EQ(wcscspn(hay, needle), span(hay, needle, 0));
	}
}
