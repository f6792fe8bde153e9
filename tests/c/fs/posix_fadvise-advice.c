/* posix_fadvise: takes each advice, returns EINVAL for another, EBADF. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_RDONLY);
	int advice[] = { POSIX_FADV_NORMAL,   POSIX_FADV_SEQUENTIAL,
			 POSIX_FADV_RANDOM,   POSIX_FADV_NOREUSE,
			 POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED };
	for (int i = 0; i < 6; i++)
		CHECK_EQ(posix_fadvise(fd, 0, 3, advice[i]), 0);
	CHECK_EQ(posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED), 0);
	CHECK_EQ(posix_fadvise(fd, 0, 3, 1234), EINVAL);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(posix_fadvise(fd, 0, 3, POSIX_FADV_NORMAL), EBADF);
}
