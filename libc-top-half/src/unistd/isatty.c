#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "syscall.h"

int __isatty(int fd)
{
	struct winsize size;
	if (!syscall(SYS_ioctl, fd, TIOCGWINSZ, &size)) return 1;
	if (errno != EBADF) errno = ENOTTY;
	return 0;
}

weak_alias(__isatty, isatty);
