/* rename: an open descriptor follows the file, not the name. */
#include "../check.h"

int main(void)
{
	PUT("a", "one");
	PUT("b", "two");
	int fd = OPEN("a", O_WRONLY | O_APPEND);
	CHECK_EQ(rename("a", "c"), 0);
	CHECK_EQ(rename("b", "a"), 0);
	CHECK_EQ(write(fd, "!", 1), 1);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("c", "one!");
	CHECK_FILE("a", "two");
}
