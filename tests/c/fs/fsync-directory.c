/* fsync: a directory is synchronised, or it is EINVAL: never some other error. */
#include "../check.h"

int main(void)
{
	int fd = OPEN(".", O_RDONLY | O_DIRECTORY);

	if (fsync(fd) != 0)
		CHECK_EQ(errno, EINVAL);
	CHECK_EQ(close(fd), 0);
}
