/* mmap: only changes are written back, and nothing after the end of the file. */
#include "../check.h"
#include <sys/mman.h>

enum { SIZE = 20000 };

int main(void)
{
	static char text[SIZE + 1], want[SIZE + 1];
	memset(text, '.', SIZE);
	PUT("f", text);
	int fd = OPEN("f", O_RDWR | O_APPEND);
	char *p = mmap(NULL, SIZE + 100, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(p != MAP_FAILED);
	p[0] = p[4095] = p[4096] = p[9000] = p[SIZE - 1] = p[SIZE] = p[SIZE + 50] = 'x';
	memcpy(want, text, SIZE);
	want[0] = want[4095] = want[4096] = want[9000] = want[SIZE - 1] = 'x';
	CHECK_EQ(msync(p, SIZE + 100, MS_SYNC), 0);
	CHECK_FILE("f", want);
	CHECK_EQ(fcntl(fd, F_GETFL) & O_APPEND, O_APPEND);
	p[1] = 'y';
	want[1] = 'y';
	CHECK_EQ(munmap(p, SIZE + 100), 0);
	CHECK_FILE("f", want);
}
