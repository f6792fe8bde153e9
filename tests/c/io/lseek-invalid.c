/* lseek: EINVAL before the start of the file or for an unknown whence; the offset stays. */
#include "../check.h"

int main(void)
{
	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(lseek(fd, 4, SEEK_SET), 4);
	CHECK_ERRNO(lseek(fd, -1, SEEK_SET), EINVAL);
	CHECK_ERRNO(lseek(fd, -5, SEEK_CUR), EINVAL);
	CHECK_ERRNO(lseek(fd, -11, SEEK_END), EINVAL);
	CHECK_ERRNO(lseek(fd, 0, 99), EINVAL);
	CHECK_ERRNO(lseek(fd, 0, -1), EINVAL);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 4);
	CHECK_EQ(close(fd), 0);
}
