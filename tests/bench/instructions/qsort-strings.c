#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Pointers to words of eight letters. */
int main(int argc, char **argv)
{
	static char words[5000][9];
	static const char *pointers[5000];
	unsigned random = (unsigned)argc;

	(void)argv;
	for (int i = 0; i < 5000; i++) {
		for (int k = 0; k < 8; k++) {
			random = random * 1103515245 + 12345;
			words[i][k] = (char)('a' + (random >> 16) % 26);
		}
		pointers[i] = words[i];
	}
	qsort(pointers, 5000, sizeof *pointers, compare);
	for (int i = 1; i < 5000; i++)
		if (strcmp(pointers[i - 1], pointers[i]) > 0) return 1;
	return 0;
}
