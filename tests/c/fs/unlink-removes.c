/* unlink: removes a name; a symlink goes, its target stays. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(unlink("l"), 0);
	CHECK_FILE("f", "x");
	CHECK_EQ(unlink("dangling"), 0);
	CHECK_EQ(unlink("to-d"), 0);
	CHECK_EQ(access("d", F_OK), 0);
	CHECK_EQ(unlink("f"), 0);
	CHECK_ERRNO(access("f", F_OK), ENOENT);
	CHECK_ERRNO(unlink("f"), ENOENT);
}
