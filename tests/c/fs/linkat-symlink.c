/* linkat: links a symlink itself, or with AT_SYMLINK_FOLLOW its target. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	CHECK_EQ(linkat(AT_FDCWD, "l", AT_FDCWD, "itself", 0), 0);
	CHECK_EQ(lstat("itself", &st), 0);
	CHECK(S_ISLNK(st.st_mode));
	CHECK_EQ(linkat(AT_FDCWD, "l", AT_FDCWD, "target", AT_SYMLINK_FOLLOW), 0);
	CHECK_EQ(lstat("target", &st), 0);
	CHECK(S_ISREG(st.st_mode));
	CHECK_EQ(st.st_nlink, 2);
	CHECK_ERRNO(linkat(AT_FDCWD, "l", AT_FDCWD, "x", 0x40000000), EINVAL);
}
