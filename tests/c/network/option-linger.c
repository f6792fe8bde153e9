/* SO_LINGER is kept, and its size is checked. */
#include "../network.h"

int main(void)
{
	struct linger linger = { 1, 5 }, got = { -1, -1 };
	socklen_t size = sizeof got;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK_EQ(getsockopt(fd, SOL_SOCKET, SO_LINGER, &got, &size), 0);
	CHECK_EQ(size, sizeof got);
	CHECK_EQ(got.l_onoff, 0);
	CHECK_ERRNO(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, 4), EINVAL);
	CHECK_EQ(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger),
		 0);
	CHECK_EQ(getsockopt(fd, SOL_SOCKET, SO_LINGER, &got, &size), 0);
	CHECK_EQ(got.l_onoff, 1);
	CHECK_EQ(got.l_linger, 5);
}
