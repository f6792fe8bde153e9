/* qsort with comparisons that contradict themselves: it ends, uses no address outside of the array, and
 * the array has all its elements. */
#include "../check.h"
#include <stdint.h>

enum { N = 1000 };

static int array[N + 2];
static int kind;

static unsigned next(void)
{
	static unsigned state = 1;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

static int compare(const void *a, const void *b)
{
	uintptr_t first = (uintptr_t)&array[1], end = (uintptr_t)&array[N + 1];

	CHECK((uintptr_t)a >= first && (uintptr_t)a < end);
	CHECK((uintptr_t)b >= first && (uintptr_t)b < end);
	switch (kind) {
	case 0: return 1;
	case 1: return -1;
	case 2: return (int)(next() % 3) - 1;
	case 3: return next() % 8 ? 1 : -1;
	case 4: return next() % 8 ? -1 : 1;
	case 5: return INT32_MIN;
	/* Each number is less than some and greater than as many, in a circle. */
	default: return (*(const int *)a - *(const int *)b + N) % N < N / 2 ? 1 : -1;
	}
}

int main(void)
{
	for (int round = 0; round < 140; round++) {
		static int seen[N];
		int n = round < 70 ? N : (int)(next() % N);

		kind = round % 7;
		array[0] = array[N + 1] = -1;
		for (int i = 0; i < N; i++) {
			array[i + 1] = i;
			seen[i] = 0;
		}
		qsort(array + 1, (size_t)n, sizeof *array, compare);
		CHECK(array[0] == -1 && array[N + 1] == -1);
		for (int i = 0; i < N; i++) {
			int at = array[i + 1];

			CHECK(at >= 0 && at < N && (i < n || at == i));
			CHECK_EQ(seen[at]++, 0);
		}
	}
}
