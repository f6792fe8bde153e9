/* mmap, calloc: memory that was never used is already zero, and costs no time. */
#include "../check.h"
#include <sys/mman.h>

enum { SIZE = 256 << 20 };

int main(void)
{
	volatile char *map = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	volatile char *block = calloc(1, SIZE);

	CHECK(map != MAP_FAILED);
	CHECK(block != NULL);
	for (int i = 0; i < SIZE; i += SIZE / 64) {
		CHECK_EQ(map[i] + block[i], 0);
		map[i] = block[i] = 1;
	}
	CHECK_EQ(munmap((void *)map, SIZE), 0);
	free((void *)block);
}
