/* chmod with --file-modes: what would give others the rights of the user is refused, and so is
 * everything outside of the directories. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	umask(022);
	PUT("file", "text");
	CHECK_EQ(chmod("file", 0700), 0);
	CHECK_ERRNO(chmod("file", 04755), EPERM);
	CHECK_ERRNO(chmod("file", 02755), EPERM);
	CHECK_EQ(mkdir("folder", 0700), 0);
	CHECK_EQ(chmod("folder", 03777), 0);
	CHECK_EQ(symlink("../../../../../../../../etc/passwd", "link"), 0);
	CHECK_ERRNO(chmod("link", 0777), ENOENT);
	CHECK_ERRNO(chmod("/etc/passwd", 0777), ENOENT);
	struct stat stat;
	CHECK_EQ(lstat("file", &stat), 0);
	CHECK_EQ(stat.st_mode, S_IFREG | 0700);
}
