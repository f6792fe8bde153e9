// An exception passes through functions of the C library: qsort's and bsearch's comparator.
#include "../check.h"
#include <stdlib.h>
#include <stdexcept>

static int calls;

static int compare(const void *a, const void *b)
{
	if (++calls == 5) throw std::runtime_error("compared");
	return *static_cast<const int *>(a) - *static_cast<const int *>(b);
}

int main()
{
	int numbers[20];
	for (int i = 0; i < 20; i++) numbers[i] = (i * 7) % 20;
	bool failed = false;
	try {
		qsort(numbers, 20, sizeof *numbers, compare);
	} catch (const std::runtime_error &error) {
		CHECK_STR(error.what(), "compared");
		failed = true;
	}
	CHECK(failed);
	CHECK_EQ(calls, 5);
	qsort(numbers, 20, sizeof *numbers, compare);
	for (int i = 1; i < 20; i++) CHECK(numbers[i - 1] <= numbers[i]);

	calls = 4;
	failed = false;
	try {
		bsearch(numbers, numbers, 20, sizeof *numbers, compare);
	} catch (const std::runtime_error &) {
		failed = true;
	}
	CHECK(failed);
}
