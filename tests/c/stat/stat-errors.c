/* stat and lstat: ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	char name[257];

	memset(name, 'n', 256);
	name[256] = '\0';
	CHECK_ERRNO(stat("missing", &st), ENOENT);
	CHECK_ERRNO(stat("", &st), ENOENT);
	CHECK_ERRNO(lstat("", &st), ENOENT);
	CHECK_ERRNO(stat("missing/f", &st), ENOENT);
	CHECK_ERRNO(stat("f/x", &st), ENOTDIR);
	CHECK_ERRNO(stat("f/", &st), ENOTDIR);
	CHECK_ERRNO(lstat("f/", &st), ENOTDIR);
	CHECK_ERRNO(stat("loop", &st), ELOOP);
	CHECK_ERRNO(lstat("loop/", &st), ELOOP);
	CHECK_ERRNO(stat("dangling", &st), ENOENT);
	CHECK_ERRNO(stat(name, &st), ENAMETOOLONG);
}
