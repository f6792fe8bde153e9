/* fcntl with F_GETFD, F_SETFD or F_GETFL as a constant: the header says so to the compiler.
   Unlike all of fcntl, it needs no descriptor table. F_SETFL does, for flags that the host
   cannot set. */
#include <fcntl.h>
#include <stdarg.h>
#include "syscall.h"

int __fcntl_flags(int fd, int cmd, ...)
{
	va_list rest;
	unsigned long arg = 0;

	va_start(rest, cmd);
	if (cmd == F_SETFD)
		arg = va_arg(rest, int);
	va_end(rest);
	return syscall(SYS_fcntl, fd, cmd, arg);
}
