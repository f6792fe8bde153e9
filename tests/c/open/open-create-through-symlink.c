/* open: O_CREAT through a dangling symlink makes what the link names. */
#include "../check.h"

int main(void)
{
	int fd = open("link", O_WRONLY | O_CREAT, 0666);

	CHECK(fd >= 0);
	CHECK_EQ(write(fd, "made", 4), 4);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("d/target", "made");
	CHECK_FILE("link", "made");
}
