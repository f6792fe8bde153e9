/* grantpt, unlockpt, ptsname, login_tty: errors for other files; EBADF for a closed
 * descriptor. */
#include "../check.h"
#include <utmp.h>

/* POSIX has EINVAL, Linux ENOTTY. */
#define CHECK_NO_PTY(call)                                                   \
	do {                                                                 \
		errno = 0;                                                   \
		CHECK_EQ(call, -1);                                          \
		CHECK(errno == EINVAL || errno == ENOTTY);                   \
	} while (0)

int main(void)
{
	char name[64];

	int fd = OPEN("file", O_RDWR | O_CREAT);
	CHECK_NO_PTY(grantpt(fd));
	CHECK_NO_PTY(unlockpt(fd));
	CHECK_NULL(ptsname(fd), ENOTTY);
	CHECK_EQ(ptsname_r(fd, name, sizeof name), ENOTTY);
	CHECK_ERRNO(login_tty(fd), ENOTTY);

	CHECK_ERRNO(grantpt(99), EBADF);
	CHECK_ERRNO(unlockpt(99), EBADF);
	CHECK_NULL(ptsname(99), EBADF);
	CHECK_EQ(ptsname_r(99, name, sizeof name), EBADF);
	CHECK_ERRNO(login_tty(99), EBADF);

	/* A copy of it, where the program's numbers are not the host's. */
	CHECK_NULL(ptsname(dup(fd)), ENOTTY);
}
