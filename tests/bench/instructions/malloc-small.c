#include <stdlib.h>

/* One small block at a time. */
int main(int argc, char **argv)
{
	char *volatile block;
	int sum = 0;

	(void)argv;
	for (int i = 0; i < 10000; i++) {
		block = malloc((size_t)(i % 100 + argc));
		*block = (char)i;
		sum += *block;
		free(block);
	}
	return sum == argc;
}
