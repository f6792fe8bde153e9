/* mmap: the content of a shared map reaches the file at the end of the program, after the
 * handlers. */
#include "../check.h"
#include <sys/mman.h>

static char *p;

static void at_the_end(void)
{
	p[0] = 'F';
}

int main(void)
{
	PUT("f", "file");
	int fd = OPEN("f", O_RDWR);
	CHECK_EQ(atexit(at_the_end), 0);
	p = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(p != MAP_FAILED);
	CHECK_EQ(close(fd), 0);
	p[1] = 'I';
}
