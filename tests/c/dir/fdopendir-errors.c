/* fdopendir: EBADF for a closed descriptor, ENOTDIR for a file, which stays open. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	PUT("f", "x");
	int fd = OPEN("f", O_RDONLY);
	CHECK_NULL(fdopendir(fd), ENOTDIR);
	CHECK_EQ(close(fd), 0);
	CHECK_NULL(fdopendir(fd), EBADF);
	CHECK_NULL(fdopendir(-1), EBADF);
}
