/* open: ENOENT for the empty path, with any flags. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("", O_RDONLY | O_DIRECTORY), ENOENT);
	CHECK_ERRNO(open("", O_WRONLY | O_CREAT, 0666), ENOENT);
	CHECK_ERRNO(openat(AT_FDCWD, "", O_RDONLY), ENOENT);
}
