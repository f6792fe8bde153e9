/* bsearch: finds each member, nothing else. */
#include "../check.h"

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

int main(void)
{
	int values[100];

	for (int i = 0; i < 100; i++)
		values[i] = 2 * i;
	for (int key = -1; key <= 201; key++) {
		int *found = bsearch(&key, values, 100, sizeof *values, compare);
		if (key >= 0 && key < 200 && key % 2 == 0)
			CHECK(found == &values[key / 2]);
		else
			CHECK(found == NULL);
	}
	CHECK(bsearch(values, values, 0, sizeof *values, compare) == NULL);
}
