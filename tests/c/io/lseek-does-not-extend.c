/* lseek: moving past the end alone does not change the size. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	char byte;

	PUT("f", "abc");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(lseek(fd, 1000, SEEK_SET), 1000);
	CHECK_EQ(read(fd, &byte, 1), 0);
	CHECK_EQ(write(fd, "", 0), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, 3);
	CHECK_EQ(close(fd), 0);
}
