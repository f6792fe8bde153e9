/* poll: standard input at its end is ready: a read does not block. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	char byte;
	struct pollfd p = { 0, POLLIN, 0 };

	CHECK_EQ(poll(&p, 1, 10000), 1);
	CHECK(p.revents & (POLLIN | POLLHUP));
	CHECK(!(p.revents & (POLLERR | POLLNVAL)));
	CHECK_EQ(read(0, &byte, 1), 0);
}
