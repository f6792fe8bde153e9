/* write past the end: the gap reads as zeros. */
#include "../check.h"

int main(void)
{
	char got[10], want[] = "ab\0\0\0\0\0\0yz";
	int fd = OPEN("f", O_RDWR | O_CREAT);

	CHECK_EQ(write(fd, "ab", 2), 2);
	CHECK_EQ(lseek(fd, 8, SEEK_SET), 8);
	CHECK_EQ(write(fd, "yz", 2), 2);
	CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
	CHECK_EQ(read(fd, got, sizeof got), 10);
	CHECK_MEM(got, want, 10);
	CHECK_EQ(close(fd), 0);
}
