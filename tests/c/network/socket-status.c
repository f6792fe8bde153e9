/* fstat, lseek, fsync, ftruncate and isatty of a socket. */
#include "../network.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st, other;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int second = socket(AF_INET, SOCK_STREAM, 0);

	CHECK_EQ(fstat(fd, &st), 0);
	CHECK(S_ISSOCK(st.st_mode));
	CHECK_EQ(st.st_size, 0);
	CHECK_EQ(fstat(second, &other), 0);
	CHECK(st.st_ino != other.st_ino || st.st_dev != other.st_dev);
	CHECK_ERRNO(lseek(fd, 0, SEEK_CUR), ESPIPE);
	CHECK_ERRNO(ftruncate(fd, 0), EINVAL);
	CHECK_ERRNO(fsync(fd), EINVAL);
	CHECK_EQ(isatty(fd), 0);
	CHECK_EQ(errno, ENOTTY);
}
