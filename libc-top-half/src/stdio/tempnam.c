/* Upstream falls back to /tmp, which few hosts show. __temp_folder finds a directory. The name
 * was free when this looked; the caller needs O_EXCL to know that it still is. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "syscall.h"
#include "../temp/__temp_folder.h"

char *tempnam(const char *folder, const char *prefix)
{
	char name[PATH_MAX];

	if (!prefix) prefix = "temp";
	size_t rest = strlen(prefix) + sizeof "/_XXXXXX";
	if (rest >= sizeof name) {
		errno = ENAMETOOLONG;
		return 0;
	}
	folder = __temp_folder(folder, sizeof name - rest);
	int length = snprintf(name, sizeof name, "%s/%s_XXXXXX", folder, prefix);
	for (int tries = 0; tries < 100; tries++) {
		__randname(name + length - 6);
		if (__syscall(SYS_readlinkat, AT_FDCWD, name, (char[1]){ 0 }, 1) == -ENOENT)
			return strdup(name);
	}
	return 0;
}
