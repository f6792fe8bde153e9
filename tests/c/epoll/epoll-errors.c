/* epoll: descriptors that are not lists or not open, missing events, and
 * files that are always ready. */
#include "../check.h"
#include <sys/epoll.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN, { .fd = 1 } }, got[2];
	int fd[2], list = epoll_create1(EPOLL_CLOEXEC);

	CHECK(list >= 0);
	CHECK_EQ(fcntl(list, F_GETFD), FD_CLOEXEC);
	CHECK_ERRNO(epoll_create(0), EINVAL);
	CHECK_ERRNO(epoll_create1(77), EINVAL);
	CHECK_EQ(pipe(fd), 0);
	CHECK_ERRNO(epoll_ctl(fd[0], EPOLL_CTL_ADD, fd[1], &event), EINVAL);
	CHECK_ERRNO(epoll_ctl(list, EPOLL_CTL_ADD, list, &event), EINVAL);
	CHECK_ERRNO(epoll_ctl(list, EPOLL_CTL_ADD, 777, &event), EBADF);
	CHECK_ERRNO(epoll_ctl(777, EPOLL_CTL_ADD, fd[0], &event), EBADF);
	CHECK_ERRNO(epoll_ctl(list, EPOLL_CTL_MOD, fd[0], &event), ENOENT);
	CHECK_ERRNO(epoll_ctl(list, 77, fd[0], &event), EINVAL);
	CHECK_ERRNO(epoll_wait(list, got, 0, 0), EINVAL);
	CHECK_ERRNO(epoll_wait(fd[0], got, 2, 0), EINVAL);
	CHECK_ERRNO(epoll_wait(777, got, 2, 0), EBADF);
	int file = OPEN("file", O_RDWR | O_CREAT);
	CHECK_ERRNO(epoll_ctl(list, EPOLL_CTL_ADD, file, &event), EPERM);
	CHECK_ERRNO(read(list, got, sizeof got), EINVAL);
}
