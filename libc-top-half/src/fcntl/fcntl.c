/* F_DUPFD from 0 on is dup. This tells the linker that a program which calls fcntl may
   copy descriptors, and links the system calls with a descriptor table. libc's own
   calls of SYS_fcntl never do. */
#include <fcntl.h>
#include <stdarg.h>
#include "syscall.h"

int fcntl(int fd, int cmd, ...)
{
	va_list rest;
	unsigned long arg;

	va_start(rest, cmd);
	arg = va_arg(rest, unsigned long);
	va_end(rest);
	if (cmd == F_DUPFD && !arg)
		return syscall(SYS_dup, fd);
	if (cmd == F_SETLKW)
		return syscall_cp(SYS_fcntl, fd, cmd, arg);
	return syscall(SYS_fcntl, fd, cmd, arg);
}
