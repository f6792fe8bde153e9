/* mremap: a map of a file shows more of it when it grows, and is written back when it moved. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int fd = OPEN("f", O_RDWR | O_CREAT), access = PROT_READ | PROT_WRITE;
	char c;
	CHECK_EQ(pwrite(fd, "a", 1, 0), 1);
	CHECK_EQ(pwrite(fd, "b", 1, (off_t)page), 1);

	for (int shared = 0; shared < 2; shared++) {
		char *p = mmap(NULL, page, access, shared ? MAP_SHARED : MAP_PRIVATE, fd, 0);
		CHECK(p != MAP_FAILED);
		p[0] = 'A';
		p = mremap(p, page, 2 * page, MREMAP_MAYMOVE);
		CHECK(p != MAP_FAILED);
		CHECK_EQ(p[0], 'A');
		CHECK_EQ(p[page], 'b');
		p[page] = 'B';
		CHECK_EQ(mremap(p, 2 * page, page, 0) == p, 1);
		CHECK_EQ(munmap(p, page), 0);
		CHECK_EQ(pread(fd, &c, 1, 0), 1);
		CHECK_EQ(c, shared ? 'A' : 'a');
		CHECK_EQ(pread(fd, &c, 1, (off_t)page), 1);
		CHECK_EQ(c, shared ? 'B' : 'b');
	}
}
