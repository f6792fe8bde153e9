#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* The host does not name descriptors: a terminal has the common name /dev/tty, if the
 * program can see it. */
int ttyname_r(int fd, char *name, size_t size)
{
	if (!isatty(fd)) return errno;
	if (size < sizeof "/dev/tty") return ERANGE;
	if (access("/dev/tty", F_OK)) return ENODEV;
	strcpy(name, "/dev/tty");
	return 0;
}
