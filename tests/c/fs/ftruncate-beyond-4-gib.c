/* ftruncate: a length over 4 GiB is whole. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	const off_t length = 6LL * 1024 * 1024 * 1024 + 1;
	struct stat st;
	int fd = OPEN("f", O_RDWR | O_CREAT);

	CHECK_EQ(ftruncate(fd, length), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, length);
	CHECK_EQ(truncate("f", length - 1), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, length - 1);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(unlink("f"), 0);
}
