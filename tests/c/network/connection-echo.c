/* connect, accept: bytes go both ways, with write, read, writev and readv. */
#include "../network.h"
#include <sys/uio.h>

int main(void)
{
	int fds[2];
	char a[3], b[5], text[] = "there and back";
	struct iovec out[2] = { { "12", 2 }, { "345678", 6 } };
	struct iovec in[2] = { { a, sizeof a }, { b, sizeof b } };

	connection(fds);
	CHECK_EQ(write(fds[0], text, sizeof text), sizeof text);
	memset(text, 0, sizeof text);
	CHECK_EQ(read(fds[1], text, sizeof text), sizeof text);
	CHECK_STR(text, "there and back");
	CHECK_EQ(writev(fds[1], out, 2), 8);
	CHECK_EQ(await(fds[0], POLLIN), POLLIN);
	CHECK_EQ(readv(fds[0], in, 2), 8);
	CHECK_MEM(a, "123", 3);
	CHECK_MEM(b, "45678", 5);
	CHECK_EQ(write(fds[0], "", 0), 0);
	CHECK_EQ(read(fds[1], text, 0), 0);
}
