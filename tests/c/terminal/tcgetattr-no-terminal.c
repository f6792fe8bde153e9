/* Terminal calls: ENOTTY for a file, EBADF for a closed descriptor. */
#include "../check.h"
#include <sys/ioctl.h>
#include <termios.h>

int main(void)
{
	int fd = OPEN("file", O_RDWR | O_CREAT);
	struct termios termios;
	struct winsize size;
	char name[64];

	memset(&termios, 0, sizeof termios);
	CHECK_EQ(isatty(fd), 0);
	CHECK_EQ(errno, ENOTTY);
	CHECK_EQ(isatty(99), 0);
	CHECK_EQ(errno, EBADF);
	CHECK_ERRNO(tcgetattr(fd, &termios), ENOTTY);
	CHECK_ERRNO(tcgetattr(99, &termios), EBADF);
	CHECK_ERRNO(tcsetattr(fd, TCSANOW, &termios), ENOTTY);
	CHECK_ERRNO(tcsetattr(fd, 77, &termios), EINVAL);
	CHECK_ERRNO(tcflush(fd, TCOFLUSH), ENOTTY);
	CHECK_ERRNO(tcflow(fd, TCOON), ENOTTY);
	CHECK_ERRNO(tcdrain(fd), ENOTTY);
	CHECK_ERRNO(tcsendbreak(fd, 0), ENOTTY);
	CHECK_ERRNO(tcgetpgrp(fd), ENOTTY);
	CHECK_ERRNO(tcsetpgrp(fd, getpgrp()), ENOTTY);
	CHECK_ERRNO(tcgetsid(fd), ENOTTY);
	CHECK_ERRNO(ioctl(fd, TIOCGWINSZ, &size), ENOTTY);
	CHECK_ERRNO(ioctl(99, TIOCGWINSZ, &size), EBADF);
	CHECK_NULL(ttyname(fd), ENOTTY);
	CHECK_EQ(ttyname_r(fd, name, sizeof name), ENOTTY);
	CHECK_EQ(ttyname_r(99, name, sizeof name), EBADF);
	CHECK_STR(ctermid(NULL), "/dev/tty");
	CHECK_STR(ctermid(name), "/dev/tty");

	/* A copy of it, where the program's numbers are not the host's. */
	CHECK_EQ(isatty(dup(fd)), 0);
	CHECK_EQ(errno, ENOTTY);
}
