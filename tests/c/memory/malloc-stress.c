/* malloc, calloc, realloc, reallocarray, aligned_alloc, posix_memalign, free: random steps beside maps,
 * against a model that knows what each byte of each block has to be. */
#define _GNU_SOURCE
#include "../check.h"
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>

enum { SLOTS = 400, STEPS = 60000 };

static struct {
	unsigned char *data;
	size_t size;
	unsigned char mark;
} slot[SLOTS];

static uint32_t next(void)
{
	static uint32_t state = 12345;

	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static void verify(int i)
{
	for (size_t k = 0; k < slot[i].size; k++)
		if (slot[i].data[k] != (unsigned char)(slot[i].mark + k))
			CHECK_EQ(slot[i].data[k], (unsigned char)(slot[i].mark + k));
}

/* From time to time the program takes all that it is allowed to use. */
static void fill(int i, void *data, size_t size, size_t alignment)
{
	size_t usable = malloc_usable_size(data);

	CHECK(data != NULL);
	CHECK_EQ((uintptr_t)data % alignment, 0);
	CHECK(usable >= size);
	slot[i].data = data;
	slot[i].size = next() % 2 ? usable : size;
	slot[i].mark = (unsigned char)next();
	for (size_t k = 0; k < slot[i].size; k++)
		slot[i].data[k] = (unsigned char)(slot[i].mark + k);
}

static void drop(int i)
{
	verify(i);
	free(slot[i].data);
	slot[i].data = NULL;
	slot[i].size = 0;
}

/* Sizes come in phases: small ones; all powers of two alike; about where small ones end; a few large ones. */
static size_t size(int phase)
{
	switch (phase % 4) {
	case 0: return next() % 600;
	case 1: return next() % (8U << next() % 13);
	case 2: return 460 + next() % 80;
	default: return next() % 40 == 0 ? next() % 100000 : next() % 100;
	}
}

static void resize(int i, size_t size)
{
	size_t kept = slot[i].size < size ? slot[i].size : size;
	void *data = next() % 2 ? realloc(slot[i].data, size) : reallocarray(slot[i].data, 1, size);

	CHECK(data != NULL);
	slot[i].data = data;
	slot[i].size = kept;
	verify(i);
	fill(i, data, size, 16);
}

/* Memory that malloc cannot have, so that what it gets next does not follow what it has. */
static void map(void)
{
	static void *maps[8];
	int i = (int)(next() % 8);

	if (maps[i] != NULL)
		CHECK_EQ(munmap(maps[i], 70000), 0);
	maps[i] = mmap(NULL, 70000, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(maps[i] != MAP_FAILED);
}

int main(void)
{
	for (int step = 0; step < STEPS; step++) {
		int i = (int)(next() % SLOTS), phase = step / 1000;
		size_t n = size(phase), alignment;
		unsigned char *zeros;
		void *data;

		verify(i);
		switch (next() % 9) {
		case 0:
		case 1:
			drop(i);
			fill(i, malloc(n), n, 16);
			break;
		case 2:
			drop(i);
			break;
		case 3:
			drop(i);
			zeros = calloc(n, 1);
			CHECK(zeros != NULL);
			for (size_t k = 0; k < n; k++)
				if (zeros[k] != 0) CHECK_EQ(zeros[k], 0);
			fill(i, zeros, n, 16);
			break;
		case 4:
			resize(i, n + 1);
			break;
		case 5:
			resize(i, slot[i].size + 1 + next() % 40);
			break;
		case 6:
			drop(i);
			alignment = (size_t)16 << next() % 9;
			fill(i, aligned_alloc(alignment, n), n, alignment);
			break;
		case 7:
			drop(i);
			alignment = (size_t)16 << next() % 9;
			CHECK_EQ(posix_memalign(&data, alignment, n), 0);
			fill(i, data, n, alignment);
			break;
		default:
			if (next() % 500 == 0)
				map();
			if (next() % 10 == 0)
				for (int k = i; k < SLOTS && k < i + 40; k++)
					drop(k);
		}
	}
	for (int i = 0; i < SLOTS; i++)
		drop(i);
}
