/* Upstream's calls qsort_r with a function that calls the comparison. */
#include <stdlib.h>

typedef int comparison(const void *, const void *);
#define COMPARE(a, b) compare(a, b)
#include "sort.h"

void qsort(void *base, size_t n, size_t width, comparison *compare)
{
	sort(base, n, width, compare, 0);
}
