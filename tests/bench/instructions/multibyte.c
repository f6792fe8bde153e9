#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { ALIGNMENTS = 8, TIMES = 200 };

/* TEXT is repeated until the string has LENGTH bytes or more. */
static char strings[ALIGNMENTS][LENGTH + sizeof TEXT + ALIGNMENTS];
static wchar_t wide[LENGTH + sizeof TEXT + 1], to[LENGTH + sizeof TEXT + 1];
static char bytes[LENGTH + sizeof TEXT + 1];

/* A loop of single characters. */
static size_t each(const char *s)
{
	mbstate_t state = { 0 };
	size_t sum = 0, n;
	wchar_t c;

	for (; (n = mbrtowc(&c, s, MB_LEN_MAX, &state)) != 0; s += n)
		sum += (size_t)c;
	return sum;
}

static size_t each_length(const char *s)
{
	size_t count = 0;
	int n;

	for (; (n = mblen(s, MB_LEN_MAX)) != 0; s += n)
		count++;
	return count;
}

static size_t each_wide(const wchar_t *w)
{
	char c[MB_LEN_MAX];
	size_t sum = 0;

	for (; *w != L'\0'; w++)
		sum += wcrtomb(c, *w, NULL);
	return sum;
}

int main(int argc, char **argv)
{
	size_t sum = 0;

	(void)argv;
	(void)each;
	(void)each_length;
	(void)each_wide;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return 1;
	for (int i = 0; i < ALIGNMENTS; i++)
		while (strlen(strings[i] + i) < LENGTH)
			strcat(strings[i] + i, TEXT);
	if (mbstowcs(wide, strings[0], LENGTH + sizeof TEXT) == (size_t)-1)
		return 1;
	/* CALL is what is measured. */
	for (int i = 0; i < TIMES; i++) {
		const char *s = strings[i % ALIGNMENTS] + i % ALIGNMENTS, *from = s;
		const wchar_t *w = wide, *wide_from = w;
		mbstate_t state = { 0 };

		(void)from;
		(void)wide_from;
		(void)state;
		sum += CALL;
	}
	return sum == (size_t)argc;
}
