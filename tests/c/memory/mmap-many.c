/* mmap, munmap: 50,000 small regions, whose memory then has holes, cost few instructions. */
#include "../check.h"
#include <sys/mman.h>

enum { REGIONS = 50000 };

static char *region(size_t size)
{
	char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	return p;
}

int main(void)
{
	static char *regions[REGIONS];
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	for (int i = 0; i < REGIONS; i++)
		regions[i] = region(page);
	for (int i = 0; i < REGIONS; i += 2)
		CHECK_EQ(munmap(regions[i], page), 0);
	/* Too large for the holes. */
	for (int i = 0; i < 3000; i++)
		CHECK_EQ(munmap(region(2 * page), 2 * page), 0);
	for (int i = 1; i < REGIONS; i += 2)
		CHECK_EQ(munmap(regions[i], page), 0);
}
