/* readv on a regular file with enough data fills every buffer in one call, as Linux does. */
#include "../check.h"
#include <sys/uio.h>

int main(void)
{
	char a[3], b[4], c[2];
	struct iovec v[] = { { a, 3 }, { b, 4 }, { c, 2 } };

	PUT("f", "abcdefghijkl");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(readv(fd, v, 3), 9);
	CHECK_MEM(a, "abc", 3);
	CHECK_MEM(b, "defg", 4);
	CHECK_MEM(c, "hi", 2);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 9);
	CHECK_EQ(close(fd), 0);
}
