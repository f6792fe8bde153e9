/* MSG_PEEK leaves the data there. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char text[16];

	connection(fds);
	CHECK_EQ(write(fds[0], "abcdef", 6), 6);
	CHECK_EQ(await(fds[1], POLLIN), POLLIN);
	CHECK_EQ(recv(fds[1], text, 2, MSG_PEEK), 2);
	CHECK_MEM(text, "ab", 2);
	CHECK_EQ(recv(fds[1], text, sizeof text, MSG_PEEK), 6);
	CHECK_MEM(text, "abcdef", 6);
	CHECK_EQ(read(fds[1], text, 1), 1);
	CHECK_EQ(recv(fds[1], text, 3, MSG_PEEK), 3);
	CHECK_MEM(text, "bcd", 3);
	CHECK_EQ(read(fds[1], text, sizeof text), 5);
	CHECK_MEM(text, "bcdef", 5);
	CHECK_ERRNO(recv(fds[1], text, 1, MSG_PEEK | MSG_DONTWAIT), EAGAIN);
}
