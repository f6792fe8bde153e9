/* read: a length of 0 returns 0 and does not move the offset. */
#include "../check.h"

int main(void)
{
	char buffer[] = "xy";

	PUT("f", "abc");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(read(fd, buffer, 0), 0);
	CHECK_MEM(buffer, "xy", 2);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 0);
	CHECK_EQ(close(fd), 0);
}
