/* Sockets with names inside the process: a server and its clients. */
#include "../check.h"
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

static socklen_t address(struct sockaddr_un *to, const char *path)
{
	memset(to, 0, sizeof *to);
	to->sun_family = AF_UNIX;
	strcpy(to->sun_path, path);
	return offsetof(struct sockaddr_un, sun_path) + strlen(path) + 1;
}

static void stream(int type)
{
	struct sockaddr_un name, got;
	struct sockaddr *any = (struct sockaddr *)&name;
	socklen_t length = address(&name, "server"), size;
	int server = socket(AF_UNIX, type, 0), client, accepted, value;
	char buffer[8];

	CHECK(server >= 0);
	CHECK_ERRNO(listen(server, 1), EINVAL);
	CHECK_EQ(bind(server, any, length), 0);
	struct sockaddr_un other;
	CHECK_ERRNO(bind(server, (void *)&other, address(&other, "other")), EINVAL);
	size = sizeof got;
	CHECK_EQ(getsockname(server, (struct sockaddr *)&got, &size), 0);
	CHECK_EQ(size, length);
	CHECK_EQ(got.sun_family, AF_UNIX);
	CHECK_STR(got.sun_path, "server");

	client = socket(AF_UNIX, type | SOCK_NONBLOCK, 0);
	CHECK_ERRNO(bind(client, any, length), EADDRINUSE);
	CHECK_ERRNO(connect(client, any, length), ECONNREFUSED);
	CHECK_ERRNO(getpeername(client, (struct sockaddr *)&got, &size), ENOTCONN);
	CHECK_EQ(listen(server, 1), 0);
	size = sizeof value;
	CHECK_EQ(getsockopt(server, SOL_SOCKET, SO_ACCEPTCONN, &value, &size), 0);
	CHECK_EQ(value, 1);
	CHECK_EQ(connect(client, any, length), 0);
	CHECK_ERRNO(connect(client, any, length), EISCONN);
	CHECK_EQ(write(client, "early", 5), 5);

	struct pollfd entry = {server, POLLIN, 0};
	CHECK_EQ(poll(&entry, 1, 0), 1);
	CHECK_EQ(entry.revents, POLLIN);
	size = sizeof got;
	accepted = accept4(server, (struct sockaddr *)&got, &size, SOCK_CLOEXEC);
	CHECK(accepted >= 0);
	CHECK_EQ(size, offsetof(struct sockaddr_un, sun_path));
	CHECK_EQ(got.sun_family, AF_UNIX);
	CHECK_EQ(fcntl(accepted, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(read(accepted, buffer, 8), 5);
	size = sizeof got;
	CHECK_EQ(getpeername(client, (struct sockaddr *)&got, &size), 0);
	CHECK_STR(got.sun_path, "server");
	size = sizeof got;
	CHECK_EQ(getsockname(accepted, (struct sockaddr *)&got, &size), 0);
	CHECK_STR(got.sun_path, "server");
	CHECK_EQ(write(accepted, "late", 4), 4);
	CHECK_EQ(read(client, buffer, 8), 4);
	CHECK_EQ(close(client), 0);
	CHECK_EQ(read(accepted, buffer, 8), 0);
	CHECK_EQ(close(accepted), 0);

	/* As many clients are pending as the server allowed; those that it does
	 * not accept are lost. */
	CHECK_EQ(fcntl(server, F_SETFL, O_NONBLOCK), 0);
	CHECK_ERRNO(accept(server, NULL, NULL), EAGAIN);
	int waiting[3];
	for (int i = 0; i < 3; i++) {
		waiting[i] = socket(AF_UNIX, type | SOCK_NONBLOCK, 0);
		if (i < 2)
			CHECK_EQ(connect(waiting[i], any, length), 0);
		else
			CHECK_ERRNO(connect(waiting[i], any, length), EAGAIN);
	}
	accepted = accept(server, NULL, NULL);
	CHECK_EQ(write(waiting[0], "x", 1), 1);
	CHECK_EQ(read(accepted, buffer, 8), 1);
	CHECK_EQ(close(server), 0);
	CHECK_ERRNO(read(waiting[1], buffer, 1), ECONNRESET);
	CHECK_ERRNO(read(waiting[0], buffer, 1), EAGAIN);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(close(waiting[i]), 0);
	CHECK_EQ(read(accepted, buffer, 8), 0);
	CHECK_EQ(close(accepted), 0);
	unlink("server");
	client = socket(AF_UNIX, type, 0);
	CHECK_ERRNO(connect(client, any, length), ENOENT);
	CHECK_EQ(close(client), 0);
}

static void messages(void)
{
	struct sockaddr_un one, two, got;
	socklen_t one_length = address(&one, "one"), two_length, size;
	int a = socket(AF_UNIX, SOCK_DGRAM, 0), b = socket(AF_UNIX, SOCK_DGRAM, 0);
	int c = socket(AF_UNIX, SOCK_DGRAM, 0);
	char buffer[8];

	CHECK_EQ(bind(a, (void *)&one, one_length), 0);
	/* A name that is no path. */
	memset(&two, 0, sizeof two);
	two.sun_family = AF_UNIX;
	memcpy(two.sun_path, "\0wasi sysroot", 13);
	two_length = offsetof(struct sockaddr_un, sun_path) + 13;
	CHECK_EQ(bind(b, (void *)&two, two_length), 0);

	CHECK_ERRNO(send(a, "x", 1, 0), ENOTCONN);
	CHECK_EQ(sendto(a, "to b", 4, 0, (void *)&two, two_length), 4);
	size = sizeof got;
	CHECK_EQ(recvfrom(b, buffer, 8, 0, (void *)&got, &size), 4);
	CHECK_EQ(size, one_length);
	CHECK_STR(got.sun_path, "one");
	CHECK_EQ(sendto(b, "back", 4, 0, (void *)&got, size), 4);
	size = sizeof got;
	CHECK_EQ(recvfrom(a, buffer, 8, 0, (void *)&got, &size), 4);
	CHECK_EQ(size, two_length);
	CHECK_MEM(got.sun_path, two.sun_path, 13);

	CHECK_EQ(connect(a, (void *)&two, two_length), 0);
	CHECK_EQ(send(a, "conn", 4, 0), 4);
	CHECK_EQ(recv(b, buffer, 8, 0), 4);
	/* A connected socket receives only from its peer. */
	CHECK_ERRNO(sendto(c, "x", 1, 0, (void *)&one, one_length), EPERM);
	CHECK_EQ(connect(c, (void *)&two, two_length), 0);
	CHECK_EQ(close(b), 0);
	CHECK_ERRNO(send(c, "x", 1, 0), ECONNREFUSED);
	CHECK_ERRNO(sendto(c, "x", 1, 0, (void *)&two, two_length), ECONNREFUSED);
	CHECK_EQ(connect(a, &(struct sockaddr){.sa_family = AF_UNSPEC}, sizeof(sa_family_t)), 0);
	CHECK_ERRNO(send(a, "x", 1, 0), ENOTCONN);

	/* One that it chooses itself. */
	CHECK_EQ(bind(c, (void *)&two, sizeof(sa_family_t)), 0);
	size = sizeof got;
	CHECK_EQ(getsockname(c, (void *)&got, &size), 0);
	CHECK_EQ(size, offsetof(struct sockaddr_un, sun_path) + 6);
	CHECK_EQ(got.sun_path[0], 0);
	unlink("one");
}

int main(void)
{
	struct sockaddr_un name;
	socklen_t length = address(&name, "wrong");
	int stream_socket = socket(AF_UNIX, SOCK_STREAM, 0), other;
	char byte;

	stream(SOCK_STREAM);
	stream(SOCK_SEQPACKET);
	messages();

	CHECK_ERRNO(read(stream_socket, &byte, 1), EINVAL);
	CHECK_ERRNO(send(stream_socket, "x", 1, MSG_NOSIGNAL), ENOTCONN);
	CHECK_ERRNO(connect(stream_socket, (void *)&name, 1), EINVAL);
	CHECK_ERRNO(connect(stream_socket, (void *)&name, 129), EINVAL);
	CHECK_EQ(bind(stream_socket, (void *)&name, length), 0);
	other = socket(AF_UNIX, SOCK_DGRAM, 0);
	CHECK_ERRNO(connect(other, (void *)&name, length), EPROTOTYPE);
	CHECK_ERRNO(listen(other, 1), EOPNOTSUPP);
	CHECK_ERRNO(accept(other, NULL, NULL), EOPNOTSUPP);
	name.sun_family = AF_INET;
	CHECK_ERRNO(connect(other, (void *)&name, length), EINVAL);
}
