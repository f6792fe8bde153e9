/* fcntl: FD_CLOEXEC is kept per descriptor, set by O_CLOEXEC or F_SETFD. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	int a = OPEN("f", O_RDONLY), b = OPEN("f", O_RDONLY | O_CLOEXEC);
	CHECK_EQ(fcntl(a, F_GETFD), 0);
	CHECK_EQ(fcntl(b, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(fcntl(a, F_SETFD, FD_CLOEXEC), 0);
	CHECK_EQ(fcntl(b, F_SETFD, 0), 0);
	CHECK_EQ(fcntl(a, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(fcntl(b, F_GETFD), 0);
	CHECK_EQ(close(a), 0);
	CHECK_ERRNO(fcntl(a, F_GETFD), EBADF);
	CHECK_ERRNO(fcntl(a, F_SETFD, 0), EBADF);
	int again = OPEN("f", O_RDONLY);
	CHECK_EQ(again, a);
	CHECK_EQ(fcntl(again, F_GETFD), 0);
	CHECK_EQ(close(again), 0);
	CHECK_EQ(close(b), 0);
}
