/* munmap: half of a map can go; the other half stays. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	memset(p, 'x', 4 * page);
	CHECK_EQ(munmap(p, page), 0);
	CHECK_EQ(munmap(p + 3 * page, page), 0);
	for (size_t i = page; i < 3 * page; i++)
		if (p[i] != 'x')
			CHECK_EQ(p[i], 'x');
	CHECK_EQ(munmap(p + page, 2 * page), 0);
}
