#include <inttypes.h>
#include <stdlib.h>
#include "features.h"

uintmax_t strtoumax(const char *restrict s, char **restrict end, int base)
{
	return strtoull(s, end, base);
}

weak_alias(strtoumax, __strtoumax_internal);
