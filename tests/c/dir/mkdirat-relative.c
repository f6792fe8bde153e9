/* mkdirat: relative to a descriptor; EBADF and ENOTDIR. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	CHECK_EQ(mkdirat(AT_FDCWD, "d", 0777), 0);
	int dir = OPEN("d", O_RDONLY | O_DIRECTORY);
	CHECK_EQ(mkdirat(dir, "e", 0777), 0);
	CHECK_EQ(stat("d/e", &st), 0);
	CHECK_ERRNO(mkdirat(dir, "e", 0777), EEXIST);
	CHECK_EQ(close(dir), 0);
	CHECK_ERRNO(mkdirat(dir, "x", 0777), EBADF);
	PUT("f", "");
	int fd = OPEN("f", O_RDONLY);
	CHECK_ERRNO(mkdirat(fd, "x", 0777), ENOTDIR);
	CHECK_EQ(close(fd), 0);
}
