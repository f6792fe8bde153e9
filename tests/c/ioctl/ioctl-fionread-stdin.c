/* ioctl: FIONREAD on a stream with data is positive, at its end 0 or nearly. */
#include "../check.h"
#include <poll.h>
#include <sys/ioctl.h>

int main(void)
{
	char buffer[16];
	int left = -1;
	struct pollfd p = { 0, POLLIN, 0 };

	CHECK_EQ(poll(&p, 1, 10000), 1);
	CHECK_EQ(ioctl(0, FIONREAD, &left), 0);
	CHECK(left > 0 && left <= 5);
	CHECK_EQ(read(0, buffer, sizeof buffer), 5);
	CHECK_EQ(read(0, buffer, sizeof buffer), 0);
	CHECK_EQ(ioctl(0, FIONREAD, &left), 0);
	/* A host that knows no more than "would not block" says 1. */
	CHECK(left == 0 || left == 1);
}
