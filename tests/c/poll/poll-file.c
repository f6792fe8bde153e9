/* poll: a regular file is always ready to read and write. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	PUT("f", "x");
	struct pollfd p = { OPEN("f", O_RDWR), POLLIN | POLLOUT, 0 };
	CHECK_EQ(poll(&p, 1, 10000), 1);
	CHECK_EQ(p.revents, POLLIN | POLLOUT);
	p.events = POLLIN;
	CHECK_EQ(poll(&p, 1, -1), 1);
	CHECK_EQ(p.revents, POLLIN);
	CHECK_EQ(close(p.fd), 0);
}
