/* open: where fcntl is linked, O_SYNC and O_DSYNC are kept on every host, by the description. */
#include "../check.h"

int main(void)
{
	int flags[] = { O_SYNC, O_DSYNC };

	for (int i = 0; i < 2; i++) {
		int fd = open("f", O_RDWR | O_CREAT | flags[i], 0666), copy;
		CHECK(fd >= 0);
		CHECK_EQ(fcntl(fd, F_GETFL) & flags[i], flags[i]);
		CHECK((copy = dup(fd)) >= 0);
		CHECK_EQ(fcntl(copy, F_GETFL) & flags[i], flags[i]);
		CHECK_EQ(write(fd, "abc", 3), 3);
		CHECK_EQ(pwrite(copy, "d", 1, 1), 1);
		CHECK_EQ(fcntl(fd, F_SETFL, O_APPEND), 0);
		CHECK_EQ(fcntl(fd, F_GETFL) & flags[i], flags[i]);
		CHECK_EQ(close(fd), 0);
		CHECK_EQ(close(copy), 0);
		CHECK_FILE("f", "adc");
		/* The next file with that number does not have the flag. */
		CHECK((fd = open("f", O_RDWR)) >= 0);
		CHECK_EQ(fcntl(fd, F_GETFL) & (O_SYNC | O_DSYNC), 0);
		CHECK_EQ(close(fd), 0);
	}
	CHECK_ERRNO(open("missing", O_RDWR | O_SYNC), ENOENT);
	CHECK_ERRNO(open(".", O_RDWR | O_SYNC), EISDIR);
}
