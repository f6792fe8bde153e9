/* A socket beside the standard streams: input has come, output is ready. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char text[16];
	struct pollfd all[3] = { { 0, POLLIN, 0 }, { 1, POLLOUT, 0 } };

	connection(fds);
	all[2] = (struct pollfd){ fds[0], POLLIN, 0 };
	CHECK_EQ(poll(&all[1], 2, -1), 1);
	CHECK_EQ(all[1].revents, POLLOUT);
	all[1].fd = -1;
	CHECK_EQ(poll(all, 3, 10000), 1);
	CHECK_EQ(all[0].revents & POLLIN, POLLIN);
	CHECK_EQ(read(0, text, sizeof text), 5);
	CHECK_MEM(text, "input", 5);
	CHECK_EQ(write(fds[1], "x", 1), 1);
	all[0].fd = -1;
	CHECK_EQ(poll(all, 3, 10000), 1);
	CHECK_EQ(all[2].revents, POLLIN);
}
