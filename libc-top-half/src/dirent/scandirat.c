#define _GNU_SOURCE
#include <dirent.h>

int scandirat(int dirfd, const char *path, struct dirent ***result,
	int (*select)(const struct dirent *),
	int (*compare)(const struct dirent **, const struct dirent **))
{
	return __scandirat(dirfd, path, result, select, compare);
}
