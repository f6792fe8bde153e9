/* strstr, strcasestr, memmem: every needle over a small alphabet, against a simple search. */
#include "../check.h"

static const char *simple(const char *hay, const char *needle)
{
	size_t n = strlen(needle);

	for (;; hay++) {
		if (strncmp(hay, needle, n) == 0)
			return hay;
		if (*hay == '\0')
			return NULL;
	}
}

static void spell(char *text, unsigned number, int length)
{
	for (int i = 0; i < length; i++)
		text[i] = number >> i & 1 ? 'b' : 'a';
	text[length] = '\0';
}

int main(void)
{
	char hay[16], needle[16];

	for (unsigned h = 0; h < 1 << 9; h++) {
		spell(hay, h, 9);
		for (int length = 0; length <= 6; length++)
			for (unsigned n = 0; n < 1u << length; n++) {
				spell(needle, n, length);
				const char *want = simple(hay, needle);
				CHECK(strstr(hay, needle) == want);
				CHECK(memmem(hay, 9, needle, (size_t)length) == want);
			}
	}
	CHECK_STR(strcasestr("Hello World", "WORLD"), "World");
	CHECK(strstr("short", "much longer than that") == NULL);
}
