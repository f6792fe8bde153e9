/* write: 0 bytes can always be written to a pipe, even without a reader. */
#include "../check.h"

int main(void)
{
	int fds[2];

	CHECK_EQ(pipe(fds), 0);
	CHECK_EQ(write(fds[1], "x", 0), 0);
	CHECK_EQ(close(fds[0]), 0);
	CHECK_EQ(write(fds[1], "x", 0), 0);
}
