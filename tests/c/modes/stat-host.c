/* stat, fstat, lstat, statx after chmod: the permissions of a file are there for every
 * process; owner and group are those of the user. */
#include "../check.h"
#include <sys/stat.h>

static unsigned mode_of(const char *path)
{
	struct stat stat;

	CHECK_EQ(lstat(path, &stat), 0);
	CHECK_EQ(stat.st_uid, geteuid());
	return stat.st_mode;
}

int main(void)
{
	struct stat one, other;
	struct statx more;

	umask(027);
	int fd = open("new", O_CREAT | O_EXCL | O_RDWR, 0777);
	CHECK(fd >= 0);
	CHECK_EQ(mode_of("new"), S_IFREG | 0750);
	CHECK_EQ(fstat(fd, &one), 0);
	CHECK_EQ(one.st_mode, S_IFREG | 0750);
	CHECK_EQ(fchmod(fd, 0604), 0);
	CHECK_EQ(stat("new", &one), 0);
	CHECK_EQ(one.st_mode, S_IFREG | 0604);
	CHECK_EQ(statx(AT_FDCWD, "new", 0, STATX_BASIC_STATS, &more), 0);
	CHECK_EQ(more.stx_mode, S_IFREG | 0604);
	CHECK_EQ(more.stx_uid, geteuid());
	CHECK_EQ(chmod("new", 01600), 0);
	CHECK_EQ(mode_of("new"), S_IFREG | 01600);

	/* A file that exists keeps its mode. */
	CHECK_EQ(close(open("new", O_CREAT | O_WRONLY, 0777)), 0);
	CHECK_EQ(mode_of("new"), S_IFREG | 01600);
	CHECK_EQ(mkdir("folder", 0777), 0);
	CHECK_EQ(mode_of("folder"), S_IFDIR | 0750);
	CHECK_EQ(chmod("folder", 0700), 0);
	CHECK_EQ(mode_of("folder"), S_IFDIR | 0700);
	CHECK_EQ(mkfifo("folder/file", 0777), 0);

	/* A link shows its target's. */
	CHECK_EQ(symlink("new", "link"), 0);
	CHECK_EQ(chmod("link", 0640), 0);
	CHECK_EQ(mode_of("new"), S_IFREG | 0640);
	CHECK_EQ(mode_of("link") & S_IFMT, S_IFLNK);
	CHECK_EQ(stat("link", &other), 0);
	CHECK_EQ(other.st_mode, S_IFREG | 0640);
	CHECK_EQ(fchmodat(AT_FDCWD, "link", 0600, AT_SYMLINK_NOFOLLOW), -1);
	CHECK_EQ(fchmodat(AT_FDCWD, "new", 0600, 0), 0);
	CHECK_EQ(mode_of("new"), S_IFREG | 0600);

	CHECK_ERRNO(chmod("missing", 0600), ENOENT);
	CHECK_ERRNO(chmod("new/x", 0600), ENOTDIR);
	CHECK_ERRNO(fchmod(99, 0600), EBADF);
}
