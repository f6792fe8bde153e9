/* openat: an absolute path ignores the descriptor, even a bad one. */
#include "../check.h"

int main(void)
{
	int fd = openat(-7, "/", O_RDONLY | O_DIRECTORY);

	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(openat(-7, "/no-such-name-here", O_RDONLY), ENOENT);
}
