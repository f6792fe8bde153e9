/* strstr and memmem: haystacks of few letters that end where memory does, against a simple
 * search. */
#include "../end.h"

static unsigned seed = 1;

static unsigned random_below(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static const char *simple(const char *hay, size_t k, const char *needle, size_t l)
{
	for (; k >= l; hay++, k--) {
		size_t i = 0;

		while (i < l && hay[i] == needle[i])
			i++;
		if (i == l)
			return hay;
	}
	return NULL;
}

static void fill(char *s, size_t length, unsigned letters)
{
	static const char all[] = { 'a', (char)0xe1, 'b', '\x01', '`' };
	size_t period = 1 + random_below(9);

	for (size_t i = 0; i < length; i++)
		s[i] = i < period || random_below(40) == 0 ? all[random_below(letters)] : s[i - period];
}

int main(void)
{
	static char needle[80];
	char *end = end_of_memory();

	for (int round = 0; round < 30000; round++) {
		unsigned letters = 1 + random_below(5);
		size_t k = random_below(round % 10 ? 60 : 2000);
		size_t l = random_below(round % 3 ? 6 : sizeof needle - 1);
		char *hay = end - 1 - random_below(8) - k;

		fill(hay, k, letters);
		hay[k] = '\0';
		/* Every other needle is a part of the haystack, or nearly. */
		if (round % 2 == 0 && k > 0) {
			size_t from = random_below((unsigned)k);

			l = l < k - from ? l : k - from;
			memcpy(needle, hay + from, l);
			if (l > 0 && round % 4 == 0)
				needle[random_below((unsigned)l)] = 'a';
		} else {
			fill(needle, l, letters);
		}
		needle[l] = '\0';
		const char *want = simple(hay, k, needle, l);
		CHECK(strstr(hay, needle) == want);
		CHECK(memmem(hay, k, needle, l) == want);
		hay[k] = 'a';
		CHECK(memmem(hay, k, needle, l) == want);
	}
}
