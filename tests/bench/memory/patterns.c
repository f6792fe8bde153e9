#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The pages of memory that a program holds after a pattern of malloc and free that breaks
 * a heap into pieces. */

static unsigned next(void)
{
	static unsigned state = 1;

	state = state * 1103515245 + 12345;
	return state >> 8;
}

enum { BLOCKS = 4000 };
static void *blocks[BLOCKS];

static void take(int i, size_t n)
{
	blocks[i] = malloc(n);
	if (!blocks[i]) exit(1);
	memset(blocks[i], 1, n);
}

static void give(int i)
{
	free(blocks[i]);
	blocks[i] = 0;
}

/* Blocks of one size; then every second one is replaced by a larger one. */
static void holes(void)
{
	for (int i = 0; i < BLOCKS; i++)
		take(i, 100);
	for (int round = 2; round < 6; round++)
		for (int i = 0; i < BLOCKS; i += 2) {
			give(i);
			take(i, 100 * (size_t)round);
		}
}

/* Random sizes, random lives. */
static void churn(void)
{
	for (int i = 0; i < 200000; i++) {
		int at = (int)(next() % BLOCKS);

		give(at);
		take(at, next() % 500);
	}
}

/* Mostly small ones, some large: sizes are spread evenly over the powers of two. */
static void skewed(void)
{
	for (int i = 0; i < 100000; i++) {
		int at = (int)(next() % 1000);

		give(at);
		take(at, 8 + next() % (8U << next() % 12));
	}
}

/* Phases, each of a size of its own; of each, one block in twenty stays. */
static void phases(void)
{
	int kept = 0;

	for (size_t n = 16; n < 2000; n += n / 2) {
		for (int i = kept; i < BLOCKS; i++)
			take(i, n);
		for (int i = kept; i < BLOCKS; i++)
			if (i % 20 != 0) give(i);
			else if (i != kept) {
				blocks[kept++] = blocks[i];
				blocks[i] = 0;
			} else kept++;
	}
}

/* Small ones are all freed, then large ones take their place. */
static void merge(void)
{
	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < BLOCKS; i++)
			take(i, 300);
		for (int i = 0; i < BLOCKS; i++)
			give(i);
		for (int i = 0; i < 20; i++)
			take(i, 60000);
		for (int i = 0; i < 20; i++)
			give(i);
	}
}

/* Arrays that grow by turns, as vectors do. */
static void vectors(void)
{
	static size_t sizes[100];

	for (int i = 0; i < 20000; i++) {
		int at = (int)(next() % 100);

		sizes[at] += next() % 4 == 0 ? sizes[at] / 2 + 16 : 16;
		if (sizes[at] > 100000) sizes[at] = 16;
		blocks[at] = realloc(blocks[at], sizes[at]);
		if (!blocks[at]) exit(1);
	}
}

/* A queue: what comes first goes first. */
static void queue(void)
{
	for (int i = 0; i < 200000; i++) {
		give(i % 1000);
		take(i % 1000, 24 + next() % 2000);
	}
}

static const struct {
	const char *name;
	void (*run)(void);
} patterns[] = {
	{ "holes", holes }, { "churn", churn }, { "skewed", skewed }, { "phases", phases },
	{ "merge", merge }, { "vectors", vectors }, { "queue", queue },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		if (argc == 2 && strcmp(argv[1], patterns[i].name) == 0) {
			patterns[i].run();
			dprintf(2, "pages %zu\n", __builtin_wasm_memory_size(0));
			return 0;
		}
	return 1;
}
