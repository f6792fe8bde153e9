/* malloc, calloc, realloc, aligned_alloc, free: in several threads, against a model of the
 * contents of each block. Blocks change hands, so that the thread that frees one is often not
 * the one that allocated it. */
#include "../check.h"
#include <pthread.h>
#include <stdint.h>

#define THREADS 4
#define OWN 48
#define SHARED 32
#define STEPS 6000

/* In its first bytes, a block says what it should contain: its size, and a seed of the rest. */
struct block {
	uint32_t size, seed;
	unsigned char rest[];
};

static struct block *shared[SHARED];

static void fill(struct block *b, uint32_t size, uint32_t seed)
{
	b->size = size;
	b->seed = seed;
	for (uint32_t i = 0; i < size; i++) b->rest[i] = (unsigned char)(seed + i * 7);
}

static void check(const struct block *b, uint32_t size)
{
	for (uint32_t i = 0; i < size; i++) CHECK_EQ(b->rest[i], (unsigned char)(b->seed + i * 7));
}

static uint32_t size_of(uint32_t draw)
{
	switch (draw % 16) {
	case 0: return draw % 60000;
	case 1: case 2: return draw % 3000;
	default: return draw % 400;
	}
}

static struct block *make(uint32_t draw, uint32_t seed)
{
	uint32_t size = size_of(draw);
	size_t all = sizeof(struct block) + size;
	struct block *b;
	switch (seed % 8) {
	case 0: {
		size_t align = (size_t)32 << draw % 5;
		b = aligned_alloc(align, (all + align - 1) & ~(align - 1));
		CHECK(b != NULL && (uintptr_t)b % align == 0);
		break;
	}
	case 1: case 2:
		CHECK((b = calloc(1, all)) != NULL);
		for (size_t i = 0; i < all; i++) CHECK_EQ(((unsigned char *)b)[i], 0);
		break;
	default:
		CHECK((b = malloc(all)) != NULL);
	}
	CHECK((uintptr_t)b % 16 == 0);
	fill(b, size, seed);
	return b;
}

static void *work(void *argument)
{
	uint32_t state = (uint32_t)(uintptr_t)argument;
	struct block *own[OWN] = { 0 };
	for (int i = 0; i < STEPS; i++) {
		state = state * 1664525 + 1013904223;
		uint32_t draw = state >> 8;
		struct block **slot = &own[draw % OWN], *b = *slot;
		if (b && draw % 4 == 0) {
			uint32_t size = size_of(draw / 4), kept = size < b->size ? size : b->size;
			CHECK((b = realloc(b, sizeof *b + size)) != NULL);
			check(b, kept);
			fill(b, size, draw);
			*slot = b;
			continue;
		}
		if (b) check(b, b->size);
		if (draw % 3 == 0)
			b = __atomic_exchange_n(&shared[draw / 64 % SHARED], b, __ATOMIC_ACQ_REL);
		if (b) check(b, b->size);
		free(b);
		*slot = make(draw / 3, state);
	}
	for (int i = 0; i < OWN; i++) {
		if (own[i]) check(own[i], own[i]->size);
		free(own[i]);
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[THREADS];
	for (uintptr_t i = 0; i < THREADS; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, work, (void *)(i + 1)), 0);
	for (int i = 0; i < THREADS; i++) CHECK_EQ(pthread_join(threads[i], NULL), 0);
	for (int i = 0; i < SHARED; i++) {
		if (shared[i]) check(shared[i], shared[i]->size);
		free(shared[i]);
	}
}
