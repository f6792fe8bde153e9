#include <inttypes.h>
#include <stdlib.h>
#include "features.h"

intmax_t strtoimax(const char *restrict s, char **restrict end, int base)
{
	return strtoll(s, end, base);
}

weak_alias(strtoimax, __strtoimax_internal);
