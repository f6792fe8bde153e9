/* pread: reads at the given place and leaves the offset where it was. */
#include "../check.h"

int main(void)
{
	char buffer[4];

	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(lseek(fd, 2, SEEK_SET), 2);
	CHECK_EQ(pread(fd, buffer, 4, 5), 4);
	CHECK_MEM(buffer, "5678", 4);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 2);
	CHECK_EQ(pread(fd, buffer, 4, 8), 2);
	CHECK_EQ(pread(fd, buffer, 4, 10), 0);
	CHECK_EQ(pread(fd, buffer, 4, 1000), 0);
	CHECK_EQ(read(fd, buffer, 1), 1);
	CHECK_EQ(buffer[0], '2');
	CHECK_EQ(close(fd), 0);
}
