#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include "syscall.h"

/* An open file is never a pseudo-terminal. */
static long pty(int fd)
{
	long r = __syscall(SYS_fcntl, fd, F_GETFD);
	return r < 0 ? r : __syscall(SYS_pty, fd);
}

int grantpt(int fd)
{
	return __syscall_ret(pty(fd));
}

int unlockpt(int fd)
{
	return __syscall_ret(pty(fd));
}

int __ptsname_r(int fd, char *buf, size_t len)
{
	return -pty(fd);
}

weak_alias(__ptsname_r, ptsname_r);
