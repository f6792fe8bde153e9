/* A listening socket of the host: a client is accepted, and data goes both ways. The
 * program does not use fcntl or similar calls, so its numbers are the host's. */
#include "../check.h"
#include <arpa/inet.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

enum { LISTENER = 4 };

static int option(int fd, int name)
{
	int value = -1;
	socklen_t size = sizeof value;

	CHECK_EQ(getsockopt(fd, SOL_SOCKET, name, &value, &size), 0);
	CHECK_EQ(size, sizeof value);
	return value;
}

int main(void)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof address;
	struct stat status;
	char buffer[16];
	struct pollfd entry = {LISTENER, POLLIN, 0};
	int fd, on = 1;

	CHECK_EQ(fstat(LISTENER, &status), 0);
	CHECK(S_ISSOCK(status.st_mode));
	CHECK_EQ(option(LISTENER, SO_TYPE), SOCK_STREAM);
	CHECK_EQ(option(LISTENER, SO_ACCEPTCONN), 1);
	CHECK_EQ(option(LISTENER, SO_ERROR), 0);
	CHECK_ERRNO(getsockname(LISTENER, (void *)&address, &length), EOPNOTSUPP);
	CHECK_ERRNO(setsockopt(LISTENER, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), ENOPROTOOPT);
	CHECK_ERRNO(accept4(LISTENER, NULL, NULL, 1), EINVAL);
	CHECK_ERRNO(lseek(LISTENER, 0, SEEK_CUR), ESPIPE);

	CHECK_EQ(poll(&entry, 1, 10000), 1);
	CHECK_EQ(entry.revents, POLLIN);
	fd = accept4(LISTENER, (void *)&address, &length, SOCK_CLOEXEC);
	CHECK(fd > LISTENER);
	CHECK_EQ(address.ss_family, AF_UNSPEC);
	CHECK_EQ(option(fd, SO_ACCEPTCONN), 0);
	CHECK_ERRNO(accept(fd, NULL, NULL), EINVAL);

	entry.fd = fd;
	CHECK_EQ(poll(&entry, 1, 10000), 1);
	CHECK_EQ(recv(fd, buffer, 6, MSG_PEEK | MSG_WAITALL), 6);
	CHECK_MEM(buffer, "one tw", 6);
	CHECK_EQ(recv(fd, buffer, 4, MSG_DONTWAIT), 4);
	length = sizeof address;
	CHECK_EQ(recvfrom(fd, buffer, 4, MSG_WAITALL, (void *)&address, &length), 4);
	CHECK_EQ(length, 0);
	CHECK_MEM(buffer, "two ", 4);
	struct iovec part = {buffer, 6};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_name = &address,
				 .msg_namelen = sizeof address};
	CHECK_EQ(recvmsg(fd, &message, MSG_WAITALL), 6);
	CHECK_EQ(message.msg_namelen, 0);
	CHECK_EQ(message.msg_controllen, 0);
	CHECK_EQ(message.msg_flags, 0);
	CHECK_MEM(buffer, "three ", 6);
	CHECK_EQ(read(fd, buffer, 4), 4);
	CHECK_MEM(buffer, "four", 4);
	CHECK_EQ(read(fd, buffer, 16), 0);
	CHECK_EQ(recv(fd, buffer, 16, MSG_DONTWAIT), 0);

	CHECK_EQ(write(fd, "a", 1), 1);
	CHECK_EQ(send(fd, "b", 1, MSG_DONTWAIT | MSG_NOSIGNAL), 1);
	CHECK_EQ(sendto(fd, "c", 1, 0, NULL, 0), 1);
	struct iovec out[] = {{"d", 1}, {"", 0}, {"ef", 2}};
	message = (struct msghdr){.msg_iov = out, .msg_iovlen = 3};
	CHECK_EQ(sendmsg(fd, &message, 0), 3);
	CHECK_ERRNO(sendto(fd, "x", 1, 0, (void *)&address, 16), EISCONN);
	CHECK_ERRNO(send(fd, "x", 1, MSG_OOB), EOPNOTSUPP);
	CHECK_EQ(shutdown(fd, SHUT_WR), 0);
	CHECK_ERRNO(send(fd, "x", 1, MSG_NOSIGNAL), EPIPE);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(send(fd, "x", 1, 0), EBADF);

	/* No other client connects. */
	CHECK_EQ(ioctl(LISTENER, FIONBIO, &on), 0);
	CHECK_ERRNO(accept(LISTENER, NULL, NULL), EAGAIN);
	entry.fd = LISTENER;
	CHECK_EQ(poll(&entry, 1, 20), 0);
	CHECK_EQ(close(LISTENER), 0);
	CHECK_ERRNO(accept(LISTENER, NULL, NULL), EBADF);
}
