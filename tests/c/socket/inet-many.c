/* Many connections: one after the other, and at once. */
#include "../inet.h"
#include <netdb.h>
#include <sys/epoll.h>

enum { AT_ONCE = 100, IN_A_ROW = 1000 };

int main(void)
{
	int port, server = server_at(AF_INET, &port), clients[AT_ONCE], accepted[AT_ONCE], fd;
	struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *list;
	struct epoll_event event = {.events = EPOLLIN}, events[AT_ONCE];
	char text[8], byte;

	/* By name, as programs do. */
	snprintf(text, sizeof text, "%d", port);
	CHECK_EQ(getaddrinfo("localhost", text, &hints, &list), 0);
	for (int n = 0; n < IN_A_ROW; n++) {
		int one = socket(list->ai_family, list->ai_socktype, list->ai_protocol), other;
		CHECK_EQ(connect(one, list->ai_addr, list->ai_addrlen), 0);
		other = accept(server, NULL, NULL);
		CHECK_EQ(write(one, "x", 1), 1);
		CHECK_EQ(read(other, &byte, 1), 1);
		CHECK_EQ(close(one), 0);
		CHECK_EQ(read(other, &byte, 1), 0);
		CHECK_EQ(close(other), 0);
	}
	freeaddrinfo(list);

	CHECK_EQ(listen(server, AT_ONCE), 0);
	for (int n = 0; n < AT_ONCE; n++) {
		clients[n] = socket(AF_INET, SOCK_STREAM, 0);
		CHECK_EQ(connect_to(clients[n], AF_INET, "127.0.0.1", port), 0);
	}
	fd = epoll_create1(0);
	for (int n = 0; n < AT_ONCE; n++) {
		accepted[n] = accept(server, NULL, NULL);
		event.data.u32 = n;
		CHECK_EQ(epoll_ctl(fd, EPOLL_CTL_ADD, accepted[n], &event), 0);
	}
	CHECK_EQ(epoll_wait(fd, events, AT_ONCE, 0), 0);
	for (int n = 1; n < AT_ONCE; n += 2) {
		byte = n;
		CHECK_EQ(write(clients[n], &byte, 1), 1);
	}
	for (int left = AT_ONCE / 2; left > 0;) {
		int count = epoll_wait(fd, events, AT_ONCE, 5000);
		CHECK(count > 0 && count <= left);
		for (int n = 0; n < count; n++) {
			CHECK_EQ(events[n].events, EPOLLIN);
			CHECK_EQ(read(accepted[events[n].data.u32], &byte, 1), 1);
			CHECK_EQ(byte, events[n].data.u32);
		}
		left -= count;
	}
	for (int n = 0; n < AT_ONCE; n++) {
		CHECK_EQ(close(clients[n]), 0);
		CHECK_EQ(close(accepted[n]), 0);
	}
}
