/* open: 2,000 failures of each kind leave no descriptor behind. */
#include "../check.h"

int main(void)
{
	int first = OPEN("f", O_RDONLY);

	CHECK_EQ(close(first), 0);
	for (int i = 0; i < 2000; i++) {
		CHECK_ERRNO(open("missing", O_RDONLY), ENOENT);
		CHECK_ERRNO(open("f/x", O_RDONLY), ENOTDIR);
		CHECK_ERRNO(open("loop", O_RDONLY), ELOOP);
		CHECK_ERRNO(open("d", O_WRONLY), EISDIR);
		CHECK_ERRNO(open("f", O_RDONLY | O_DIRECTORY), ENOTDIR);
		CHECK_ERRNO(open("l", O_RDONLY | O_NOFOLLOW), ELOOP);
		CHECK_ERRNO(open("d/l/x", O_RDONLY), ENOENT);
	}
	CHECK_EQ(OPEN("f", O_RDONLY), first);
}
