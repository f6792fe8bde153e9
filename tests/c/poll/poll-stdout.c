/* poll: standard output is ready to write. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	struct pollfd p[2] = { { 1, POLLOUT, 0 }, { 2, POLLOUT, 0 } };

	CHECK_EQ(poll(p, 2, 10000), 2);
	CHECK_EQ(p[0].revents, POLLOUT);
	CHECK_EQ(p[1].revents, POLLOUT);
}
