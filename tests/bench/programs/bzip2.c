#include "bzlib.h"
#include <stdio.h>
#include <string.h>

/* Compresses words.txt into a file, and reads that again. */
int main(void)
{
	static char buffer[4096], again[4096];
	int error, n;
	FILE *words = fopen("words.txt", "rb"), *packed = fopen("words.bz2", "w+b");

	if (!words || !packed) return 1;
	BZFILE *out = BZ2_bzWriteOpen(&error, packed, 9, 0, 0);
	while (error == BZ_OK && (n = (int)fread(buffer, 1, sizeof buffer, words)) > 0)
		BZ2_bzWrite(&error, out, buffer, n);
	if (error != BZ_OK) return 2;
	BZ2_bzWriteClose(&error, out, 0, 0, 0);
	if (error != BZ_OK) return 3;
	rewind(words);
	rewind(packed);

	BZFILE *in = BZ2_bzReadOpen(&error, packed, 0, 0, 0, 0);
	while (error == BZ_OK && (n = BZ2_bzRead(&error, in, buffer, sizeof buffer)) > 0)
		if (fread(again, 1, (size_t)n, words) != (size_t)n || memcmp(buffer, again, (size_t)n)) return 4;
	if (error != BZ_STREAM_END || fgetc(words) != EOF) return 5;
	BZ2_bzReadClose(&error, in);
	fclose(words);
	return fclose(packed) != 0;
}
