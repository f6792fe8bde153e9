/* dup: EMFILE at the limit on descriptors, for open and pipe too, which make nothing then. */
#include "../check.h"
#include <sys/resource.h>

int main(void)
{
	struct rlimit limit;
	int fd[2], last;

	PUT("f", "x");
	int first = OPEN("f", O_RDONLY);
	CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = 20;
	CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
	while ((last = dup(first)) >= 0)
		CHECK(last < 20);
	CHECK_EQ(errno, EMFILE);
	CHECK_ERRNO(open("f", O_RDONLY), EMFILE);
	CHECK_ERRNO(open("new", O_RDWR | O_CREAT, 0666), EMFILE);
	CHECK_ERRNO(access("new", F_OK), ENOENT);
	CHECK_ERRNO(fcntl(first, F_DUPFD, 20), EINVAL);
	CHECK_ERRNO(dup2(first, 20), EBADF);
	CHECK_EQ(close(19), 0);
	CHECK_ERRNO(pipe(fd), EMFILE);
	CHECK_EQ(dup(first), 19);
}
