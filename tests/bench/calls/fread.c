#include <stdio.h>

/* Reads BYTES bytes in blocks of 4 KiB. */
int main(void)
{
	static char block[4096];
	size_t length, total = 0;
	FILE *file = fopen("data.txt", "r");
	if (!file)
		return 1;
	while ((length = fread(block, 1, sizeof block, file)) > 0)
		total += length;
	fclose(file);
	return total != BYTES;
}
