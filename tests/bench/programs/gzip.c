#include "zlib.h"
#include <stdio.h>
#include <string.h>

/* Compresses words.txt into a file, and reads that again. */
int main(void)
{
	static char buffer[4096], again[4096];
	int n;
	FILE *words = fopen("words.txt", "rb");
	gzFile packed = gzopen("words.gz", "wb6");

	if (!words || !packed) return 1;
	while ((n = (int)fread(buffer, 1, sizeof buffer, words)) > 0)
		if (gzwrite(packed, buffer, (unsigned)n) != n) return 2;
	if (gzclose(packed) != Z_OK) return 3;
	rewind(words);

	packed = gzopen("words.gz", "rb");
	if (!packed) return 4;
	while ((n = gzread(packed, buffer, sizeof buffer)) > 0)
		if (fread(again, 1, (size_t)n, words) != (size_t)n || memcmp(buffer, again, (size_t)n)) return 5;
	if (n < 0 || fgetc(words) != EOF) return 6;
	fclose(words);
	return gzclose(packed) != Z_OK;
}
