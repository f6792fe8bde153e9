/* MSG_WAITALL waits for all bytes, or the end. */
#include "../network.h"
#include <pthread.h>

int main(void)
{
	int fds[2];
	char text[16];

	connection(fds);
	CHECK_EQ(write(fds[0], "abc", 3), 3);
	CHECK_EQ(write(fds[0], "defg", 4), 4);
	CHECK_EQ(recv(fds[1], text, 7, MSG_WAITALL), 7);
	CHECK_MEM(text, "abcdefg", 7);
	CHECK_EQ(write(fds[0], "xy", 2), 2);
	/* It does not wait where it must not. */
	CHECK_EQ(await(fds[1], POLLIN), POLLIN);
	CHECK_EQ(recv(fds[1], text, 7, MSG_WAITALL | MSG_DONTWAIT), 2);
	CHECK_EQ(write(fds[0], "end", 3), 3);
	CHECK_EQ(shutdown(fds[0], SHUT_WR), 0);
	CHECK_EQ(recv(fds[1], text, sizeof text, MSG_WAITALL), 3);
	CHECK_EQ(recv(fds[1], text, sizeof text, MSG_WAITALL), 0);
}
