/* lstat: a symlink to a directory with a trailing slash is the directory. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	CHECK_EQ(lstat("to-d", &st), 0);
	CHECK(S_ISLNK(st.st_mode));
	CHECK_EQ(lstat("to-d/", &st), 0);
	CHECK(S_ISDIR(st.st_mode));
	CHECK_EQ(lstat("to-d/.", &st), 0);
	CHECK(S_ISDIR(st.st_mode));
	CHECK_ERRNO(lstat("to-f/", &st), ENOTDIR);
}
