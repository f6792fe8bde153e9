/* open: O_RDWR|O_APPEND reads at the offset from 0 on, writes at the end. */
#include "../check.h"

int main(void)
{
	char buffer[3];

	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR | O_APPEND);
	CHECK_EQ(read(fd, buffer, 2), 2);
	CHECK_MEM(buffer, "ab", 2);
	CHECK_EQ(write(fd, "XY", 2), 2);
	CHECK_EQ(read(fd, buffer, 3), 0);
	CHECK_EQ(lseek(fd, 2, SEEK_SET), 2);
	CHECK_EQ(read(fd, buffer, 3), 3);
	CHECK_MEM(buffer, "cXY", 3);
	CHECK_EQ(close(fd), 0);
}
