/* qsort: sorts numbers, structures, already sorted and equal ones. */
#include "../check.h"

enum { N = 20000 };

struct item {
	int key;
	char text[9];
};

static int by_int(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static int by_key(const void *a, const void *b)
{
	return by_int(&((const struct item *)a)->key, &((const struct item *)b)->key);
}

static int values[N];
static struct item items[1000];

int main(void)
{
	unsigned seed = 1;
	long long sum = 0;

	for (int i = 0; i < N; i++) {
		seed = seed * 1103515245 + 12345;
		values[i] = (int)(seed >> 8) - (1 << 23);
		sum += values[i];
	}
	for (int round = 0; round < 2; round++) {
		qsort(values, N, sizeof *values, by_int);
		for (int i = 0; i < N; i++) {
			sum -= round == 0 ? values[i] : 0;
			if (i > 0)
				CHECK(values[i - 1] <= values[i]);
		}
	}
	CHECK_EQ(sum, 0);
	for (int i = 0; i < 1000; i++) {
		items[i].key = i * 7919 % 1000;
		snprintf(items[i].text, sizeof items[i].text, "i%d", items[i].key);
	}
	qsort(items, 1000, sizeof *items, by_key);
	for (int i = 0; i < 1000; i++) {
		char want[9];
		snprintf(want, sizeof want, "i%d", i);
		CHECK_EQ(items[i].key, i);
		CHECK_STR(items[i].text, want);
	}
	qsort(values, 0, sizeof *values, by_int);
	qsort(values, 1, sizeof *values, by_int);
}
