/* mknod: files and FIFOs; other kinds are only for root. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	umask(022);
	CHECK_EQ(mknod("a", 0777, 0), 0);
	CHECK_EQ(stat("a", &st), 0);
	CHECK_EQ(st.st_mode, S_IFREG | 0755);
	CHECK_EQ(mknodat(AT_FDCWD, "b", S_IFREG | 0600, 0), 0);
	CHECK_EQ(stat("b", &st), 0);
	CHECK_EQ(st.st_mode, S_IFREG | 0600);
	CHECK_EQ(mknod("p", S_IFIFO | 0600, 0), 0);
	CHECK_EQ(lstat("p", &st), 0);
	CHECK(S_ISFIFO(st.st_mode));
	CHECK_ERRNO(mknod("a", S_IFREG | 0600, 0), EEXIST);
	CHECK_ERRNO(mknod("a/x", S_IFREG | 0600, 0), ENOTDIR);
	if (geteuid() != 0) CHECK_ERRNO(mknod("d", S_IFCHR | 0600, 0), EPERM);
	CHECK_EQ(unlink("p"), 0);
	CHECK_EQ(unlink("a"), 0);
}
