/* Paths: a symlink whose target ends with a slash must lead to a directory. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("to-d/f", "x");
	CHECK_ERRNO(open("to-f", O_RDONLY), ENOTDIR);
	int fd = OPEN("to-d", O_RDONLY | O_DIRECTORY);
	CHECK_EQ(close(fd), 0);
}
