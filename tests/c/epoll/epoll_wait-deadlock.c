/* epoll_wait: a wait that nothing can end fails or traps instead of blocking
 * forever. */
#include "../check.h"
#include <sys/epoll.h>

int main(void)
{
	struct epoll_event event = { EPOLLIN, { 0 } }, got;
	int list = epoll_create1(0), fd[2];

	CHECK(list >= 0);
	CHECK_ERRNO(epoll_wait(list, &got, 1, -1), EDEADLK);
	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, fd[0], &event), 0);
	CHECK_ERRNO(epoll_wait(list, &got, 1, -1), EDEADLK);
}
