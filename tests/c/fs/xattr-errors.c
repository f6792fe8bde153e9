/* Extended attributes: wrong arguments are reported before the lack of
 * attributes. */
#include "../check.h"
#include <sys/xattr.h>

int main(void)
{
	static char name[257], path[5000], value[65537];
	char buf[8];
	int fd;

	memset(name, 'a', 256);
	memcpy(name, "user.", 5);
	memset(path, 'a', sizeof path - 1);
	PUT("f", "");
	CHECK_EQ(symlink("nowhere", "l"), 0);
	fd = OPEN("f", O_RDWR);

	CHECK_ERRNO(setxattr("f", "user.a", "v", 1, 99), EINVAL);
	CHECK_ERRNO(setxattr("f", "user.a", value, sizeof value, 0), E2BIG);
	CHECK_ERRNO(setxattr("f", name, "v", 1, 0), ERANGE);
	CHECK_ERRNO(setxattr("f", "", "v", 1, 0), ERANGE);
	CHECK_ERRNO(setxattr("none", "user.a", "v", 1, 0), ENOENT);
	CHECK_ERRNO(setxattr("l", "user.a", "v", 1, 0), ENOENT);
	CHECK_ERRNO(setxattr("f/x", "user.a", "v", 1, 0), ENOTDIR);
	CHECK_ERRNO(setxattr(path, "user.a", "v", 1, 0), ENAMETOOLONG);
	CHECK_ERRNO(setxattr("f", "nowhere", "v", 1, 0), EOPNOTSUPP);
	CHECK_ERRNO(lsetxattr("none", "user.a", "v", 1, 0), ENOENT);
	CHECK_ERRNO(fsetxattr(99, "user.a", "v", 1, 0), EBADF);
	CHECK_ERRNO(fsetxattr(fd, "user.a", "v", 1, 99), EINVAL);
	CHECK_ERRNO(fsetxattr(fd, name, "v", 1, 0), ERANGE);

	CHECK_ERRNO(getxattr("none", "user.a", buf, sizeof buf), ENOENT);
	CHECK_ERRNO(getxattr("l", "user.a", buf, sizeof buf), ENOENT);
	CHECK_ERRNO(getxattr("f", name, buf, sizeof buf), ERANGE);
	CHECK_ERRNO(getxattr("f", "", buf, sizeof buf), ERANGE);
	CHECK_ERRNO(lgetxattr("none", "user.a", buf, sizeof buf), ENOENT);
	CHECK_ERRNO(fgetxattr(-1, "user.a", buf, sizeof buf), EBADF);
	CHECK_ERRNO(fgetxattr(fd, name, buf, sizeof buf), ERANGE);

	CHECK_ERRNO(listxattr("none", buf, sizeof buf), ENOENT);
	CHECK_ERRNO(listxattr("f/x", buf, sizeof buf), ENOTDIR);
	CHECK_ERRNO(llistxattr("none", buf, sizeof buf), ENOENT);
	CHECK_ERRNO(flistxattr(-1, buf, sizeof buf), EBADF);

	CHECK_ERRNO(removexattr("none", "user.a"), ENOENT);
	CHECK_ERRNO(removexattr("f", name), ERANGE);
	CHECK_ERRNO(lremovexattr("none", "user.a"), ENOENT);
	CHECK_ERRNO(fremovexattr(-1, "user.a"), EBADF);
	CHECK_ERRNO(fremovexattr(fd, name), ERANGE);
}
