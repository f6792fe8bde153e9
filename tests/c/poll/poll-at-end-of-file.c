/* poll: a regular file at its end is still ready to read. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	char byte;
	struct pollfd p = { OPEN("f", O_RDONLY | O_CREAT), POLLIN, 0 };

	CHECK_EQ(poll(&p, 1, 1000), 1);
	CHECK_EQ(p.revents, POLLIN);
	CHECK_EQ(read(p.fd, &byte, 1), 0);
	CHECK_EQ(close(p.fd), 0);
}
