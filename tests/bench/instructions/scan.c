#define _GNU_SOURCE
#include <string.h>
#include <strings.h>

enum { ALIGNMENTS = 16, TIMES = 1000 };

/* Strings of LENGTH letters, one at each alignment, and the same again at others. */
static _Alignas(ALIGNMENTS) char strings[ALIGNMENTS][LENGTH / ALIGNMENTS * ALIGNMENTS + 32];
static _Alignas(ALIGNMENTS) char equal[ALIGNMENTS][LENGTH / ALIGNMENTS * ALIGNMENTS + 32];

static void fill(char *s)
{
	memset(s, 'a', LENGTH);
	for (int i = 0; i < LENGTH; i += 9)
		s[i] = 'e';
}

int main(int argc, char **argv)
{
	static char to[LENGTH + 16];
	size_t sum = 0;

	(void)argv;
	for (int i = 0; i < ALIGNMENTS; i++) {
		fill(strings[i] + i);
		fill(equal[i] + (i * 7 + 5) % ALIGNMENTS);
	}
	/* CALL is what is measured. */
	for (int i = 0; i < TIMES; i++) {
		int at = i % ALIGNMENTS;
		const char *s = strings[at] + at, *t = equal[at] + (at * 7 + 5) % ALIGNMENTS;

		(void)t;
		to[0] = '\0';
		sum += (size_t)CALL;
	}
	return sum == (size_t)argc;
}
