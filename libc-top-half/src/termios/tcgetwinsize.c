#include <stdlib.h>
#include <termios.h>
#include <sys/ioctl.h>
#include "syscall.h"

static unsigned short number(const char *variable)
{
	const char *value = getenv(variable);
	long n = value ? strtol(value, 0, 10) : 0;
	return n > 0 && n <= 0xffff ? n : 0;
}

/* Without a service, WASI does not know the size: if the program has not set it, the
 * environment decides. */
int tcgetwinsize(int fd, struct winsize *size)
{
	if (syscall(SYS_ioctl, fd, TIOCGWINSZ, size)) return -1;
	if (!size->ws_row) size->ws_row = number("LINES");
	if (!size->ws_col) size->ws_col = number("COLUMNS");
	return 0;
}
