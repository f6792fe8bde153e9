/* mremap(MREMAP_FIXED): moves a map to an address, replacing the map there. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int access = PROT_READ | PROT_WRITE;
	PUT("f", "text");
	int fd = OPEN("f", O_RDWR);
	char *to = mmap(NULL, 3 * page, access, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *p = mmap(NULL, page, access, MAP_SHARED, fd, 0);
	CHECK(to != MAP_FAILED && p != MAP_FAILED);
	memset(to, 'x', 3 * page);
	p[0] = 'T';
	CHECK(mremap(p, page, page, MREMAP_MAYMOVE | MREMAP_FIXED, to + page) == to + page);
	CHECK_MEM(to + page, "Text", 5);
	CHECK_EQ(to[page - 1], 'x');
	CHECK_EQ(to[2 * page], 'x');
	to[page + 3] = 'T';
	CHECK_ERRNO(mremap(to, page, page, MREMAP_FIXED, to), EINVAL);
	CHECK_ERRNO(mremap(to, page, page, 0x100), EINVAL);
	CHECK_ERRNO(mremap(to, page, 2 * page, 0), ENOMEM);
	CHECK_EQ(munmap(to, 3 * page), 0);
	CHECK_FILE("f", "TexT");
	CHECK_ERRNO(mremap(to, page, page, MREMAP_MAYMOVE), EFAULT);
}
