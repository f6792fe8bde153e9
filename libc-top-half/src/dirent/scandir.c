#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static struct dirent *copy(const struct dirent *de)
{
	size_t size = offsetof(struct dirent, d_name) + strlen(de->d_name) + 1;
	struct dirent *p = malloc(size);
	return p ? memcpy(p, de, size) : 0;
}

int __scandirat(int dirfd, const char *path, struct dirent ***result,
	int (*select)(const struct dirent *),
	int (*compare)(const struct dirent **, const struct dirent **))
{
	struct dirent *de, **list = 0;
	size_t n = 0, room = 0;
	int old = errno;
	DIR *dir = __opendirat(dirfd, path);
	if (!dir) return -1;

	for (errno = 0; (de = readdir(dir)); errno = 0) {
		/* select may set errno as it likes. */
		if (select && !select(de)) continue;
		errno = 0;
		if (n == room) {
			room = room ? 2 * room : 8;
			struct dirent **p = reallocarray(list, room, sizeof *list);
			if (!p) break;
			list = p;
		}
		if (!(list[n] = copy(de))) break;
		n++;
	}
	int err = errno;
	closedir(dir);
	if (err) {
		while (n) free(list[--n]);
		free(list);
		errno = err;
		return -1;
	}
	errno = old;
	if (compare) qsort(list, n, sizeof *list, (int (*)(const void *, const void *))compare);
	*result = list;
	return n;
}

int scandir(const char *path, struct dirent ***result, int (*select)(const struct dirent *),
	int (*compare)(const struct dirent **, const struct dirent **))
{
	return __scandirat(AT_FDCWD, path, result, select, compare);
}
