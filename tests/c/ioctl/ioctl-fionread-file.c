/* ioctl: FIONREAD on a file is what is left after the offset. */
#include "../check.h"
#include <sys/ioctl.h>

int main(void)
{
	int left = -1;

	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(ioctl(fd, FIONREAD, &left), 0);
	CHECK_EQ(left, 10);
	CHECK_EQ(lseek(fd, 7, SEEK_SET), 7);
	CHECK_EQ(ioctl(fd, FIONREAD, &left), 0);
	CHECK_EQ(left, 3);
	CHECK_EQ(close(fd), 0);
}
