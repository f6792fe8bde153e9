/* mmap: a shared map is written back by msync and munmap. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	PUT("f", "file content");
	int fd = OPEN("f", O_RDWR);
	char *p = mmap(NULL, 12, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(p != MAP_FAILED);
	p[0] = 'F';
	CHECK_EQ(msync(p, 12, MS_SYNC), 0);
	CHECK_FILE("f", "File content");
	p[5] = 'C';
	CHECK_EQ(munmap(p, 12), 0);
	CHECK_FILE("f", "File Content");
	CHECK_EQ(close(fd), 0);
}
