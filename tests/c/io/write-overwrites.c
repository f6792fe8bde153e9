/* write: replaces bytes at the offset, extends at the end, moves the offset. */
#include "../check.h"

int main(void)
{
	PUT("f", "abcdef");
	int fd = OPEN("f", O_WRONLY);
	CHECK_EQ(write(fd, "XY", 2), 2);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 2);
	CHECK_FILE("f", "XYcdef");
	CHECK_EQ(lseek(fd, 5, SEEK_SET), 5);
	CHECK_EQ(write(fd, "123", 3), 3);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 8);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "XYcde123");
}
