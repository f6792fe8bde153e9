#include <stdlib.h>
#include "source.h"

float strtof(const char *restrict s, char **restrict end)
{
	struct source in = { .at = (void *)s };
	struct scanned x;
	int found = __scan_float(&in, 0, 1, &x);
	if (end) *end = found ? (char *)in.at : (char *)s;
	return x.value;
}
