/* Upstream's is a smoothsort. */
#define _BSD_SOURCE
#include <stdlib.h>
#include <features.h>

typedef int comparison(const void *, const void *, void *);
#define COMPARE(a, b) compare(a, b, argument)
#include "sort.h"

void __qsort_r(void *base, size_t n, size_t width, comparison *compare, void *argument)
{
	sort(base, n, width, compare, argument);
}

weak_alias(__qsort_r, qsort_r);
