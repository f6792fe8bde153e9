/* A server with epoll: its listener and its connections, level-triggered. */
#include "../network.h"
#include <sys/epoll.h>

enum { CLIENTS = 10 };

int main(void)
{
	struct sockaddr_in at;
	int listener = listening(&at), set = epoll_create1(0), clients[CLIENTS];
	int accepted = 0, echoed = 0, ended = 0;
	struct epoll_event event = { EPOLLIN, { .fd = listener } }, got[4];
	char text[8];

	nonblocking(listener);
	CHECK_EQ(epoll_ctl(set, EPOLL_CTL_ADD, listener, &event), 0);
	CHECK_EQ(epoll_wait(set, got, 4, 0), 0);
	for (int i = 0; i < CLIENTS; i++) {
		clients[i] = connected(SOCK_STREAM, &at);
		CHECK_EQ(write(clients[i], "hello", 5), 5);
		CHECK_EQ(shutdown(clients[i], SHUT_WR), 0);
	}
	while (ended < CLIENTS) {
		int n = epoll_wait(set, got, 4, 10000);

		CHECK(n > 0);
		for (int i = 0; i < n; i++) {
			int fd = got[i].data.fd;
			ssize_t length;

			CHECK(got[i].events & EPOLLIN);
			if (fd == listener) {
				fd = accept(listener, NULL, NULL);
				CHECK(fd >= 0);
				event.data.fd = fd;
				CHECK_EQ(epoll_ctl(set, EPOLL_CTL_ADD, fd,
						   &event),
					 0);
				accepted++;
				continue;
			}
			length = read(fd, text, sizeof text);
			CHECK(length >= 0);
			if (length == 0) {
				CHECK_EQ(close(fd), 0);
				ended++;
			} else {
				CHECK_EQ(write(fd, text, (size_t)length),
					 length);
				echoed += (int)length;
			}
		}
	}
	CHECK_EQ(accepted, CLIENTS);
	CHECK_EQ(echoed, 5 * CLIENTS);
	for (int i = 0; i < CLIENTS; i++) {
		CHECK_EQ(recv(clients[i], text, 5, MSG_WAITALL), 5);
		CHECK_MEM(text, "hello", 5);
		CHECK_EQ(read(clients[i], text, 1), 0);
	}
	CHECK_EQ(epoll_wait(set, got, 4, 0), 0);
}
