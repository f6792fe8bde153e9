/* Upstream reads a long double from a stream, and rounds it. Ours reads the string, and needs no
 * long double; strtof and strtold have files of their own. */
#include <stdlib.h>
#include "source.h"

double strtod(const char *restrict s, char **restrict end)
{
	struct source in = { .at = (void *)s };
	struct scanned x;
	int found = __scan_float(&in, 1, 1, &x);
	if (end) *end = found ? (char *)in.at : (char *)s;
	return x.value;
}
