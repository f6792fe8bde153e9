/* A TCP connection of a program with itself. Each round, a message goes there and back. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static void check(int ok, const char *what)
{
	if (!ok) {
		perror(what);
		exit(1);
	}
}

static char data[SIZE];

static void pass(int from, int to)
{
	check(send(from, data, SIZE, 0) == SIZE, "send");
	for (int done = 0; done < SIZE;) {
		ssize_t n = recv(to, data + done, SIZE - done, 0);
		check(n > 0, "recv");
		done += n;
	}
}

int main(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	check(listener >= 0, "socket");
	check(bind(listener, (struct sockaddr *)&at, sizeof at) == 0, "bind");
	check(listen(listener, 1) == 0, "listen");
	check(getsockname(listener, (struct sockaddr *)&at, &length) == 0, "getsockname");

	int client = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	check(client >= 0, "socket");
	int connected = connect(client, (struct sockaddr *)&at, sizeof at);
	check(connected == 0 || errno == EINPROGRESS, "connect");
	int server = accept(listener, NULL, NULL);
	check(server >= 0, "accept");
	struct pollfd writable = {client, POLLOUT, 0};
	check(poll(&writable, 1, -1) == 1, "poll");
	check(fcntl(client, F_SETFL, 0) == 0, "fcntl");

	for (int round = 0; round < ROUNDS; round++) {
		pass(client, server);
		pass(server, client);
	}
	return 0;
}
