/* poll: standard input with data is ready to read. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	char buffer[8];
	struct pollfd p = { 0, POLLIN, 0 };

	CHECK_EQ(poll(&p, 1, 10000), 1);
	CHECK(p.revents & POLLIN);
	CHECK_EQ(read(0, buffer, sizeof buffer), 5);
	CHECK_MEM(buffer, "data\n", 5);
}
