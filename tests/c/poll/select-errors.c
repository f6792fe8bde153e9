/* select and pselect: EBADF for a descriptor that is not open, EINVAL for a bad number or time. */
#include "../check.h"
#include <fcntl.h>
#include <sys/select.h>
#include <unistd.h>

static volatile int negative = -1;

int main(void)
{
	fd_set in;
	struct timeval wait = { 1, 0 }, bad = { -1, 0 };
	struct timespec never = { 0, -1 };

	/* A number just closed: of one far beyond all that are open, Linux takes no notice. */
	int closed = open(".", O_RDONLY);
	CHECK(closed >= 0 && !close(closed));
	FD_ZERO(&in);
	FD_SET(closed, &in);
	CHECK_ERRNO(select(closed + 1, &in, NULL, NULL, &wait), EBADF);
	FD_ZERO(&in);
	CHECK_ERRNO(select(negative, &in, NULL, NULL, &wait), EINVAL);
	CHECK_ERRNO(select(0, NULL, NULL, NULL, &bad), EINVAL);
	CHECK_ERRNO(pselect(0, NULL, NULL, NULL, &never, NULL), EINVAL);
}
