#include <errno.h>
#include <limits.h>
#include <string.h>
#include "ipc_name.h"

const char *__ipc_name(const char *name)
{
	name += strspn(name, "/");
	size_t n = strlen(name);
	if (!n || strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, "..")) {
		errno = EINVAL;
		return 0;
	}
	if (n > NAME_MAX) {
		errno = ENAMETOOLONG;
		return 0;
	}
	return name;
}
