#include <stdarg.h>
#include <termios.h>
#include <sys/ioctl.h>
#include "syscall.h"

/* No request has an older form to fall back to. */
int ioctl(int fd, int request, ...)
{
	va_list ap;
	va_start(ap, request);
	void *arg = va_arg(ap, void *);
	va_end(ap);
	if (request == TIOCGWINSZ && arg) return tcgetwinsize(fd, arg);
	return syscall(SYS_ioctl, fd, request, arg);
}
