/* statfs, fstatfs, fstatvfs: room that is there, of files and pipes; errors. */
#include "../check.h"
#include <sys/statfs.h>
#include <sys/statvfs.h>

int main(void)
{
	struct statfs st;
	struct statvfs vfs;

	PUT("f", "x");
	CHECK_EQ(statfs("f", &st), 0);
	CHECK(st.f_bsize > 0 && st.f_blocks >= st.f_bfree);
	CHECK(st.f_bfree >= st.f_bavail && st.f_files >= st.f_ffree);
	CHECK_EQ(st.f_namelen, 255);
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(fstatfs(fd, &st), 0);
	CHECK_EQ(fstatvfs(fd, &vfs), 0);
	CHECK_EQ(vfs.f_frsize, st.f_frsize ? st.f_frsize : st.f_bsize);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(fstatfs(fd, &st), EBADF);
	CHECK_ERRNO(statfs("missing", &st), ENOENT);
	CHECK_ERRNO(statfs("f/x", &st), ENOTDIR);
	CHECK_ERRNO(statfs("", &st), ENOENT);
}
