/* One poll for a socket, a listener, a datagram socket, a pipe, an eventfd, a timer and a file. */
#include "../network.h"
#include <sys/eventfd.h>
#include <sys/timerfd.h>

enum { STREAM, LISTENER, UDP, PIPE, EVENT, TIMER, COUNT };

static struct pollfd all[COUNT];

/* Waits; only this one is ready. */
static void check(int index)
{
	for (int i = 0; i < COUNT; i++)
		all[i].revents = -1;
	CHECK_EQ(poll(all, COUNT, 10000), 1);
	for (int i = 0; i < COUNT; i++)
		CHECK_EQ(all[i].revents, i == index ? POLLIN : 0);
}

int main(void)
{
	struct itimerspec soon = { { 0, 0 }, { 0, 20000000 } };
	struct sockaddr_in at, udp;
	int fds[2], ends[2];
	char text[8];

	connection(fds);
	CHECK_EQ(pipe(ends), 0);
	all[STREAM].fd = fds[0];
	all[LISTENER].fd = listening(&at);
	all[UDP].fd = bound(SOCK_DGRAM, &udp);
	all[PIPE].fd = ends[0];
	all[EVENT].fd = eventfd(0, 0);
	all[TIMER].fd = timerfd_create(CLOCK_MONOTONIC, 0);
	for (int i = 0; i < COUNT; i++)
		all[i].events = POLLIN;
	CHECK_EQ(poll(all, COUNT, 0), 0);

	CHECK_EQ(write(fds[1], "x", 1), 1);
	check(STREAM);
	CHECK_EQ(read(fds[0], text, sizeof text), 1);
	connected(SOCK_STREAM, &at);
	check(LISTENER);
	CHECK(accept(all[LISTENER].fd, NULL, NULL) >= 0);
	CHECK_EQ(sendto(all[UDP].fd, "x", 1, 0, (void *)&udp, sizeof udp), 1);
	check(UDP);
	CHECK_EQ(recv(all[UDP].fd, text, sizeof text, 0), 1);
	CHECK_EQ(write(ends[1], "x", 1), 1);
	check(PIPE);
	CHECK_EQ(read(ends[0], text, sizeof text), 1);
	CHECK_EQ(eventfd_write(all[EVENT].fd, 1), 0);
	check(EVENT);
	CHECK_EQ(read(all[EVENT].fd, text, sizeof text), 8);
	CHECK_EQ(timerfd_settime(all[TIMER].fd, 0, &soon, NULL), 0);
	check(TIMER);
	CHECK_EQ(read(all[TIMER].fd, text, sizeof text), 8);
	CHECK_EQ(poll(all, COUNT, 20), 0);
}
