/* A connection of a program with itself, by the addresses of the loopback interface. */
#include "../inet.h"

static void talk(int family)
{
	const char *here = loopback(family), *any = family == AF_INET ? "0.0.0.0" : "::";
	int port, mine, server = server_at(family, &port), client, accepted;
	union address got;
	socklen_t size = sizeof got;
	char buffer[16];

	CHECK(port > 0);
	CHECK_EQ(events_of(server, POLLIN | POLLOUT) & ~POLLOUT, 0);
	client = socket(family, SOCK_STREAM, IPPROTO_TCP);
	CHECK_EQ(check_name(client, family, any), 0);
	CHECK_ERRNO(getpeername(client, &got.any, &size), ENOTCONN);
	CHECK_EQ(connect_to(client, family, here, port), 0);
	mine = check_name(client, family, here);
	CHECK(mine > 0 && mine != port);
	CHECK_EQ(check_peer(client, family, here), port);
	CHECK_ERRNO(connect_to(client, family, here, port), EISCONN);
	CHECK_EQ(write(client, "early", 5), 5);

	CHECK_EQ(events_of(server, POLLIN), POLLIN);
	size = sizeof got;
	accepted = accept4(server, &got.any, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
	CHECK(accepted >= 0);
	CHECK_EQ(check_address(&got, size, family, here), mine);
	CHECK_EQ(check_peer(accepted, family, here), mine);
	CHECK_EQ(check_name(accepted, family, here), port);
	CHECK_EQ(fcntl(accepted, F_GETFD), FD_CLOEXEC);
	CHECK(fcntl(accepted, F_GETFL) & O_NONBLOCK);
	CHECK_EQ(events_of(accepted, POLLIN | POLLOUT), POLLIN | POLLOUT);
	CHECK_EQ(recv(accepted, buffer, 2, MSG_PEEK), 2);
	/* A stream has no sender besides its peer. */
	size = sizeof got;
	CHECK_EQ(recvfrom(accepted, buffer, sizeof buffer, 0, &got.any, &size), 5);
	CHECK_EQ(size, 0);
	CHECK_MEM(buffer, "early", 5);
	CHECK_ERRNO(read(accepted, buffer, 1), EAGAIN);
	/* Nor another receiver. */
	size = address_of(&got, family, here, 1);
	CHECK_EQ(sendto(accepted, "answer", 6, 0, &got.any, size), 6);
	CHECK_EQ(recv(client, buffer, 6, MSG_WAITALL), 6);
	CHECK_MEM(buffer, "answer", 6);

	/* One direction ends, the other goes on. */
	CHECK_EQ(shutdown(client, SHUT_WR), 0);
	CHECK_ERRNO(send(client, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(events_of(accepted, POLLIN | POLLRDHUP), POLLIN | POLLRDHUP);
	CHECK_EQ(read(accepted, buffer, 1), 0);
	CHECK_EQ(write(accepted, "still", 5), 5);
	CHECK_EQ(read(client, buffer, sizeof buffer), 5);
	CHECK_EQ(shutdown(accepted, SHUT_WR), 0);
	CHECK_EQ(read(client, buffer, 1), 0);
	CHECK_EQ(events_of(client, POLLIN | POLLOUT), POLLIN | POLLOUT | POLLHUP);
	CHECK_EQ(close(accepted), 0);
	CHECK_EQ(read(client, buffer, 1), 0);
	CHECK_EQ(close(client), 0);
	CHECK_EQ(close(server), 0);
}

/* A socket that stops receiving does not tell the sender. */
static void deaf(int family)
{
	int pair[2];
	char buffer[8];

	connected(family, pair);
	CHECK_EQ(shutdown(pair[0], SHUT_RD), 0);
	CHECK_EQ(read(pair[0], buffer, 8), 0);
	CHECK_EQ(write(pair[1], "data", 4), 4);
	CHECK_EQ(write(pair[0], "back", 4), 4);
	CHECK_EQ(recv(pair[1], buffer, 8, 0), 4);
	CHECK_EQ(close(pair[0]), 0);
	CHECK_EQ(close(pair[1]), 0);
}

/* A peer that closes before it has read all, or wants to lose it, breaks the connection. */
static void reset(int family)
{
	struct linger now = {1, 0};
	int pair[2];
	char buffer[8];

	connected(family, pair);
	CHECK_EQ(write(pair[0], "unread", 6), 6);
	CHECK_EQ(events_of(pair[1], POLLIN), POLLIN);
	CHECK_EQ(close(pair[1]), 0);
	CHECK_EQ(events_of(pair[0], POLLIN) & (POLLIN | POLLERR | POLLHUP), POLLIN | POLLERR | POLLHUP);
	CHECK_ERRNO(read(pair[0], buffer, 8), ECONNRESET);
	CHECK_EQ(read(pair[0], buffer, 8), 0);
	CHECK_ERRNO(send(pair[0], "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(close(pair[0]), 0);

	connected(family, pair);
	CHECK_EQ(setsockopt(pair[1], SOL_SOCKET, SO_LINGER, &now, sizeof now), 0);
	CHECK_EQ(close(pair[1]), 0);
	CHECK_EQ(events_of(pair[0], POLLIN) & POLLERR, POLLERR);
	CHECK_EQ(option(pair[0], SOL_SOCKET, SO_ERROR), ECONNRESET);
	CHECK_EQ(option(pair[0], SOL_SOCKET, SO_ERROR), 0);
	CHECK_EQ(close(pair[0]), 0);
}

/* Writing to a peer that has closed ends with EPIPE and the signal. */
static void broken(int family)
{
	int pair[2], n;

	connected(family, pair);
	CHECK_EQ(close(pair[1]), 0);
	signal(SIGPIPE, SIG_IGN);
	for (n = 0; n < 3 && write(pair[0], "x", 1) == 1; n++)
		continue;
	CHECK(n < 3);
	CHECK(errno == EPIPE || errno == ECONNRESET);
	CHECK_ERRNO(write(pair[0], "x", 1), EPIPE);
	CHECK_EQ(close(pair[0]), 0);
}

/* A megabyte goes through in pieces. */
static void much(int family)
{
	static char data[1 << 20], got[1 << 20];
	size_t sent = 0, received = 0;
	int pair[2], status;

	for (size_t n = 0; n < sizeof data; n++)
		data[n] = n * 7 + (n >> 9);
	connected(family, pair);
	status = fcntl(pair[0], F_GETFL);
	CHECK_EQ(fcntl(pair[0], F_SETFL, status | O_NONBLOCK), 0);
	while (received < sizeof data) {
		while (sent < sizeof data) {
			ssize_t n = write(pair[0], data + sent, sizeof data - sent);
			if (n < 0) {
				CHECK_EQ(errno, EAGAIN);
				break;
			}
			sent += n;
		}
		ssize_t n = read(pair[1], got + received, sizeof got - received);
		CHECK(n > 0);
		received += n;
	}
	CHECK_MEM(got, data, sizeof data);
	CHECK_EQ(close(pair[0]), 0);
	CHECK_EQ(close(pair[1]), 0);
}

int main(void)
{
	for (int n = 0; n < 2; n++) {
		int family = n ? AF_INET6 : AF_INET;
		talk(family);
		deaf(family);
		reset(family);
		broken(family);
		much(family);
	}
}
