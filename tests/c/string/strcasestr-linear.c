/* strcasestr: every occurrence of a word in a text is found, and no others; the time is
 * linear in both. */
#define _GNU_SOURCE
#include "../check.h"
#include <string.h>
#include <strings.h>

static char *plain(const char *s, const char *word)
{
	size_t len = strlen(word);
	for (;; s++) {
		if (!strncasecmp(s, word, len)) return (char *)s;
		if (!*s) return NULL;
	}
}

static char text[600001], word[300002];

int main(void)
{
	CHECK(strcasestr("abc", "") != NULL);
	CHECK(strcasestr("", "a") == NULL);
	CHECK_STR(strcasestr("Hello World", "o w"), "o World");
	CHECK(strcasestr("a\xe9", "\xc9") == NULL);

	/* All words of two letters up to eight long, in texts that a small generator makes. */
	unsigned state = 1;
	for (int round = 0; round < 300; round++) {
		char s[40], w[9];
		size_t n = round % 39;
		for (size_t i = 0; i < n; i++) {
			state = state * 1103515245 + 12345;
			s[i] = "aAbB"[state >> 16 & 3];
		}
		s[n] = 0;
		for (int len = 1; len <= 8; len++) {
			for (int bits = 0; bits < 1 << len; bits++) {
				for (int i = 0; i < len; i++) w[i] = bits >> i & 1 ? 'B' : 'a';
				w[len] = 0;
				CHECK(strcasestr(s, w) == plain(s, w));
			}
		}
	}

	memset(text, 'A', sizeof text - 1);
	memset(word, 'a', sizeof word - 2);
	CHECK(strcasestr(text, word) == text);
	word[sizeof word - 2] = 'b';
	CHECK(strcasestr(text, word) == NULL);
	text[sizeof text - 2] = 'B';
	CHECK(strcasestr(text, word) == text + sizeof text - sizeof word);
	memset(word, 'a', sizeof word - 2);
	word[0] = 'b';
	CHECK(strcasestr(text, word) == NULL);
	word[0] = 'a';
	word[sizeof word / 2] = 'b';
	CHECK(strcasestr(text, word) == NULL);
}
