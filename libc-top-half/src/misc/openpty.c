#include <fcntl.h>
#include <pty.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>
#include "syscall.h"

/* The other terminal is opened without its name, which the program may not see. */
int openpty(int *pm, int *ps, char *name, const struct termios *tio, const struct winsize *ws)
{
	int leader = syscall(SYS_posix_openpt, O_RDWR | O_NOCTTY);
	if (leader < 0) return -1;
	int number = syscall(SYS_pty, leader, 1);
	int follower = number < 0 ? -1 : syscall(SYS_ptypeer, leader, O_RDWR | O_NOCTTY);
	if (follower < 0) {
		close(leader);
		return -1;
	}
	/* As large as glibc says that it has to be. */
	if (name) snprintf(name, sizeof "/dev/pts/2147483647", "/dev/pts/%d", number);
	if (tio) tcsetattr(follower, TCSANOW, tio);
	if (ws) tcsetwinsize(follower, ws);
	*pm = leader;
	*ps = follower;
	return 0;
}
