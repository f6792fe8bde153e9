/* malloc, realloc, calloc, free: 200,000 random steps, contents checked all along. */
#include "../check.h"
#include <stdint.h>

enum { SLOTS = 500 };

static struct {
	unsigned char *data;
	size_t size;
	unsigned char mark;
} slot[SLOTS];

static uint32_t state = 12345;

static uint32_t next(void)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static void verify(int i)
{
	for (size_t k = 0; k < slot[i].size; k += 1 + slot[i].size / 16)
		CHECK_EQ(slot[i].data[k], slot[i].mark);
	if (slot[i].size > 0)
		CHECK_EQ(slot[i].data[slot[i].size - 1], slot[i].mark);
}

static void fill(int i, size_t size)
{
	slot[i].size = size;
	slot[i].mark = (unsigned char)next();
	memset(slot[i].data, slot[i].mark, size);
}

int main(void)
{
	for (int step = 0; step < 200000; step++) {
		int i = (int)(next() % SLOTS);
		size_t size = next() % (next() % 64 == 0 ? 100000 : 600);
		verify(i);
		if (slot[i].data == NULL) {
			if (next() % 2 == 0) {
				slot[i].data = calloc(1, size + 1);
				CHECK(slot[i].data != NULL);
				for (size_t k = 0; k <= size; k++)
					if (slot[i].data[k] != 0)
						CHECK_EQ(slot[i].data[k], 0);
			} else {
				slot[i].data = malloc(size + 1);
			}
		} else if (next() % 3 == 0) {
			size_t kept = slot[i].size < size ? slot[i].size : size;
			slot[i].data = realloc(slot[i].data, size + 1);
			CHECK(slot[i].data != NULL);
			slot[i].size = kept;
			verify(i);
		} else {
			free(slot[i].data);
			slot[i].data = NULL;
			slot[i].size = 0;
			continue;
		}
		CHECK(slot[i].data != NULL);
		fill(i, size);
	}
}
