/* renameat: each name is relative to its own descriptor. */
#include "../check.h"

int main(void)
{
	int a = OPEN("a", O_RDONLY | O_DIRECTORY);
	int b = OPEN("b", O_RDONLY | O_DIRECTORY);

	CHECK_EQ(renameat(a, "f", b, "g"), 0);
	CHECK_FILE("b/g", "x");
	CHECK_EQ(renameat(b, "g", AT_FDCWD, "h"), 0);
	CHECK_FILE("h", "x");
	CHECK_EQ(renameat(AT_FDCWD, "h", a, "../a/i"), 0);
	CHECK_FILE("a/i", "x");
	CHECK_EQ(close(a), 0);
	CHECK_ERRNO(renameat(a, "i", b, "j"), EBADF);
	CHECK_ERRNO(renameat(b, "i", a, "j"), EBADF);
	CHECK_EQ(close(b), 0);
}
