/* fcntl: F_SETFL turns O_APPEND and O_NONBLOCK on and off; the access mode stays. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(fcntl(fd, F_SETFL, O_APPEND), 0);
	CHECK_EQ(fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND), O_RDWR | O_APPEND);
	CHECK_EQ(write(fd, "d", 1), 1);
	CHECK_FILE("f", "abcd");
	CHECK_EQ(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
	CHECK_EQ(fcntl(fd, F_GETFL) & (O_APPEND | O_NONBLOCK), O_NONBLOCK);
	CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
	CHECK_EQ(write(fd, "A", 1), 1);
	CHECK_FILE("f", "Abcd");
	CHECK_EQ(fcntl(fd, F_SETFL, 0), 0);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(fcntl(fd, F_SETFL, 0), EBADF);
}
