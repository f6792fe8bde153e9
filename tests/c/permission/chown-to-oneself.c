/* chown, fchown, lchown, fchownat: only to the current user; errors. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();
	struct stat st;

	PUT("f", "x");
	CHECK_EQ(symlink("missing", "l"), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_uid, uid);
	CHECK_EQ(st.st_gid, gid);
	CHECK_EQ(chown("f", uid, gid), 0);
	CHECK_EQ(chown("f", -1, -1), 0);
	CHECK_EQ(lchown("l", uid, -1), 0);
	CHECK_ERRNO(chown("l", uid, -1), ENOENT);
	CHECK_EQ(fchownat(AT_FDCWD, "l", -1, gid, AT_SYMLINK_NOFOLLOW), 0);
	CHECK_ERRNO(fchownat(AT_FDCWD, "f", uid, gid, 1 << 30), EINVAL);
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(fchown(fd, uid, gid), 0);
	CHECK_EQ(fchownat(fd, "", uid, gid, AT_EMPTY_PATH), 0);
	if (uid != 0) {
		CHECK_ERRNO(chown("f", uid + 1, -1), EPERM);
		CHECK_ERRNO(lchown("l", -1, gid + 1), EPERM);
		CHECK_ERRNO(fchown(fd, 0, 0), EPERM);
	}
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(fchown(fd, uid, gid), EBADF);
	CHECK_ERRNO(chown("missing", uid, gid), ENOENT);
	CHECK_ERRNO(chown("f/x", uid, gid), ENOTDIR);
}
