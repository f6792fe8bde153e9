/* Datagrams of a program to itself. */
#include "../inet.h"
#include <sys/ioctl.h>

static void talk(int family)
{
	const char *here = loopback(family), *any = family == AF_INET ? "0.0.0.0" : "::";
	int one = socket(family, SOCK_DGRAM, 0), other = socket(family, SOCK_DGRAM | SOCK_NONBLOCK, IPPROTO_UDP);
	int port = bind_to(one, family, here), mine, n;
	union address to, got;
	socklen_t size = address_of(&to, family, here, port), length = sizeof got;
	char buffer[16];

	CHECK_EQ(check_name(other, family, any), 0);
	CHECK_ERRNO(recv(other, buffer, 1, 0), EAGAIN);
	CHECK_EQ(sendto(other, "first", 5, 0, &to.any, size), 5);
	mine = check_name(other, family, any);
	CHECK(mine > 0 && mine != port);
	CHECK_EQ(sendto(other, "", 0, 0, &to.any, size), 0);
	CHECK_EQ(sendto(other, "third", 5, 0, &to.any, size), 5);
	CHECK_EQ(events_of(one, POLLIN | POLLOUT), POLLIN | POLLOUT);
	CHECK_EQ(ioctl(one, FIONREAD, &n), 0);
	CHECK_EQ(n, 5);
	CHECK_EQ(recv(one, buffer, sizeof buffer, MSG_PEEK), 5);
	CHECK_EQ(recvfrom(one, buffer, sizeof buffer, 0, &got.any, &length), 5);
	CHECK_EQ(check_address(&got, length, family, here), mine);
	CHECK_EQ(recv(one, buffer, sizeof buffer, 0), 0);

	/* A message that is longer than its place is cut off. */
	struct iovec part = {buffer, 2};
	struct msghdr message = {.msg_name = &got, .msg_namelen = sizeof got, .msg_iov = &part, .msg_iovlen = 1};
	CHECK_EQ(recvmsg(one, &message, 0), 2);
	CHECK_EQ(message.msg_flags & MSG_TRUNC, MSG_TRUNC);
	CHECK_EQ(check_address(&got, message.msg_namelen, family, here), mine);

	/* Connected sockets have a receiver, and hear only that one. */
	CHECK_ERRNO(send(other, "x", 1, 0), EDESTADDRREQ);
	CHECK_ERRNO(getpeername(other, &got.any, &length), ENOTCONN);
	CHECK_ERRNO(shutdown(other, SHUT_RD), ENOTCONN);
	CHECK_EQ(connect(other, &to.any, size), 0);
	CHECK_EQ(check_peer(other, family, here), port);
	CHECK_EQ(check_name(other, family, here), mine);
	CHECK_EQ(send(other, "to you", 6, 0), 6);
	CHECK_EQ(recv(one, buffer, sizeof buffer, 0), 6);
	int third = socket(family, SOCK_DGRAM, 0);
	CHECK_EQ(sendto(third, "lost", 4, 0, &to.any, address_of(&to, family, here, mine)), 4);
	CHECK_EQ(sendto(one, "heard", 5, 0, &to.any, size), 5);
	CHECK_EQ(recv(other, buffer, sizeof buffer, 0), 5);
	CHECK_MEM(buffer, "heard", 5);
	CHECK_ERRNO(recv(other, buffer, 1, 0), EAGAIN);

	/* Another receiver is still possible. */
	int fourth = socket(family, SOCK_DGRAM, 0);
	address_of(&to, family, here, bind_to(fourth, family, here));
	CHECK_EQ(sendto(other, "aside", 5, 0, &to.any, size), 5);
	CHECK_EQ(recv(fourth, buffer, sizeof buffer, 0), 5);

	/* The connection ends. */
	to.any.sa_family = AF_UNSPEC;
	CHECK_EQ(connect(other, &to.any, size), 0);
	CHECK_ERRNO(getpeername(other, &got.any, &length), ENOTCONN);
	CHECK_ERRNO(send(other, "x", 1, 0), EDESTADDRREQ);
	CHECK_EQ(close(one), 0);
	CHECK_EQ(close(other), 0);
	CHECK_EQ(close(third), 0);
	CHECK_EQ(close(fourth), 0);
}

/* Nobody is there: a connected socket learns of it. */
static void nobody(int family)
{
	const char *here = loopback(family);
	int fd = socket(family, SOCK_DGRAM | SOCK_NONBLOCK, 0), gone = socket(family, SOCK_DGRAM, 0);
	int port = bind_to(gone, family, here);
	union address to;
	socklen_t size = address_of(&to, family, here, port);
	char buffer[8];

	CHECK_EQ(close(gone), 0);
	CHECK_EQ(sendto(fd, "lost", 4, 0, &to.any, size), 4);
	CHECK_ERRNO(recv(fd, buffer, 8, 0), EAGAIN);
	CHECK_EQ(connect(fd, &to.any, size), 0);
	CHECK_EQ(send(fd, "lost", 4, 0), 4);
	CHECK_EQ(events_of(fd, POLLIN) & POLLERR, POLLERR);
	CHECK_ERRNO(recv(fd, buffer, 8, 0), ECONNREFUSED);
	CHECK_ERRNO(recv(fd, buffer, 8, 0), EAGAIN);
	CHECK_EQ(send(fd, "lost", 4, 0), 4);
	CHECK_ERRNO(send(fd, "lost", 4, 0), ECONNREFUSED);
	CHECK_EQ(send(fd, "lost", 4, 0), 4);
	CHECK_EQ(option(fd, SOL_SOCKET, SO_ERROR), ECONNREFUSED);
	CHECK_EQ(close(fd), 0);
}

/* A datagram that nobody receives is lost, and the sender does not wait. */
static void flood(int family)
{
	static char data[30000], got[sizeof data];
	const char *here = loopback(family);
	int from = socket(family, SOCK_DGRAM, 0), to = socket(family, SOCK_DGRAM | SOCK_NONBLOCK, 0), count = 0;

	CHECK_EQ(connect_to(from, family, here, bind_to(to, family, here)), 0);
	for (int n = 0; n < 100; n++) {
		memset(data, n, sizeof data);
		CHECK_EQ(send(from, data, sizeof data, 0), sizeof data);
	}
	while (recv(to, got, sizeof got, 0) == sizeof got) {
		CHECK_EQ(got[0], count);
		CHECK_EQ(got[sizeof got - 1], count);
		count++;
	}
	CHECK_EQ(errno, EAGAIN);
	CHECK(count > 0 && count < 100);
	CHECK_EQ(send(from, "x", 1, 0), 1);
	CHECK_EQ(recv(to, got, sizeof got, 0), 1);

	static char large[65536];
	CHECK_ERRNO(send(from, large, sizeof large, 0), EMSGSIZE);
	CHECK_ERRNO(send(from, large, 65528, 0), EMSGSIZE);
	CHECK_EQ(close(from), 0);
	CHECK_EQ(close(to), 0);
}

/* Several messages by one call. */
static void several(int family)
{
	const char *here = loopback(family);
	int from = socket(family, SOCK_DGRAM, 0), to = socket(family, SOCK_DGRAM, 0);
	char got[3][8];
	struct iovec out[3] = {{"one", 3}, {"two", 3}, {"three", 5}}, in[3];
	struct mmsghdr messages[3];

	CHECK_EQ(connect_to(from, family, here, bind_to(to, family, here)), 0);
	memset(messages, 0, sizeof messages);
	for (int n = 0; n < 3; n++) {
		messages[n].msg_hdr.msg_iov = &out[n];
		messages[n].msg_hdr.msg_iovlen = 1;
	}
	CHECK_EQ(sendmmsg(from, messages, 3, 0), 3);
	for (int n = 0; n < 3; n++) {
		in[n] = (struct iovec){got[n], 8};
		messages[n].msg_hdr.msg_iov = &in[n];
	}
	CHECK_EQ(recvmmsg(to, messages, 3, MSG_WAITFORONE, NULL), 3);
	CHECK_EQ(messages[2].msg_len, 5);
	CHECK_MEM(got[2], "three", 5);
	CHECK_EQ(close(from), 0);
	CHECK_EQ(close(to), 0);
}

int main(void)
{
	for (int n = 0; n < 2; n++) {
		int family = n ? AF_INET6 : AF_INET;
		talk(family);
		nobody(family);
		flood(family);
		several(family);
	}
}
