/* fchmodat and lchmod: by descriptor and name, of a symbolic link, with wrong flags. */
#include "../check.h"
#include <sys/stat.h>

static int mode(int dir, const char *path)
{
	struct stat st;

	CHECK_EQ(fstatat(dir, path, &st, 0), 0);
	return st.st_mode & 07777;
}

int main(void)
{
	int dir = OPEN("d", O_RDONLY | O_DIRECTORY);

	CHECK_EQ(fchmodat(dir, "f", 0751, 0), 0);
	CHECK_EQ(mode(dir, "f"), 0751);
	CHECK_EQ(fchmodat(dir, "l", 0640, 0), 0);
	CHECK_EQ(mode(dir, "f"), 0640);
	CHECK_ERRNO(fchmodat(dir, "l", 0600, AT_SYMLINK_NOFOLLOW), EOPNOTSUPP);
	CHECK_ERRNO(lchmod("d/l", 0600), EOPNOTSUPP);
	CHECK_EQ(lchmod("d/f", 0604), 0);
	CHECK_EQ(mode(AT_FDCWD, "d/f"), 0604);
	CHECK_EQ(chmod("d", 01777), 0);
	CHECK_EQ(mode(AT_FDCWD, "d"), 01777);
	CHECK_ERRNO(fchmodat(dir, "f", 0600, 1 << 30), EINVAL);
	CHECK_ERRNO(fchmodat(dir, "missing", 0600, 0), ENOENT);
	CHECK_ERRNO(fchmodat(dir, "f/x", 0600, 0), ENOTDIR);
	CHECK_ERRNO(fchmodat(99, "f", 0600, 0), EBADF);
}
