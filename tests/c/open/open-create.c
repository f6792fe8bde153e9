/* open: O_CREAT makes an empty file, and leaves one that exists alone. */
#include "../check.h"

int main(void)
{
	int fd = open("f", O_WRONLY | O_CREAT, 0644);

	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "");
	PUT("f", "abc");
	fd = open("f", O_RDONLY | O_CREAT, 0644);
	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abc");
}
