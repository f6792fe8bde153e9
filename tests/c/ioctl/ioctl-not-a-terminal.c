/* ioctl: TIOCGWINSZ, TCGETS by tcgetattr and unknown requests are ENOTTY on a file; EBADF. */
#include "../check.h"
#include <sys/ioctl.h>
#include <termios.h>

int main(void)
{
	struct winsize size;
	struct termios terminal;

	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_ERRNO(ioctl(fd, TIOCGWINSZ, &size), ENOTTY);
	CHECK_ERRNO(tcgetattr(fd, &terminal), ENOTTY);
	CHECK_ERRNO(ioctl(fd, 0x12345678, &size), ENOTTY);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(ioctl(fd, TIOCGWINSZ, &size), EBADF);
	CHECK_ERRNO(ioctl(1, TIOCGWINSZ, &size), ENOTTY);
}
