/* mincore: touched pages are in memory; ENOMEM for unmapped memory, EINVAL for unaligned
 * addresses. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned char in[4] = { 0, 0, 0, 7 };
	char *p = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	memset(p, 1, 3 * page);
	CHECK_EQ(mincore(p, 2 * page + 1, in), 0);
	CHECK_EQ(in[0] & in[1] & in[2] & 1, 1);
	CHECK_EQ(in[3], 7);
	CHECK_ERRNO(mincore(p + 1, 1, in), EINVAL);
	CHECK_EQ(munmap(p + page, page), 0);
	CHECK_ERRNO(mincore(p, 3 * page, in), ENOMEM);
	CHECK_EQ(mincore(p, page, in), 0);
}
