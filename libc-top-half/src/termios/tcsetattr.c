#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>

hidden void __timed_terminal(void);

/* A program that sets a terminal may open /dev/tty for it. Only the linker reads this. */
hidden void __has_terminal(void);
hidden void (*const __tcsetattr_has)(void) = __has_terminal;

int tcsetattr(int fd, int when, const struct termios *t)
{
	if (when < 0 || when > 2) {
		errno = EINVAL;
		return -1;
	}
	/* The host has its own waiting rules, so the library must end a read in time. */
	if (!(t->c_lflag & ICANON) && !t->c_cc[VMIN]) __timed_terminal();
	return ioctl(fd, TCSETS + when, t);
}
