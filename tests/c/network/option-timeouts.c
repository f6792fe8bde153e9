/* SO_RCVTIMEO and SO_SNDTIMEO: their values and errors. */
#include "../network.h"
#include <sys/time.h>

static void check(int fd, int name)
{
	struct timeval time = { 3, 500000 }, got = { -1, -1 };
	socklen_t size = sizeof got;

	CHECK_EQ(getsockopt(fd, SOL_SOCKET, name, &got, &size), 0);
	CHECK_EQ(size, sizeof got);
	CHECK(got.tv_sec == 0 && got.tv_usec == 0);
	CHECK_EQ(setsockopt(fd, SOL_SOCKET, name, &time, sizeof time), 0);
	CHECK_EQ(getsockopt(fd, SOL_SOCKET, name, &got, &size), 0);
	CHECK_EQ(got.tv_sec, 3);
	CHECK_EQ(got.tv_usec, 500000);
	time.tv_usec = 1000000;
	CHECK_ERRNO(setsockopt(fd, SOL_SOCKET, name, &time, sizeof time), EDOM);
	CHECK_ERRNO(setsockopt(fd, SOL_SOCKET, name, &time, 4), EINVAL);
	time = (struct timeval){ 0, 0 };
	CHECK_EQ(setsockopt(fd, SOL_SOCKET, name, &time, sizeof time), 0);
	CHECK_EQ(getsockopt(fd, SOL_SOCKET, name, &got, &size), 0);
	CHECK(got.tv_sec == 0 && got.tv_usec == 0);
}

int main(void)
{
	check(socket(AF_INET, SOCK_STREAM, 0), SO_RCVTIMEO);
	check(socket(AF_INET, SOCK_DGRAM, 0), SO_SNDTIMEO);
}
