/* Maps and malloc share no byte, whichever of them comes first. */
#include "../check.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { SIZE = 300000, ROUNDS = 8 };

static int holds(const unsigned char *p, int byte)
{
	for (int i = 0; i < SIZE; i++)
		if (p[i] != byte) return 0;
	return 1;
}

int main(void)
{
	unsigned char *block[ROUNDS], *map[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		block[i] = malloc(SIZE);
		CHECK(block[i] != NULL);
		memset(block[i], 2 * i + 1, SIZE);
		map[i] = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		CHECK(map[i] != MAP_FAILED);
		CHECK(holds(map[i], 0));
		memset(map[i], 2 * i + 2, SIZE);
	}
	for (int i = 0; i < ROUNDS; i++) {
		CHECK(holds(block[i], 2 * i + 1));
		CHECK(holds(map[i], 2 * i + 2));
		free(block[i]);
		CHECK_EQ(munmap(map[i], SIZE), 0);
	}
	return 0;
}
