/* F_GETPIPE_SZ and F_SETPIPE_SZ: whole pages, no less than asked for; only of a pipe. */
#include "../check.h"
#include <sys/eventfd.h>

int main(void)
{
	int page = getpagesize(), fd[2], other = eventfd(0, 0);

	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(fcntl(fd[1], F_GETPIPE_SZ), 65536);
	CHECK_EQ(fcntl(fd[0], F_GETPIPE_SZ), 65536);
	CHECK_EQ(fcntl(fd[0], F_SETPIPE_SZ, 1), page);
	CHECK_EQ(fcntl(fd[1], F_GETPIPE_SZ), page);
	CHECK_EQ(fcntl(fd[1], F_SETPIPE_SZ, 65536), 65536);
	CHECK_ERRNO(fcntl(fd[1], F_SETPIPE_SZ, -1), EINVAL);
	CHECK_ERRNO(fcntl(other, F_GETPIPE_SZ), EBADF);
	CHECK_ERRNO(fcntl(-1, F_GETPIPE_SZ), EBADF);
}
