#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc.h>
#include <wasi/libc-find-relpath.h>

/* The preopened directories, for programs that resolve paths themselves: Rust's std does. */

struct preopen {
	int fd;
	/* As the host calls it, without what normal() takes away. */
	char *name;
};

static struct preopen *list;
static size_t count;
static int known;

/* Names and paths from the root, without slashes and "." in front. */
static const char *normal(const char *path)
{
	for (;;) {
		if (*path == '/') path++;
		else if (path[0] == '.' && path[1] == '/') path += 2;
		else if (path[0] == '.' && !path[1]) path++;
		else return path;
	}
}

int __wasilibc_register_preopened_fd(int fd, const char *name)
{
	__wasilibc_populate_preopens();
	char *copy = strdup(normal(name));
	struct preopen *p = copy ? realloc(list, (count + 1) * sizeof *list) : 0;
	if (!p) {
		free(copy);
		return -1;
	}
	list = p;
	list[count++] = (struct preopen){ fd, copy };
	return 0;
}

void __wasilibc_populate_preopens(void)
{
	__wasi_prestat_t stat;
	if (known) return;
	known = 1;
	for (int fd = 3; !__wasi_fd_prestat_get(fd, &stat); fd++) {
		if (stat.tag != __WASI_PREOPENTYPE_DIR) continue;
		size_t len = stat.u.dir.pr_name_len;
		char *name = malloc(len + 1);
		if (!name || __wasi_fd_prestat_dir_name(fd, (void *)name, len)) abort();
		name[len] = 0;
		if (__wasilibc_register_preopened_fd(fd, name)) abort();
		free(name);
	}
}

void __wasilibc_reset_preopens(void)
{
	while (count) free(list[--count].name);
	free(list);
	list = 0;
	known = 0;
}

int __wasilibc_find_abspath(
	const char *path, const char **restrict prefix, const char **restrict rest)
{
	int fd = -1;
	size_t best = 0;
	__wasilibc_populate_preopens();
	path = normal(path);
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(list[i].name);
		if (fd >= 0 && len < best) continue;
		if (strncmp(path, list[i].name, len)) continue;
		if (len && path[len] && path[len] != '/') continue;
		fd = list[i].fd;
		best = len;
		*prefix = list[i].name;
	}
	if (fd < 0) {
		errno = ENOENT;
		return -1;
	}
	path = normal(path + best);
	*rest = *path ? path : ".";
	return fd;
}

int __wasilibc_find_relpath_alloc(
	const char *path, const char **prefix, char **buf, size_t *size, int can_realloc)
{
	char cwd[PATH_MAX];
	const char *rest;
	size_t n = 0;
	if (!*path) {
		errno = ENOENT;
		return -1;
	}
	if (*path != '/') {
		if (!getcwd(cwd, sizeof cwd)) return -1;
		n = strlen(cwd);
		if (n + strlen(path) + 2 > sizeof cwd) {
			errno = ENAMETOOLONG;
			return -1;
		}
		cwd[n++] = '/';
		strcpy(cwd + n, path);
		path = cwd;
	}
	int fd = __wasilibc_find_abspath(path, prefix, &rest);
	if (fd < 0) return -1;

	n = strlen(rest) + 1;
	if (n > *size) {
		char *p = can_realloc ? realloc(*buf, n) : 0;
		if (!p) {
			errno = can_realloc ? ENOMEM : ERANGE;
			return -1;
		}
		*buf = p;
		*size = n;
	}
	memcpy(*buf, rest, n);
	return fd;
}

int __wasilibc_find_relpath(const char *path, const char **restrict prefix, char **buf, size_t size)
{
	return __wasilibc_find_relpath_alloc(path, prefix, buf, &size, 0);
}
