#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>
#include "syscall.h"

/* The name is the host's, if it tells one that the program can see; otherwise a terminal
 * has the common name /dev/tty. */
int ttyname_r(int fd, char *name, size_t size)
{
	char told[PATH_MAX];
	ssize_t length = __syscall(SYS_ttyname, fd, told, sizeof told - 1);
	if (length < 0 && length != -ENOSYS) return -length;
	told[length < 0 ? 0 : length] = 0;
	if (length < 0 || access(told, F_OK)) {
		if (access("/dev/tty", F_OK)) return ENODEV;
		strcpy(told, "/dev/tty");
	}
	if (strlen(told) >= size) return ERANGE;
	strcpy(name, told);
	return 0;
}
