/* poll and epoll: a thousand descriptors at once. */
#include "../check.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

enum { MANY = 1000 };
static struct pollfd all[MANY];
static struct epoll_event got[MANY];

int main(void)
{
	int list = epoll_create1(0);

	CHECK(list >= 0);
	for (int i = 0; i < MANY; i++) {
		struct epoll_event event = { EPOLLIN, { .u32 = i } };
		all[i] = (struct pollfd){ eventfd(i % 10 == 0, 0), POLLIN, 0 };
		CHECK(all[i].fd >= 0);
		CHECK_EQ(epoll_ctl(list, EPOLL_CTL_ADD, all[i].fd, &event), 0);
	}
	for (int i = 0; i < 100; i++) {
		CHECK_EQ(poll(all, MANY, 1000), MANY / 10);
		CHECK_EQ(epoll_wait(list, got, MANY, 1000), MANY / 10);
	}
	for (int i = 0; i < MANY; i++) CHECK_EQ(all[i].revents, i % 10 ? 0 : POLLIN);
	for (int i = 0; i < MANY / 10; i++) CHECK_EQ(got[i].data.u32 % 10, 0);
}
