/* writev: writes the buffers one after the other, empty ones included. */
#include "../check.h"
#include <sys/uio.h>

int main(void)
{
	struct iovec v[] = {
		{ "ab", 2 }, { "", 0 }, { "cde", 3 }, { NULL, 0 }, { "f", 1 },
	};
	int fd = OPEN("f", O_WRONLY | O_CREAT);

	CHECK_EQ(writev(fd, v, 5), 6);
	CHECK_EQ(writev(fd, v + 2, 1), 3);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abcdefcde");
}
