/* memfd_create: grows while it is mapped; data that a map wrote after the end is not part
 * of it. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	int fd = memfd_create("name", MFD_CLOEXEC);
	char c = 'x';

	CHECK(fd >= 0);
	CHECK_EQ(write(fd, "abc", 3), 3);
	char *p = mmap(NULL, 100, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(p != MAP_FAILED);
	p[50] = '?';
	CHECK_EQ(ftruncate(fd, 10), 0);
	CHECK_EQ(pread(fd, &c, 1, 9), 1);
	CHECK_EQ(c, 0);
	CHECK_EQ(write(fd, "d", 1), 1);
	CHECK_EQ(p[3], 'd');
	CHECK_EQ(munmap(p, 100), 0);
	CHECK_EQ(lseek(fd, 0, SEEK_END), 10);
}
