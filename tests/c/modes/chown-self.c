/* chown, fchown, lchown to the owner itself; getuid and similar calls agree with stat. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat stat;
	gid_t groups[256];
	uid_t real, effective, saved;

	PUT("file", "text");
	int fd = OPEN("file", O_RDWR);
	CHECK_EQ(chown("file", getuid(), getgid()), 0);
	CHECK_EQ(fchown(fd, -1, getegid()), 0);
	CHECK_EQ(lchown("file", geteuid(), -1), 0);
	CHECK_EQ(fstat(fd, &stat), 0);
	CHECK_EQ(stat.st_uid, geteuid());
	CHECK_EQ(stat.st_gid, getegid());
	CHECK_EQ(getresuid(&real, &effective, &saved), 0);
	CHECK_EQ(real, getuid());
	CHECK_EQ(effective, geteuid());
	CHECK_EQ(setuid(getuid()), 0);
	CHECK_EQ(setgid(getgid()), 0);
	int count = getgroups(0, NULL);
	CHECK(count >= 0);
	CHECK_EQ(getgroups(256, groups), count);
	CHECK_ERRNO(chown("missing", -1, -1), ENOENT);
	CHECK_ERRNO(fchown(99, -1, -1), EBADF);
	CHECK(dup(fd) > 2);
}
