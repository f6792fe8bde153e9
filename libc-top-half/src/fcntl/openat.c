#include <fcntl.h>
#include <stdarg.h>
#include "syscall.h"

/* The mode as in open. */
int openat(int fd, const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	mode_t mode = more ? va_arg(more, mode_t) : 0666;
	va_end(more);
	return syscall_cp(SYS_openat, fd, path, flags | O_LARGEFILE, mode);
}
