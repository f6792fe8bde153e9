/* shutdown for reading: what has come can be read, then the end. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char text[16];

	connection(fds);
	CHECK_EQ(write(fds[0], "before", 6), 6);
	CHECK_EQ(await(fds[1], POLLIN), POLLIN);
	CHECK_EQ(shutdown(fds[1], SHUT_RD), 0);
	CHECK_EQ(ready(fds[1], POLLIN | POLLRDHUP), POLLIN | POLLRDHUP);
	CHECK_EQ(read(fds[1], text, sizeof text), 6);
	CHECK_EQ(read(fds[1], text, sizeof text), 0);
	CHECK_EQ(write(fds[1], "still", 5), 5);
	CHECK_EQ(read(fds[0], text, sizeof text), 5);
}
