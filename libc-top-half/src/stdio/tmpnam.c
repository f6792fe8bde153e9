/* Upstream uses /tmp, which few hosts show. __temp_folder finds a directory. The name was free
 * when this looked; the caller needs O_EXCL to know that it still is. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "syscall.h"
#include "../temp/__temp_folder.h"

static const char pattern[] = "/tmpnam_XXXXXX";

char *tmpnam(char *buf)
{
	static char internal[L_tmpnam];
	char *name = buf ? buf : internal;
	size_t length = strlen(strcpy(name, __temp_folder(0, L_tmpnam - sizeof pattern)));
	strcpy(name + length, pattern);
	for (int tries = 0; tries < 100; tries++) {
		__randname(name + length + sizeof pattern - 7);
		if (__syscall(SYS_readlinkat, AT_FDCWD, name, (char[1]){ 0 }, 1) == -ENOENT)
			return name;
	}
	return 0;
}
