/* errno has their numbers, and is the variable that their objects look at. */
#include "check.h"
#include <limits.h>
#include <sys/stat.h>

int main(void)
{
	CHECK_ERRNO(open("missing", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("file/below", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(open("file", O_WRONLY | O_CREAT | O_EXCL, 0666), EEXIST);
	CHECK_ERRNO(open("folder", O_WRONLY), EISDIR);
	CHECK_ERRNO(rmdir("folder"), ENOTEMPTY);
	CHECK_ERRNO(mkdir("folder", 0777), EEXIST);
	CHECK_ERRNO(close(1000), EBADF);
	CHECK_ERRNO(lseek(OPEN("file", O_RDONLY), 0, 77), EINVAL);
	errno = 0;
	CHECK_EQ(strtol("99999999999999999999", NULL, 10), LONG_MAX);
	CHECK_EQ(errno, ERANGE);
	CHECK_STR(strerror(ENOENT), "No such file or directory");
	return 0;
}
