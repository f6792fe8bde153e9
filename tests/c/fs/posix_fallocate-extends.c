/* posix_fallocate: the file grows to hold the range, never shrinks, keeps its bytes. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(posix_fallocate(fd, 0, 1000), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, 1000);
	CHECK_EQ(posix_fallocate(fd, 10, 10), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, 1000);
	CHECK_EQ(posix_fallocate(fd, 1500, 500), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, 2000);
	char got[4];
	CHECK_EQ(pread(fd, got, 4, 0), 4);
	CHECK_MEM(got, "abc\0", 4);
	CHECK_EQ(close(fd), 0);
}
