#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

int main(int argc, char **argv)
{
	static int numbers[10000];
	unsigned random = (unsigned)argc;

	(void)argv;
	for (int i = 0; i < 10000; i++) {
		random = random * 1103515245 + 12345;
		numbers[i] = (int)(random >> 8);
	}
	qsort(numbers, 10000, sizeof *numbers, compare);
	return numbers[0] > numbers[1];
}
