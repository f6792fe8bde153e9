/* Connecting without waiting, and waiting for several things. */
#include "../inet.h"
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/timerfd.h>

/* Linux says EINPROGRESS even where the other end is the same program. */
static void connecting(int family)
{
	const char *here = loopback(family);
	int port, server = server_at(family, &port), fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0);

	CHECK_EQ(events_of(fd, POLLOUT), POLLOUT | POLLHUP);
	if (connect_to(fd, family, here, port) != 0)
		CHECK_EQ(errno, EINPROGRESS);
	CHECK_EQ(events_of(fd, POLLOUT), POLLOUT);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), 0);
	CHECK_EQ(check_peer(fd, family, here), port);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(server), 0);

	fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0);
	CHECK_EQ(connect_to(fd, family, here, port), -1);
	if (errno == EINPROGRESS) {
		CHECK(events_of(fd, POLLOUT) & POLLERR);
		errno = option(fd, SOL_SOCKET, SO_ERROR);
	}
	CHECK_EQ(errno, ECONNREFUSED);
	CHECK_EQ(close(fd), 0);
}

/* A socket, a pipe and a timer in one call. */
static void mixture(int family)
{
	struct itimerspec soon = {.it_value.tv_nsec = 20000000};
	int pair[2], ends[2], timer = timerfd_create(CLOCK_MONOTONIC, 0);
	char buffer[8];

	connected(family, pair);
	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(timerfd_settime(timer, 0, &soon, NULL), 0);
	struct pollfd entries[] = {{pair[0], POLLIN, 0}, {ends[0], POLLIN, 0}, {timer, POLLIN, 0}};
	CHECK_EQ(poll(entries, 3, 0), 0);
	CHECK_EQ(poll(entries, 3, 5000), 1);
	CHECK_EQ(entries[2].revents, POLLIN);
	CHECK_EQ(read(timer, buffer, 8), 8);
	CHECK_EQ(write(ends[1], "x", 1), 1);
	CHECK_EQ(write(pair[1], "y", 1), 1);
	CHECK_EQ(poll(entries, 3, 5000), 2);
	CHECK_EQ(entries[0].revents, POLLIN);
	CHECK_EQ(entries[1].revents, POLLIN);

	fd_set in, out;
	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_SET(pair[0], &in);
	FD_SET(pair[1], &in);
	FD_SET(pair[1], &out);
	CHECK_EQ(select((pair[0] > pair[1] ? pair[0] : pair[1]) + 1, &in, &out, NULL, NULL), 2);
	CHECK(FD_ISSET(pair[0], &in) && !FD_ISSET(pair[1], &in) && FD_ISSET(pair[1], &out));

	/* Each change is told once. */
	struct epoll_event event = {.events = EPOLLIN | EPOLLET | EPOLLRDHUP}, got;
	int fd = epoll_create1(0);
	CHECK_EQ(epoll_ctl(fd, EPOLL_CTL_ADD, pair[0], &event), 0);
	CHECK_EQ(epoll_wait(fd, &got, 1, 0), 1);
	CHECK_EQ(epoll_wait(fd, &got, 1, 0), 0);
	CHECK_EQ(write(pair[1], "z", 1), 1);
	CHECK_EQ(epoll_wait(fd, &got, 1, 5000), 1);
	CHECK_EQ(got.events, EPOLLIN);
	CHECK_EQ(close(pair[1]), 0);
	CHECK_EQ(epoll_wait(fd, &got, 1, 5000), 1);
	CHECK_EQ(got.events, EPOLLIN | EPOLLRDHUP);
	CHECK_EQ(read(pair[0], buffer, 8), 2);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(pair[0]), 0);
	CHECK_EQ(close(timer), 0);
	CHECK_EQ(close(ends[0]), 0);
	CHECK_EQ(close(ends[1]), 0);
}

int main(void)
{
	for (int n = 0; n < 2; n++) {
		int family = n ? AF_INET6 : AF_INET;
		connecting(family);
		mixture(family);
	}
}
