/* fdopen: a stream over a descriptor, from its offset on; EINVAL. */
#include "../check.h"

int main(void)
{
	PUT("f", "abcdef");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(lseek(fd, 2, SEEK_SET), 2);
	FILE *f = fdopen(fd, "r+");
	CHECK(f != NULL);
	CHECK_EQ(fileno(f), fd);
	CHECK_EQ(ftell(f), 2);
	CHECK_EQ(fgetc(f), 'c');
	CHECK_EQ(fclose(f), 0);
	CHECK_ERRNO(close(fd), EBADF);
	CHECK_NULL(fdopen(0, "q"), EINVAL);
}
