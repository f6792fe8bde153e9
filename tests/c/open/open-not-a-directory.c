/* open: ENOTDIR when a file stands where the path needs a directory. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("f/x", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(open("f/x", O_WRONLY | O_CREAT, 0666), ENOTDIR);
	CHECK_ERRNO(open("f/..", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(open("f/.", O_RDONLY), ENOTDIR);
}
