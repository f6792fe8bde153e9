/* read: at the end of a file it returns 0, again and again. */
#include "../check.h"

int main(void)
{
	char buffer[8];

	PUT("f", "abc");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(read(fd, buffer, sizeof buffer), 3);
	CHECK_MEM(buffer, "abc", 3);
	CHECK_EQ(read(fd, buffer, sizeof buffer), 0);
	CHECK_EQ(read(fd, buffer, sizeof buffer), 0);
	CHECK_EQ(close(fd), 0);
}
