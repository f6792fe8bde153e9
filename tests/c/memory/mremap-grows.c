/* mremap: grows a map, moving it if it must, with content kept and new pages zero. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		       -1, 0);

	CHECK(p != MAP_FAILED);
	memset(p, 'x', page);
	char *q = mremap(p, page, 5 * page, MREMAP_MAYMOVE);
	CHECK(q != MAP_FAILED);
	for (size_t i = 0; i < 5 * page; i++)
		if (q[i] != (i < page ? 'x' : 0))
			CHECK_EQ(q[i], i < page ? 'x' : 0);
	q = mremap(q, 5 * page, page, 0);
	CHECK(q != MAP_FAILED);
	CHECK_EQ(q[0], 'x');
	CHECK_EQ(munmap(q, page), 0);
}
