/* eventfd: adds up, reads and clears; as a semaphore one at a time. */
#include "../check.h"
#include <sys/eventfd.h>

int main(void)
{
	eventfd_t value;
	int fd = eventfd(3, EFD_NONBLOCK);

	CHECK(fd >= 0);
	CHECK_EQ(eventfd_write(fd, 4), 0);
	CHECK_EQ(eventfd_read(fd, &value), 0);
	CHECK_EQ(value, 7);
	CHECK_ERRNO(eventfd_read(fd, &value), EAGAIN);
	CHECK_EQ(close(fd), 0);
	fd = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK);
	CHECK_EQ(eventfd_read(fd, &value), 0);
	CHECK_EQ(value, 1);
	CHECK_EQ(eventfd_read(fd, &value), 0);
	CHECK_ERRNO(eventfd_read(fd, &value), EAGAIN);
}
