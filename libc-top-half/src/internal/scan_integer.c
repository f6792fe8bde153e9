#include "scan_integer.h"

int __scan_integer(struct source *in, unsigned base, uint64_t *result)
{
	return scan_integer(in, 0, base, 0, -1, result);
}
