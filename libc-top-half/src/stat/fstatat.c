/* Upstream converts the structures of several kernel interfaces. Here the system call fills in
 * struct stat. */
#define _BSD_SOURCE
#include <fcntl.h>
#include <sys/stat.h>
#include "syscall.h"

int __fstatat(int fd, const char *restrict path, struct stat *restrict st, int flag)
{
	return syscall(SYS_newfstatat, fd, path, st, flag);
}

weak_alias(__fstatat, fstatat);
