#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>

int scandir(const char *path, struct dirent ***result, int (*select)(const struct dirent *),
	int (*compare)(const struct dirent **, const struct dirent **))
{
	return __scandirat(AT_FDCWD, path, result, select, compare);
}
