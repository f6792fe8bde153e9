/* open: O_TRUNC empties a file that exists; alone it does not make one. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_WRONLY | O_TRUNC);
	CHECK_FILE("f", "");
	CHECK_EQ(write(fd, "x", 1), 1);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "x");
	CHECK_ERRNO(open("missing", O_WRONLY | O_TRUNC), ENOENT);
}
