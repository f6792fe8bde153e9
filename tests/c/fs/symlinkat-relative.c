/* symlinkat and readlinkat: relative to a descriptor. */
#include "../check.h"

int main(void)
{
	char target[16];
	int dir = OPEN("d", O_RDONLY | O_DIRECTORY);

	CHECK_EQ(symlinkat("f", dir, "l"), 0);
	CHECK_EQ(readlinkat(dir, "l", target, sizeof target), 1);
	CHECK_EQ(target[0], 'f');
	CHECK_FILE("d/l", "x");
	CHECK_EQ(readlinkat(AT_FDCWD, "d/l", target, sizeof target), 1);
	CHECK_EQ(close(dir), 0);
	CHECK_ERRNO(symlinkat("f", dir, "m"), EBADF);
	CHECK_ERRNO(readlinkat(dir, "l", target, sizeof target), EBADF);
}
