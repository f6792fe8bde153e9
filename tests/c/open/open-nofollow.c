/* open: O_NOFOLLOW is ELOOP for a final symlink, but follows those on the way. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("to-f", O_RDONLY | O_NOFOLLOW), ELOOP);
	CHECK_ERRNO(open("dangling", O_RDONLY | O_NOFOLLOW), ELOOP);
	int fd = open("to-d/g", O_RDONLY | O_NOFOLLOW);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	fd = open("f", O_RDONLY | O_NOFOLLOW);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
}
