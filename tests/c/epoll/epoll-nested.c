/* epoll: a list in a list, polled too; none may hold itself. */
#include "../check.h"
#include <poll.h>
#include <sys/epoll.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN, { .u64 = 1 } }, got[2];
	int fd[2], inner = epoll_create1(0), outer = epoll_create1(0);
	char byte;

	CHECK(inner >= 0 && outer >= 0);
	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(epoll_ctl(inner, EPOLL_CTL_ADD, fd[0], &event), 0);
	event.data.u64 = 2;
	CHECK_EQ(epoll_ctl(outer, EPOLL_CTL_ADD, inner, &event), 0);
	CHECK_ERRNO(epoll_ctl(inner, EPOLL_CTL_ADD, outer, &event), ELOOP);
	struct pollfd entry = { outer, POLLIN, 0 };
	CHECK_EQ(poll(&entry, 1, 0), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(poll(&entry, 1, 1000), 1);
	CHECK_EQ(entry.revents, POLLIN);
	CHECK_EQ(epoll_wait(outer, got, 2, 1000), 1);
	CHECK_EQ(got[0].data.u64, 2);
	CHECK_EQ(epoll_wait(inner, got, 2, 1000), 1);
	CHECK_EQ(got[0].data.u64, 1);
	CHECK_EQ(read(fd[0], &byte, 1), 1);
	CHECK_EQ(epoll_wait(outer, got, 2, 0), 0);
	CHECK_EQ(close(inner), 0);
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(epoll_wait(outer, got, 2, 0), 0);
}
