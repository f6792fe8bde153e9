/* qsort: the number of comparisons is in O(n log n), also where each answer is chosen to be the worst
 * for a quicksort, and for the orders that many of them take long for. */
#include "../check.h"

enum { N = 50000, LOG2_N = 16 };

static int value[N], array[N];
static long count;
static int solid, candidate = -1;

/* After McIlroy, "A Killer Adversary for Quicksort" (1999): what is compared has no value
 * until it must have one, and what may be the pivot gets a low one. */
static int adversary(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	count++;
	if (value[x] == N && value[y] == N) {
		if (x == candidate) value[x] = solid++;
		else value[y] = solid++;
	}
	if (value[x] == N) candidate = x;
	else if (value[y] == N) candidate = y;
	return (value[x] > value[y]) - (value[x] < value[y]);
}

static int plain(const void *a, const void *b)
{
	int x = value[*(const int *)a], y = value[*(const int *)b];

	count++;
	return (x > y) - (x < y);
}

static int number(int order, int i)
{
	switch (order) {
	case 0: return i;
	case 1: return N - i;
	case 2: return 0;
	case 3: return i % 4;
	case 4: return i < N / 2 ? i : N - i;
	case 5: return i < N / 2 ? i : i - N / 2;
	case 6: return i % 300;
	case 7: return i & 1 ? i : N - i;
	case 8: return i == N - 1 ? 0 : i;
	default: return (int)((unsigned)i * 2654435761U >> 8);
	}
}

static void sort(int (*compare)(const void *, const void *), long most)
{
	count = 0;
	for (int i = 0; i < N; i++)
		array[i] = i;
	qsort(array, N, sizeof *array, compare);
	for (int i = 1; i < N; i++)
		CHECK(value[array[i - 1]] <= value[array[i]]);
	if (count > most)
		CHECK_EQ(count, most);
}

int main(void)
{
	for (int i = 0; i < N; i++)
		value[i] = N;
	sort(adversary, 5L * N * LOG2_N);
	/* The order that this made, once more. */
	sort(plain, 5L * N * LOG2_N);
	for (int order = 0; order < 10; order++) {
		for (int i = 0; i < N; i++)
			value[i] = number(order, i);
		sort(plain, 2L * N * LOG2_N);
	}
}
