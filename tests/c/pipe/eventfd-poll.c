/* eventfd: poll reports readable and writable counters; the counter has a
 * limit. */
#include "../check.h"
#include <poll.h>
#include <stdint.h>
#include <sys/eventfd.h>

int main(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	uint64_t most = UINT64_MAX - 1, one = 1, all = UINT64_MAX;
	struct pollfd p = { fd, POLLIN | POLLOUT, 0 };

	CHECK_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(poll(&p, 1, 0), 1);
	CHECK_EQ(p.revents, POLLOUT);
	CHECK_EQ(write(fd, &most, 8), 8);
	CHECK_EQ(poll(&p, 1, 0), 1);
	CHECK_EQ(p.revents, POLLIN);
	CHECK_ERRNO(write(fd, &one, 8), EAGAIN);
	CHECK_ERRNO(write(fd, &all, 8), EINVAL);
	CHECK_ERRNO(write(fd, &one, 4), EINVAL);
	CHECK_ERRNO(read(fd, &one, 4), EINVAL);
	CHECK_EQ(read(fd, &one, 8), 8);
	CHECK_EQ(one, most);
}
