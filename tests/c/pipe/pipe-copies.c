/* pipe: ends only when the last copy of an end is closed; flags belong to the end. */
#include "../check.h"

int main(void)
{
	int fd[2];
	char byte;

	CHECK_EQ(pipe(fd), 0);
	int writer = dup(fd[1]), reader = dup(fd[0]);
	CHECK_EQ(fcntl(reader, F_SETFL, O_NONBLOCK), 0);
	CHECK(fcntl(fd[0], F_GETFL) & O_NONBLOCK);
	CHECK(!(fcntl(fd[1], F_GETFL) & O_NONBLOCK));
	CHECK_EQ(close(fd[1]), 0);
	CHECK_ERRNO(read(fd[0], &byte, 1), EAGAIN);
	CHECK_EQ(write(writer, "x", 1), 1);
	CHECK_EQ(close(writer), 0);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_EQ(read(reader, &byte, 1), 1);
	CHECK_EQ(read(reader, &byte, 1), 0);
}
