/* mprotect: a shared map of a file becomes writable, and is written back from then on. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	PUT("f", "text");
	int fd = OPEN("f", O_RDWR);
	char *p = mmap(NULL, 4, PROT_NONE, MAP_SHARED, fd, 0);
	CHECK(p != MAP_FAILED);
	CHECK_EQ(mprotect(p, 4, PROT_READ | PROT_WRITE), 0);
	CHECK_MEM(p, "text", 4);
	p[0] = 'T';
	CHECK_EQ(munmap(p, 4), 0);
	CHECK_FILE("f", "Text");
}
