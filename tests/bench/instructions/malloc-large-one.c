#include <stdlib.h>

/* One large block at a time, as a buffer for each call. */
int main(int argc, char **argv)
{
	char *volatile block;

	(void)argv;
	for (int i = 0; i < 10000; i++) {
		block = malloc((size_t)(4096 + i % 100 * 100 + argc));
		*block = 1;
		free(block);
	}
	return block == 0;
}
