/* dup: the copy shares offset and flags, and outlives the original. */
#include "../check.h"

int main(void)
{
	char buffer[4];

	PUT("f", "0123456789");
	int a = OPEN("f", O_RDWR), b = dup(a);
	CHECK(b > a);
	CHECK_EQ(read(a, buffer, 3), 3);
	CHECK_EQ(lseek(b, 0, SEEK_CUR), 3);
	CHECK_EQ(lseek(b, 7, SEEK_SET), 7);
	CHECK_EQ(read(a, buffer, 1), 1);
	CHECK_EQ(buffer[0], '7');
	CHECK_EQ(fcntl(b, F_SETFL, O_APPEND), 0);
	CHECK(fcntl(a, F_GETFL) & O_APPEND);
	CHECK_EQ(close(a), 0);
	CHECK_EQ(read(b, buffer, 1), 1);
	CHECK_EQ(buffer[0], '8');
	CHECK_EQ(close(b), 0);
	CHECK_ERRNO(dup(a), EBADF);
}
