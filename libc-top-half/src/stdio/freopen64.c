#include <stdio.h>

FILE *freopen64(const char *restrict name, const char *restrict mode, FILE *restrict f)
{
	return freopen(name, mode, f);
}
