/* mmap: a map keeps its file when the descriptor is closed and its number used again. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	PUT("f", "file content");
	PUT("g", "another");
	int fd = OPEN("f", O_RDWR);
	char *p = mmap(NULL, 12, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(p != MAP_FAILED);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(OPEN("g", O_RDWR), fd);
	memcpy(p, "FILE", 4);
	CHECK_EQ(msync(p, 12, MS_ASYNC), 0);
	CHECK_FILE("f", "FILE content");
	p[11] = 'T';
	CHECK_EQ(munmap(p, 12), 0);
	CHECK_FILE("f", "FILE contenT");
	CHECK_FILE("g", "another");
}
