/* dup2: closes what was there; onto itself does nothing; EBADF. */
#include "../check.h"

int main(void)
{
	char byte;

	PUT("f", "F");
	PUT("g", "G");
	int f = OPEN("f", O_RDONLY), g = OPEN("g", O_RDONLY);
	CHECK_EQ(dup2(f, g), g);
	CHECK_EQ(read(g, &byte, 1), 1);
	CHECK_EQ(byte, 'F');
	CHECK_EQ(dup2(f, f), f);
	CHECK_EQ(dup2(f, 50), 50);
	CHECK_EQ(close(50), 0);
	CHECK_ERRNO(dup2(999, 50), EBADF);
	CHECK_ERRNO(dup2(999, 999), EBADF);
	CHECK_ERRNO(dup2(f, -1), EBADF);
	CHECK_ERRNO(dup3(f, f, 0), EINVAL);
	CHECK_EQ(dup3(f, 60, O_CLOEXEC), 60);
	CHECK_EQ(fcntl(60, F_GETFD), FD_CLOEXEC);
}
