/* pathconf and fpathconf: NAME_MAX and PATH_MAX; EINVAL for an unknown name. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(pathconf(".", _PC_NAME_MAX), 255);
	CHECK_EQ(pathconf(".", _PC_PATH_MAX), 4096);
	int fd = OPEN(".", O_RDONLY | O_DIRECTORY);
	CHECK_EQ(fpathconf(fd, _PC_NAME_MAX), 255);
	CHECK_ERRNO(fpathconf(fd, 9999), EINVAL);
	CHECK_EQ(close(fd), 0);
}
