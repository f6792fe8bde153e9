/* fcntl: F_GETFL returns how a descriptor was opened. */
#include "../check.h"

int main(void)
{
	int modes[] = { O_RDONLY, O_WRONLY, O_RDWR };

	PUT("f", "x");
	for (int i = 0; i < 3; i++) {
		int fd = OPEN("f", modes[i]);
		CHECK_EQ(fcntl(fd, F_GETFL) & O_ACCMODE, modes[i]);
		CHECK_EQ(fcntl(fd, F_GETFL) & (O_APPEND | O_NONBLOCK), 0);
		CHECK_EQ(close(fd), 0);
		CHECK_ERRNO(fcntl(fd, F_GETFL), EBADF);
	}
	int fd = OPEN("f", O_WRONLY | O_APPEND | O_NONBLOCK);
	CHECK_EQ(fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND | O_NONBLOCK),
		 O_WRONLY | O_APPEND | O_NONBLOCK);
	CHECK_EQ(fcntl(fd, F_GETFL) & (O_CREAT | O_EXCL | O_TRUNC), 0);
	CHECK_EQ(close(fd), 0);
}
