/* open: O_CREAT|O_EXCL makes a new file and is EEXIST for a file, a directory and any symlink. */
#include "../check.h"

int main(void)
{
	int flags = O_WRONLY | O_CREAT | O_EXCL;
	int fd = open("new", flags, 0666);

	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(open("new", flags, 0666), EEXIST);
	CHECK_ERRNO(open("d", flags, 0666), EEXIST);
	CHECK_ERRNO(open("to-file", flags, 0666), EEXIST);
	CHECK_ERRNO(open("dangling", flags, 0666), EEXIST);
	CHECK_ERRNO(open("nowhere", O_RDONLY), ENOENT);
}
