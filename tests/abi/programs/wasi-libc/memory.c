/* The allocator, and functions that sort and search through pointers to
 * functions. */
#include "check.h"
#include <malloc.h>
#include <search.h>
#include <stdint.h>

static int compare(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

int main(void)
{
	int numbers[1000];
	char *blocks[100];

	for (int i = 0; i < 1000; i++)
		numbers[i] = i * 7919 % 1000;
	qsort(numbers, 1000, sizeof *numbers, compare);
	for (int i = 0; i < 1000; i++)
		CHECK_EQ(numbers[i], i);
	int wanted = 321;
	CHECK(bsearch(&wanted, numbers, 1000, sizeof *numbers, compare) == &numbers[321]);

	for (int i = 0; i < 100; i++) {
		blocks[i] = malloc((size_t)i * i * 10 + 1);
		CHECK(blocks[i] != NULL);
		memset(blocks[i], i, (size_t)i * i * 10 + 1);
	}
	for (int i = 0; i < 100; i++) {
		blocks[i] = realloc(blocks[i], 200000);
		CHECK(blocks[i] != NULL);
		CHECK_EQ(blocks[i][i * i * 10], i);
		free(blocks[i]);
	}
	void *aligned = NULL;
	CHECK_EQ(posix_memalign(&aligned, 4096, 100), 0);
	CHECK_EQ((uintptr_t)aligned % 4096, 0);
	CHECK(malloc_usable_size(aligned) >= 100);
	free(aligned);
	unsigned char *zeroed = calloc(1000, 1000);
	CHECK(zeroed != NULL);
	for (int i = 0; i < 1000000; i++)
		CHECK_EQ(zeroed[i], 0);
	free(zeroed);
	CHECK_NULL(malloc(SIZE_MAX - 100), ENOMEM);
	return 0;
}
