/* readv: fills the buffers in order, skips empty ones, leaves the rest untouched. */
#include "../check.h"
#include <sys/uio.h>

int main(void)
{
	char a[] = "---", b[] = "----", c[] = "----";
	struct iovec v[] = {
		{ a, 3 }, { NULL, 0 }, { b, 4 }, { c, 4 },
	};

	PUT("f", "abcdefghi");
	int fd = OPEN("f", O_RDONLY);
	size_t total = 0;
	ssize_t n = readv(fd, v, 4);
	CHECK(n > 0);
	total = (size_t)n;
	/* A short count is allowed: take the rest where it stopped. */
	while (total < 9) {
		char byte;
		CHECK_EQ(read(fd, &byte, 1), 1);
		if (total < 3)
			a[total] = byte;
		else if (total < 7)
			b[total - 3] = byte;
		else
			c[total - 7] = byte;
		total++;
	}
	CHECK_MEM(a, "abc", 3);
	CHECK_MEM(b, "defg", 4);
	CHECK_MEM(c, "hi--", 4);
	CHECK_EQ(readv(fd, v, 4), 0);
	CHECK_EQ(close(fd), 0);
}
