/* Their O_*, AT_*, F_* and SEEK_* mean the same to us. */
#include "check.h"
#include <sys/stat.h>
#include <sys/uio.h>

int main(void)
{
	char buffer[16] = "";
	int fd = open("new", O_RDWR | O_CREAT | O_EXCL, 0666);

	CHECK(fd > 2);
	CHECK_EQ(write(fd, "hello", 5), 5);
	CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
	CHECK_EQ(read(fd, buffer, sizeof buffer), 5);
	CHECK_EQ(lseek(fd, -2, SEEK_END), 3);
	CHECK_EQ(lseek(fd, 1, SEEK_CUR), 4);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDWR);
	CHECK_EQ(close(fd), 0);

	fd = open("new", O_WRONLY | O_APPEND);
	CHECK(fd > 2);
	CHECK(fcntl(fd, F_GETFL) & O_APPEND);
	CHECK_EQ(write(fd, " world", 6), 6);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("new", "hello world");

	fd = openat(AT_FDCWD, "new", O_RDWR | O_TRUNC);
	CHECK(fd > 2);
	struct iovec parts[2] = { { "one", 3 }, { "two", 3 } };
	CHECK_EQ(writev(fd, parts, 2), 6);
	CHECK_EQ(pread(fd, buffer, 3, 3), 3);
	CHECK_MEM(buffer, "two", 3);
	CHECK_EQ(ftruncate(fd, 4), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("new", "onet");

	CHECK_ERRNO(open("new", O_RDONLY | O_DIRECTORY), ENOTDIR);
	CHECK_EQ(symlink("new", "link"), 0);
	CHECK_ERRNO(open("link", O_RDONLY | O_NOFOLLOW), ELOOP);
	struct stat st;
	CHECK_EQ(fstatat(AT_FDCWD, "link", &st, AT_SYMLINK_NOFOLLOW), 0);
	CHECK(S_ISLNK(st.st_mode));
	CHECK_EQ(mkdirat(AT_FDCWD, "folder", 0777), 0);
	CHECK_EQ(unlinkat(AT_FDCWD, "folder", AT_REMOVEDIR), 0);
	CHECK_EQ(faccessat(AT_FDCWD, "new", R_OK | W_OK, 0), 0);
	CHECK_EQ(renameat(AT_FDCWD, "new", AT_FDCWD, "newer"), 0);
	CHECK_ERRNO(access("new", F_OK), ENOENT);
	return 0;
}
