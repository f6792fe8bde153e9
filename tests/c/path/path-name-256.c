/* Paths: a name of 256 bytes is ENAMETOOLONG for every call that takes one. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char name[257], buffer[8];
	struct stat st;

	memset(name, 'n', 256);
	name[256] = '\0';
	PUT("f", "x");
	CHECK_ERRNO(lstat(name, &st), ENAMETOOLONG);
	CHECK_ERRNO(mkdir(name, 0777), ENAMETOOLONG);
	CHECK_ERRNO(rmdir(name), ENAMETOOLONG);
	CHECK_ERRNO(unlink(name), ENAMETOOLONG);
	CHECK_ERRNO(rename("f", name), ENAMETOOLONG);
	CHECK_ERRNO(link("f", name), ENAMETOOLONG);
	CHECK_ERRNO(symlink("f", name), ENAMETOOLONG);
	CHECK_ERRNO(readlink(name, buffer, sizeof buffer), ENAMETOOLONG);
	CHECK_ERRNO(access(name, F_OK), ENAMETOOLONG);
	CHECK_ERRNO(chdir(name), ENAMETOOLONG);
}
