/* pwrite: writes at the given place, past the end too, and leaves the offset where it was. */
#include "../check.h"

int main(void)
{
	char got[8];

	PUT("f", "abcd");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(lseek(fd, 1, SEEK_SET), 1);
	CHECK_EQ(pwrite(fd, "XY", 2, 2), 2);
	CHECK_EQ(pwrite(fd, "Z", 1, 6), 1);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 1);
	CHECK_EQ(pread(fd, got, 8, 0), 7);
	CHECK_MEM(got, "abXY\0\0Z", 7);
	CHECK_EQ(close(fd), 0);
}
