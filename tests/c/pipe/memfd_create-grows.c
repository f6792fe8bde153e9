/* memfd_create: holes read as zero, truncated data does not come back, copies share. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	char got[8];
	int fd = memfd_create("name", 0);

	CHECK_EQ(pwrite(fd, "end", 3, 200000), 3);
	CHECK_EQ(pread(fd, got, 4, 199999), 4);
	CHECK_MEM(got, "\0end", 4);
	int copy = dup(fd);
	CHECK_EQ(lseek(copy, 100, SEEK_SET), 100);
	CHECK_EQ(write(fd, "abc", 3), 3);
	CHECK_EQ(lseek(copy, 0, SEEK_CUR), 103);
	CHECK_EQ(ftruncate(copy, 101), 0);
	CHECK_EQ(ftruncate(copy, 103), 0);
	CHECK_EQ(pread(fd, got, 8, 100), 3);
	CHECK_MEM(got, "a\0\0", 3);
	CHECK_EQ(fcntl(fd, F_GETFD), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(lseek(copy, 0, SEEK_END), 103);
}
