#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As musl's, except that two slashes at the start count as one, as in Linux and glibc. */

#define LINKS 40

/* Whether the first n bytes of a path, which has room for another, name a directory. */
static int is_folder(char *path, size_t n)
{
	char c;
	if (!n) return 1;
	memcpy(path + n, "/", 2);
	return readlink(path, &c, 1) >= 0 || errno == EINVAL;
}

char *realpath(const char *restrict name, char *restrict resolved)
{
	/* The result so far, without a slash at its end; and the remaining path, at the end of
	 * its array. */
	char path[PATH_MAX + 1], rest[PATH_MAX], link[PATH_MAX];
	size_t n = 0, links = 0, length;

	if (!name) {
		errno = EINVAL;
		return 0;
	}
	length = strnlen(name, PATH_MAX);
	if (!length || length == PATH_MAX) {
		errno = length ? ENAMETOOLONG : ENOENT;
		return 0;
	}
	char *next = rest + sizeof rest - length - 1;
	memcpy(next, name, length + 1);
	if (*next != '/') {
		if (!getcwd(path, PATH_MAX)) return 0;
		n = strlen(path);
		if (n == 1) n = 0;
	}

	while (*next) {
		if (*next == '/') {
			next += strspn(next, "/");
			if (!*next && !is_folder(path, n)) return 0;
			continue;
		}
		const char *part = next;
		size_t k = strcspn(part, "/");
		next += k;
		if (k <= 2 && !memcmp(part, "..", k)) {
			if (!is_folder(path, n)) return 0;
			if (k == 2) while (n && path[--n] != '/') {}
			continue;
		}
		if (n + 1 + k >= PATH_MAX) {
			errno = ENAMETOOLONG;
			return 0;
		}
		path[n] = '/';
		memcpy(path + n + 1, part, k);
		path[n + 1 + k] = 0;
		ssize_t target = readlink(path, link, sizeof link);
		if (target < 0) {
			if (errno != EINVAL) return 0;
			n += 1 + k;
			continue;
		}
		if (!target || target > next - rest || ++links > LINKS) {
			errno = !target ? ENOENT : links > LINKS ? ELOOP : ENAMETOOLONG;
			return 0;
		}
		next -= target;
		memcpy(next, link, target);
		if (*next == '/') n = 0;
	}

	if (!n) path[n++] = '/';
	path[n++] = 0;
	return resolved ? memcpy(resolved, path, n) : strdup(path);
}
