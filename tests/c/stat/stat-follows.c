/* stat follows a symlink to the end; the result is that of the target. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat a, b;

	CHECK_EQ(stat("f", &a), 0);
	CHECK_EQ(stat("l2", &b), 0);
	CHECK(S_ISREG(b.st_mode));
	CHECK_EQ(a.st_ino, b.st_ino);
	CHECK_EQ(b.st_size, 5);
}
