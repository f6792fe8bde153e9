/* fcntl is one function, whether its command is a constant or not. */
#include "../check.h"

typedef void (*any)(void);

static const struct {
	const char *name;
	any call;
} calls[] = { { "fcntl", (any)fcntl } };

static int (*pointer)(int, int, ...) = fcntl;

struct methods {
	int (*fcntl)(int, int);
};

static int other(int fd, int cmd)
{
	return fd + cmd;
}

static int variable(int fd, int cmd, int arg)
{
	return fcntl(fd, cmd, arg);
}

int main(void)
{
	extern int fcntl(int, int, ...);
	struct methods methods = { other };
	__typeof__(&fcntl) same = &fcntl;
	volatile int command = F_GETFD;
	int fd = OPEN("file", O_RDWR | O_CREAT | O_CLOEXEC);

	CHECK(fcntl(fd, F_GETFD) == FD_CLOEXEC);
	CHECK((fcntl)(fd, F_GETFD, 0) == FD_CLOEXEC);
	CHECK((&fcntl)(fd, F_GETFD) == FD_CLOEXEC);
	CHECK(fcntl(fd, command) == FD_CLOEXEC);
	CHECK(pointer(fd, F_GETFD) == FD_CLOEXEC);
	CHECK(((int (*)(int, int, ...))calls[0].call)(fd, F_GETFD) == FD_CLOEXEC);
	CHECK(same == pointer && same == fcntl);
	CHECK(methods.fcntl(1, 2) == 3);

	CHECK(fcntl(fd, F_SETFD, 0) == 0);
	CHECK(variable(fd, F_GETFD, 0) == 0);
	CHECK(variable(fd, F_SETFD, FD_CLOEXEC) == 0);
	CHECK(fcntl(fd, F_GETFD) == FD_CLOEXEC);
	CHECK((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDWR);
	CHECK(fcntl(fd, F_GETFL) == variable(fd, F_GETFL, 0));

	CHECK_ERRNO(fcntl(77, F_GETFD), EBADF);
	CHECK_ERRNO(fcntl(-1, F_SETFD, FD_CLOEXEC), EBADF);
	CHECK_ERRNO(fcntl(77, F_GETFL), EBADF);
	return 0;
}
