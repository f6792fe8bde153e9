/* calloc: zeros whatever malloc, realloc, aligned_alloc and free did before, of new memory too. */
#include "../check.h"

enum { BLOCKS = 200, ROUNDS = 60000 };

static unsigned next(void)
{
	static unsigned state = 12345;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

static size_t size(void)
{
	switch (next() % 8) {
	case 0: return next() % 70000;
	case 1: case 2: return next() % 3000;
	default: return next() % 200;
	}
}

static void check_zero(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != 0) CHECK_EQ(p[i], 0);
}

int main(void)
{
	static struct {
		unsigned char *p;
		size_t n;
	} all[BLOCKS];

	for (int round = 0; round < ROUNDS; round++) {
		unsigned i = next() % BLOCKS;
		size_t n = size();
		/* Grows from time to time, so that some of it is new. */
		int grows = round % 1000 == 999;

		switch (next() % 6) {
		case 0:
			free(all[i].p);
			all[i].p = malloc(n);
			break;
		case 1:
			all[i].p = realloc(all[i].p, n + 1);
			break;
		case 2:
			free(all[i].p);
			all[i].p = aligned_alloc((size_t)16 << next() % 8, n);
			break;
		default:
			if (!grows) free(all[i].p);
			if (grows) n += 300000;
			all[i].p = calloc(1, n);
			CHECK(all[i].p != NULL);
			check_zero(all[i].p, n);
		}
		CHECK(all[i].p != NULL || n == 0);
		all[i].n = n;
		if (all[i].p != NULL) memset(all[i].p, 0xff, n);
	}
}
