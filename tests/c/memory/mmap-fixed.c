/* MAP_FIXED: replaces part of a map; MAP_FIXED_NOREPLACE: only where nothing is mapped. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int access = PROT_READ | PROT_WRITE, anonymous = MAP_PRIVATE | MAP_ANONYMOUS;
	char *p = mmap(NULL, 4 * page, PROT_NONE, anonymous, -1, 0);

	CHECK(p != MAP_FAILED);
	CHECK_EQ(mprotect(p, 4 * page, access), 0);
	memset(p, 'x', 4 * page);
	CHECK(mmap(p + page, page, access, anonymous | MAP_FIXED, -1, 0) == p + page);
	CHECK_EQ(p[page - 1], 'x');
	CHECK_EQ(p[page], 0);
	CHECK_EQ(p[2 * page], 'x');
	CHECK_ERRNO(mmap(p + 1, page, access, anonymous | MAP_FIXED, -1, 0), EINVAL);
	CHECK_ERRNO(mmap(p + page, page, access, anonymous | MAP_FIXED_NOREPLACE, -1, 0), EEXIST);
	CHECK_EQ(munmap(p + page, page), 0);
	CHECK(mmap(p + page, page, access, anonymous | MAP_FIXED_NOREPLACE, -1, 0) == p + page);
	CHECK_EQ(p[page], 0);

	PUT("f", "text");
	int fd = OPEN("f", O_RDWR);
	CHECK(mmap(p + 2 * page, page, access, MAP_SHARED | MAP_FIXED, fd, 0) == p + 2 * page);
	CHECK_MEM(p + 2 * page, "text", 5);
	p[2 * page] = 'T';
	CHECK(mmap(p, 4 * page, access, anonymous | MAP_FIXED, -1, 0) == p);
	CHECK_EQ(p[2 * page], 0);
	CHECK_EQ(p[0], 0);
	CHECK_FILE("f", "Text");
	CHECK_EQ(munmap(p, 4 * page), 0);
}
