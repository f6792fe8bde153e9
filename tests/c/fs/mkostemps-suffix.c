/* mkostemps and mkstemps: keep a suffix; flags are honoured. */
#include "../check.h"

int main(void)
{
	char name[] = "a-XXXXXX.txt", other[] = "b-XXXXXX.c";
	int fd = mkostemps(name, 4, O_APPEND);

	CHECK(fd >= 0);
	CHECK_STR(name + 8, ".txt");
	CHECK_EQ(write(fd, "one", 3), 3);
	CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
	CHECK_EQ(write(fd, "two", 3), 3);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE(name, "onetwo");
	fd = mkstemps(other, 2);
	CHECK(fd >= 0);
	CHECK_STR(other + 8, ".c");
	CHECK_EQ(close(fd), 0);
}
