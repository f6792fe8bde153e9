/* munmap, mprotect, MAP_FIXED: on part of a map of a file; the rest goes on as it was. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int fd = OPEN("f", O_RDWR | O_CREAT);
	char c;
	for (size_t i = 0; i < 5; i++)
		CHECK_EQ(pwrite(fd, &(char){ (char)('a' + i) }, 1, (off_t)(i * page)), 1);

	char *p = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)page);
	CHECK(p != MAP_FAILED);
	for (size_t i = 0; i < 4; i++)
		CHECK_EQ(p[i * page], 'b' + (int)i);
	for (size_t i = 0; i < 4; i++)
		p[i * page] = (char)('B' + i);
	CHECK_EQ(munmap(p + page, page), 0);
	CHECK_EQ(mmap(p + 2 * page, page, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == p + 2 * page, 1);
	CHECK_EQ(p[2 * page], 0);
	CHECK_EQ(p[0], 'B');
	p[3 * page] = '!';
	CHECK_EQ(munmap(p, 4 * page), 0);
	for (size_t i = 0; i < 5; i++) {
		CHECK_EQ(pread(fd, &c, 1, (off_t)(i * page)), 1);
		CHECK_EQ(c, "aBCD!"[i]);
	}
}
