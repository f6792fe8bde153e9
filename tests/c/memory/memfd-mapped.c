/* memfd_create: a file in memory can be mapped, and its maps, reads and writes are one. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int access = PROT_READ | PROT_WRITE, fd = memfd_create("name", 0);
	char got[8] = "";

	CHECK(fd >= 0);
	CHECK_EQ(ftruncate(fd, (off_t)(2 * page)), 0);
	char *p = mmap(NULL, 2 * page, access, MAP_SHARED, fd, 0);
	char *q = mmap(NULL, page, access, MAP_SHARED, fd, (off_t)page);
	char *own = mmap(NULL, page, access, MAP_PRIVATE, fd, 0);
	CHECK(p != MAP_FAILED && q != MAP_FAILED && own != MAP_FAILED);
	strcpy(p + page, "shared");
	CHECK_STR(q, "shared");
	CHECK_EQ(pread(fd, got, 6, (off_t)page), 6);
	CHECK_STR(got, "shared");
	CHECK_EQ(pwrite(fd, "SH", 2, (off_t)page), 2);
	CHECK_STR(q, "SHared");
	own[0] = 'x';
	CHECK_EQ(p[0], 0);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(munmap(p, 2 * page), 0);
	CHECK_STR(q, "SHared");
	CHECK_EQ(munmap(q, page), 0);
	CHECK_EQ(munmap(own, page), 0);
}
