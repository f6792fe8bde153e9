/* Parent and child share the position of an open file, and O_APPEND. */
#include "../processes.h"

int main(void)
{
	char text[8] = "";
	int fd = open("f", O_RDWR | O_CREAT | O_TRUNC, 0644);

	CHECK(fd >= 0);
	CHECK_EQ(write(fd, "ab", 2), 2);
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(write(fd, "cd", 2), 2);
		CHECK_EQ(lseek(fd, 0, SEEK_CUR), 4);
	}), 0);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 4);
	CHECK_EQ(write(fd, "ef", 2), 2);
	CHECK_EXIT(IN_CHILD(CHECK_EQ(lseek(fd, 1, SEEK_SET), 1)), 0);
	CHECK_EQ(read(fd, text, 2), 2);
	CHECK_STR(text, "bc");
	CHECK_EXIT(IN_CHILD(CHECK_EQ(ftruncate(fd, 3), 0)), 0);
	CHECK_EQ(fcntl(fd, F_SETFL, O_APPEND), 0);
	CHECK_EXIT(IN_CHILD(CHECK_EQ(write(fd, "z", 1), 1)), 0);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abcz");
}
