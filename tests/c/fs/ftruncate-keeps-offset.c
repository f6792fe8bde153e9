/* ftruncate: changes the size, not the offset; a later write leaves a gap of zeros. */
#include "../check.h"

int main(void)
{
	char got[8];

	PUT("f", "abcdef");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(lseek(fd, 5, SEEK_SET), 5);
	CHECK_EQ(ftruncate(fd, 2), 0);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 5);
	CHECK_EQ(read(fd, got, 1), 0);
	CHECK_EQ(write(fd, "Z", 1), 1);
	CHECK_EQ(pread(fd, got, 8, 0), 6);
	CHECK_MEM(got, "ab\0\0\0Z", 6);
	CHECK_EQ(close(fd), 0);
}
