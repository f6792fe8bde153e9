/* open: O_DIRECTORY opens directories, is ENOTDIR for files and ENOENT for nothing. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	int fd = open("d", O_RDONLY | O_DIRECTORY);

	CHECK(fd >= 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK(S_ISDIR(st.st_mode));
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(open("f", O_RDONLY | O_DIRECTORY), ENOTDIR);
	CHECK_ERRNO(open("missing", O_RDONLY | O_DIRECTORY), ENOENT);
	fd = open("to-d", O_RDONLY | O_DIRECTORY);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(open("to-f", O_RDONLY | O_DIRECTORY), ENOTDIR);
}
