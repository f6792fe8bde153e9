#include <stdlib.h>

/* Large blocks that come and go in no order. */
int main(int argc, char **argv)
{
	static void *volatile blocks[16];
	unsigned random = (unsigned)argc;

	(void)argv;
	for (int i = 0; i < 10000; i++) {
		random = random * 1103515245 + 12345;
		unsigned at = random >> 28;

		free(blocks[at]);
		blocks[at] = malloc(1000 + (random >> 8) % 100000);
	}
	return blocks[0] == 0;
}
