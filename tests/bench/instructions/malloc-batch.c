#include <stdlib.h>

/* Many small blocks, each in use until all are there, as in the nodes of a tree. */
int main(int argc, char **argv)
{
	static void *volatile blocks[1000];

	(void)argv;
	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < 1000; i++)
			blocks[i] = malloc((size_t)(i % 100 + argc));
		for (int i = 0; i < 1000; i++)
			free(blocks[i]);
	}
	return blocks[0] == 0;
}
