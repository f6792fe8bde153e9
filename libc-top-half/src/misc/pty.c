#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "syscall.h"

int grantpt(int fd)
{
	return syscall(SYS_pty, fd, 0) < 0 ? -1 : 0;
}

int unlockpt(int fd)
{
	return syscall(SYS_pty, fd, 1) < 0 ? -1 : 0;
}

int __ptsname_r(int fd, char *buf, size_t len)
{
	int number = __syscall(SYS_pty, fd, 0);
	if (number < 0) return -number;
	return snprintf(buf, len, "/dev/pts/%d", number) >= (int)len ? ERANGE : 0;
}

weak_alias(__ptsname_r, ptsname_r);
