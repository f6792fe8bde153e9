/* Upstream calls fstatat with an empty path, which would link path resolution. */
#include <sys/stat.h>
#include "syscall.h"

int __fstat(int fd, struct stat *st)
{
	return syscall(SYS_fstat, fd, st);
}

weak_alias(__fstat, fstat);
