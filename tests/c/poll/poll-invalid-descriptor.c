/* poll: POLLNVAL for a descriptor that is not open, at once, whatever events were
 * requested. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	PUT("f", "x");
	struct pollfd p[2] = { { 500, POLLIN, 0 }, { OPEN("f", O_RDONLY), POLLIN, 0 } };
	CHECK_EQ(poll(p, 1, 10000), 1);
	CHECK_EQ(p[0].revents, POLLNVAL);
	p[0].events = 0;
	CHECK_EQ(poll(p, 2, 10000), 2);
	CHECK_EQ(p[0].revents, POLLNVAL);
	CHECK_EQ(p[1].revents, POLLIN);
}
