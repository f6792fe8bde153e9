/* open: O_NONBLOCK, O_NOCTTY and O_CLOEXEC change nothing about plain I/O. */
#include "../check.h"

int main(void)
{
	int flags[] = { O_NONBLOCK, O_NOCTTY, O_CLOEXEC };

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		int fd = open("f", O_RDWR | O_CREAT | O_TRUNC | flags[i], 0666);
		CHECK(fd >= 0);
		CHECK_EQ(write(fd, "abc", 3), 3);
		CHECK_EQ(close(fd), 0);
		CHECK_FILE("f", "abc");
	}
}
