#include <wchar.h>

enum { ALIGNMENTS = 4, COUNT = LENGTH / (int)sizeof(wchar_t), TIMES = 1000 };

/* Strings of LENGTH bytes, one at each alignment, and the same again at others. */
static _Alignas(16) wchar_t strings[ALIGNMENTS][COUNT / ALIGNMENTS * ALIGNMENTS + 12];
static _Alignas(16) wchar_t equal[ALIGNMENTS][COUNT / ALIGNMENTS * ALIGNMENTS + 12];

static void fill(wchar_t *s)
{
	for (int i = 0; i < COUNT; i++)
		s[i] = i % 9 == 0 ? L'e' : L'a';
}

int main(int argc, char **argv)
{
	static wchar_t to[COUNT + 16];
	size_t sum = 0;

	(void)argv;
	for (int i = 0; i < ALIGNMENTS; i++) {
		fill(strings[i] + i);
		fill(equal[i] + (i + 1) % ALIGNMENTS);
	}
	/* CALL is what is measured. */
	for (int i = 0; i < TIMES; i++) {
		int at = i % ALIGNMENTS;
		const wchar_t *s = strings[at] + at, *t = equal[at] + (at + 1) % ALIGNMENTS;

		(void)t;
		to[0] = L'\0';
		sum += (size_t)CALL;
	}
	return sum == (size_t)argc;
}
