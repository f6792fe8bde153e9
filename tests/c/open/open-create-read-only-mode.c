/* open: a file made with O_CREAT and mode 0444 can still be written through that descriptor. */
#include "../check.h"

int main(void)
{
	int fd = open("f", O_WRONLY | O_CREAT | O_EXCL, 0444);

	CHECK(fd >= 0);
	CHECK_EQ(write(fd, "abc", 3), 3);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abc");
}
