#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include "__dirent.h"
#include "syscall.h"

/* The stream of a descriptor, which it closes when it fails; of a negative one, null. */
DIR *__diropen(int fd)
{
	if (fd < 0) return 0;
	DIR *dir = calloc(1, sizeof *dir);
	if (dir) dir->fd = fd;
	else __syscall(SYS_close, fd);
	return dir;
}

DIR *opendir(const char *name)
{
	return __diropen(sys_open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0));
}
