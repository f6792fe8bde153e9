#include <stdio.h>

FILE *fopen64(const char *restrict name, const char *restrict mode)
{
	return fopen(name, mode);
}
