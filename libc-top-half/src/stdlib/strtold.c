#include <stdlib.h>
#include "source.h"

long double strtold(const char *restrict s, char **restrict end)
{
	struct source in = { .at = (void *)s };
	struct scanned x;
	int found = __scan_float(&in, 2, 1, &x);
	if (end) *end = found ? (char *)in.at : (char *)s;
	return __scanned_long_double(&x);
}
