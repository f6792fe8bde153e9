/* To map a small part of a file and unmap it, again and again, is cheap. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	int fd = OPEN("f", O_RDWR | O_CREAT);

	CHECK_EQ(ftruncate(fd, 1024), 0);
	for (int i = 0; i < 100; i++) {
		char *p = mmap(NULL, 1024, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

		CHECK(p != MAP_FAILED);
		CHECK_EQ(p[i], 0);
		CHECK_EQ(p[1023], i == 0 ? 0 : 'x');
		p[1023] = 'x';
		CHECK_EQ(munmap(p, 1024), 0);
	}
	return 0;
}
