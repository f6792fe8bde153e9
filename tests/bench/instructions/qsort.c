#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

#ifndef COUNT
#define COUNT 10000
#endif

/* The number at i, of COUNT; random where nothing else is asked for. */
#ifndef NUMBER
#define NUMBER (int)(random >> 8)
#endif

int main(int argc, char **argv)
{
	static int numbers[COUNT];
	unsigned random = (unsigned)argc;

	(void)argv;
	for (int round = 0; round < 10000 / COUNT; round++) {
		for (int i = 0; i < COUNT; i++) {
			random = random * 1103515245 + 12345;
			numbers[i] = NUMBER;
		}
		qsort(numbers, COUNT, sizeof *numbers, compare);
	}
	for (int i = 1; i < COUNT; i++)
		if (numbers[i - 1] > numbers[i]) return 1;
	return 0;
}
