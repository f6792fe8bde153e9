#include <stdlib.h>

/* Blocks of different sizes that come and go in no order. */
int main(int argc, char **argv)
{
	static void *blocks[256];
	unsigned random = (unsigned)argc;

	(void)argv;
	for (int i = 0; i < 10000; i++) {
		random = random * 1103515245 + 12345;
		unsigned at = random >> 24;

		free(blocks[at]);
		blocks[at] = i & 1 ? malloc(random >> 8 & 511) : calloc(1, random >> 8 & 255);
	}
	return blocks[0] == blocks[1];
}
