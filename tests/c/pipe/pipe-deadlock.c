/* pipe: EDEADLK for a wait that nothing could end: reading an empty pipe, writing to a
   full one, or polling an empty one, by the only process that has it. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	static char block[70000];
	int fd[2];
	char byte;

	CHECK_EQ(pipe(fd), 0);
	struct pollfd p = { fd[0], POLLIN, 0 };
	CHECK_ERRNO(read(fd[0], &byte, 1), EDEADLK);
	CHECK_ERRNO(poll(&p, 1, -1), EDEADLK);
	CHECK_EQ(poll(&p, 1, 10), 0);
	CHECK_EQ(write(fd[1], block, sizeof block), 65536);
	CHECK_ERRNO(write(fd[1], "x", 1), EDEADLK);
	CHECK_EQ(poll(&p, 1, -1), 1);
}
