/* mmap: a private map of a file shows its bytes, zeros to the page's end, and keeps writes to itself. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	PUT("f", "file content");
	int fd = OPEN("f", O_RDONLY);
	char *p = mmap(NULL, 12, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	CHECK(p != MAP_FAILED);
	CHECK_EQ(close(fd), 0);
	CHECK_STR(p, "file content");
	CHECK_EQ(p[4000], 0);
	p[0] = 'F';
	CHECK_FILE("f", "file content");
	CHECK_EQ(munmap(p, 12), 0);
}
