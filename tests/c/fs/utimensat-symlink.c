/* utimensat: follows a symlink, or sets its own times with AT_SYMLINK_NOFOLLOW. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct timespec a[2] = { { 1111, 0 }, { 2222, 0 } };
	struct timespec b[2] = { { 3333, 0 }, { 4444, 0 } };
	struct stat st;

	CHECK_EQ(utimensat(AT_FDCWD, "l", a, 0), 0);
	CHECK_EQ(utimensat(AT_FDCWD, "l", b, AT_SYMLINK_NOFOLLOW), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_mtime, 2222);
	CHECK_EQ(lstat("l", &st), 0);
	CHECK_EQ(st.st_mtime, 4444);
}
