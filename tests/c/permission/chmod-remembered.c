/* chmod, fchmod, umask: modes as Linux would show them. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	CHECK_EQ(umask(027), 022);
	int fd = open("f", O_RDWR | O_CREAT, 0666);
	CHECK(fd >= 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_mode, S_IFREG | 0640);
	CHECK_EQ(chmod("f", 0755), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_mode & 07777, 0755);
	CHECK_EQ(fchmod(fd, 0600), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_mode & 07777, 0600);
	CHECK_EQ(mkdir("d", 0777), 0);
	CHECK_EQ(stat("d", &st), 0);
	CHECK_EQ(st.st_mode, S_IFDIR | 0750);
	CHECK_EQ(umask(0), 027);
	CHECK_ERRNO(chmod("missing", 0600), ENOENT);
	CHECK_ERRNO(fchmod(-1, 0600), EBADF);
}
