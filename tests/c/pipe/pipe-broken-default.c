/* write: the pipe has no reader, and SIGPIPE has no handler. */
#include "../check.h"

int main(void)
{
	int fd[2];

	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(close(fd[0]), 0);
	write(fd[1], "x", 1);
	return 1;
}
