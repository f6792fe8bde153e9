/* posix_fallocate and lseek SEEK_END: over 4 GiB by name of a sparse file. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	int fd = OPEN("f", O_RDWR | O_CREAT);

	CHECK_EQ(ftruncate(fd, 5LL << 30), 0);
	CHECK_EQ(posix_fallocate(fd, 5LL << 30, 4096), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, (5LL << 30) + 4096);
	CHECK_EQ(lseek(fd, 0, SEEK_END), (5LL << 30) + 4096);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(unlink("f"), 0);
}
