/* opendirat and scandirat share __opendirat. The library does not call opendirat itself:
 * programs define a function of that name. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include "__dirent.h"
#include "syscall.h"

DIR *__opendirat(int dirfd, const char *name)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) return 0;
	DIR *dir = calloc(1, sizeof *dir);
	if (dir) dir->fd = fd;
	else __syscall(SYS_close, fd);
	return dir;
}

DIR *opendir(const char *name)
{
	return __opendirat(AT_FDCWD, name);
}
