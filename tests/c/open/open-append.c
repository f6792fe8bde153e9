/* open: O_APPEND writes at the end each time, wherever the offset was. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	int fd = OPEN("f", O_WRONLY | O_APPEND);
	CHECK_EQ(write(fd, "d", 1), 1);
	CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
	CHECK_EQ(write(fd, "e", 1), 1);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 5);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "abcde");
}
