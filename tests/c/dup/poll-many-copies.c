/* poll: hundreds of copies of a stream, with something inside the process among them. */
#include "../check.h"
#include <poll.h>
#include <sys/select.h>
#include <sys/epoll.h>

enum { MANY = 900 };

int main(void)
{
	static struct pollfd all[MANY];
	static struct epoll_event got[MANY];
	int ends[2], list = epoll_create1(0);

	CHECK_EQ(pipe(ends), 0);
	for (int i = 0; i < MANY; i++) {
		struct epoll_event event = { EPOLLOUT, { .u32 = (unsigned)i } };
		all[i] = (struct pollfd){ dup(STDOUT_FILENO), POLLOUT, 0 };
		CHECK(all[i].fd > ends[1]);
		CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, all[i].fd, &event), 0);
	}
	CHECK_EQ(poll(all, MANY, 1000), MANY);
	CHECK_EQ(epoll_wait(list, got, MANY, 1000), MANY);
	all[MANY / 2].fd = ends[0];
	all[MANY / 2].events = POLLIN;
	CHECK_EQ(poll(all, MANY, 1000), MANY - 1);
	for (int i = 0; i < MANY; i++)
		CHECK_EQ(all[i].revents, i == MANY / 2 ? 0 : POLLOUT);

	fd_set set;
	FD_ZERO(&set);
	for (int i = 0; i < MANY; i++)
		FD_SET(all[i].fd, &set);
	struct timeval second = { 1, 0 };
	CHECK_EQ(select(FD_SETSIZE, NULL, &set, NULL, &second), MANY - 1);
}
