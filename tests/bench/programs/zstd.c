#include "lib/zstd.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 20 };

/* Compresses words.txt at several levels, and unpacks it again. */
int main(void)
{
	static char text[MOST], again[MOST];
	FILE *words = fopen("words.txt", "rb");

	if (!words) return 1;
	size_t length = fread(text, 1, sizeof text, words);
	if (!length || !feof(words)) return 2;
	fclose(words);
	for (int level = 1; level <= 7; level += 3) {
		size_t most = ZSTD_compressBound(length);
		char *packed = malloc(most);

		if (!packed) return 3;
		size_t n = ZSTD_compress(packed, most, text, length, level);
		if (ZSTD_isError(n)) return 4;
		if (ZSTD_decompress(again, sizeof again, packed, n) != length) return 5;
		if (memcmp(text, again, length)) return 6;
		free(packed);
	}
	return 0;
}
