/* close right after a write: the peer gets all of it, and then the end. */
#include "../network.h"

enum { SIZE = 100000 };
static char out[SIZE], in[SIZE + 1];

int main(void)
{
	int fds[2];

	for (int i = 0; i < SIZE; i++)
		out[i] = (char)(i % 253);
	connection(fds);
	CHECK_EQ(write(fds[0], out, SIZE), SIZE);
	CHECK_EQ(close(fds[0]), 0);
	CHECK_EQ(recv(fds[1], in, sizeof in, MSG_WAITALL), SIZE);
	CHECK_EQ(memcmp(in, out, SIZE), 0);
	CHECK_EQ(read(fds[1], in, 1), 0);
}
