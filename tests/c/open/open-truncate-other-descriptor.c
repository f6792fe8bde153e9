/* open: O_TRUNC is seen at once by a descriptor that was open before. */
#include "../check.h"

int main(void)
{
	char buffer[4];

	PUT("f", "abcdef");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(read(fd, buffer, 3), 3);
	int other = OPEN("f", O_WRONLY | O_TRUNC);
	CHECK_EQ(read(fd, buffer, 3), 0);
	CHECK_EQ(write(other, "ABCDEF", 6), 6);
	CHECK_EQ(read(fd, buffer, 3), 3);
	CHECK_MEM(buffer, "DEF", 3);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(close(other), 0);
}
