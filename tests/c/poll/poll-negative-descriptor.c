/* poll: a negative descriptor is ignored and its revents cleared. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	PUT("f", "x");
	struct pollfd p[2] = {
		{ -1, POLLIN, 0x7f }, { OPEN("f", O_RDONLY), POLLIN, 0 },
	};
	CHECK_EQ(poll(p, 2, 1000), 1);
	CHECK_EQ(p[0].revents, 0);
	CHECK_EQ(p[1].revents, POLLIN);
	p[0].revents = 0x7f;
	CHECK_EQ(poll(p, 1, 20), 0);
	CHECK_EQ(p[0].revents, 0);
}
