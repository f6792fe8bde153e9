#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include "pwf.h"
#include "__one_user.h"

/* A program that knows users by their names shows the owners of files, too. Only the linker
 * reads this. */
hidden void __tells_modes(void);
hidden void (*const __users_tell)(void) = __tells_modes;

static const char *field(const char *variable, const char *otherwise)
{
	const char *value = getenv(variable);
	return value && *value && !value[strcspn(value, ":\n")] ? value : otherwise;
}

FILE *__open_users(const char *path, const char *mode)
{
	char *line;
	int length, saved = errno;
	FILE *f = fopen(path, mode);
	/* EACCES: a link leads out of what the host shows. */
	if (f || errno != ENOENT && errno != ENOTDIR && errno != EACCES) return f;
	if (!strcmp(path, "/etc/group"))
		length = asprintf(&line, "%s:x:%u:\n", __login_name(), getgid());
	else
		length = asprintf(&line, "%s:x:%u:%u::%s:%s\n", __login_name(), getuid(), getgid(),
			field("HOME", "/"), field("SHELL", "/bin/sh"));
	if (length < 0) return 0;
	/* Without a buffer, the stream allocates its own. */
	f = fmemopen(0, length, "w+");
	if (f) {
		fwrite(line, 1, length, f);
		rewind(f);
		errno = saved;
	}
	free(line);
	return f;
}
