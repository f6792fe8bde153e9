#include <glob.h>

int glob64(const char *restrict pattern, int flags, int (*failed)(const char *, int),
	glob_t *restrict g)
{
	return glob(pattern, flags, failed, g);
}
