/* symlink and readlink: a target of 4,000 bytes. */
#include "../check.h"

int main(void)
{
	static char target[4001], got[4096];

	for (int i = 0; i < 4000; i += 10)
		memcpy(target + i, "directory/", 10);
	CHECK_EQ(symlink(target, "l"), 0);
	CHECK_EQ(readlink("l", got, sizeof got), 4000);
	CHECK_MEM(got, target, 4000);
	CHECK_ERRNO(open("l", O_RDONLY), ENOENT);
}
