/* fstat: a file unlinked while open has no links left and keeps its size. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	PUT("f", "abc");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(unlink("f"), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_nlink, 0);
	CHECK_EQ(st.st_size, 3);
	CHECK_EQ(close(fd), 0);
}
