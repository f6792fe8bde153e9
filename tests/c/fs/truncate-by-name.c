/* truncate: shortens, lengthens with zeros, does not change the part before. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char got[8];
	struct stat st;

	PUT("f", "abcdef");
	CHECK_EQ(truncate("f", 3), 0);
	CHECK_FILE("f", "abc");
	CHECK_EQ(truncate("f", 6), 0);
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(read(fd, got, sizeof got), 6);
	CHECK_MEM(got, "abc\0\0\0", 6);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(truncate("f", 0), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_size, 0);
}
