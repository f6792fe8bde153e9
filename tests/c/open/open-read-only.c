/* open: O_RDONLY opens an existing file at offset 0 and does not change it. */
#include "../check.h"

int main(void)
{
	int fd = open("f", O_RDONLY);

	CHECK(fd > 2);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 0);
	CHECK_EQ(lseek(fd, 0, SEEK_END), 7);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "content");
}
