// fcntl is one function in C++, too, whether its command is a constant or not.
#include <fcntl.h>
#include "../check.h"

namespace own {
using ::fcntl;

template <class Function>
int call(Function function, int fd, int command)
{
	return function(fd, command);
}

int get(int fd)
{
	return fcntl(fd, F_GETFD);
}
}

static auto address = &::fcntl;

int main()
{
	int fd = OPEN("file", O_RDWR | O_CREAT | O_CLOEXEC);
	decltype(&fcntl) same = ::fcntl;

	CHECK(::fcntl(fd, F_GETFD) == FD_CLOEXEC);
	CHECK(own::get(fd) == FD_CLOEXEC);
	CHECK(own::call(::fcntl, fd, F_GETFD) == FD_CLOEXEC);
	CHECK(address == same && address(fd, F_GETFD) == FD_CLOEXEC);
	CHECK(::fcntl(fd, F_SETFD, 0) == 0);
	CHECK(::fcntl(fd, F_GETFD, 0) == 0);
	CHECK_ERRNO(::fcntl(77, F_GETFL), EBADF);
	return 0;
}
