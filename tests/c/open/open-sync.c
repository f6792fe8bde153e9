/* open: O_SYNC and O_DSYNC are kept, or refused with EOPNOTSUPP or EINVAL; never ignored. */
#include "../check.h"

int main(void)
{
	int flags[] = { O_SYNC, O_DSYNC };

	for (int i = 0; i < 2; i++) {
		int fd = open("f", O_RDWR | O_CREAT | flags[i], 0666);
		if (fd < 0) {
			CHECK(errno == EOPNOTSUPP || errno == EINVAL);
			continue;
		}
		CHECK_EQ(fcntl(fd, F_GETFL) & flags[i], flags[i]);
		CHECK_EQ(write(fd, "abc", 3), 3);
		CHECK_EQ(close(fd), 0);
		CHECK_FILE("f", "abc");
	}
}
