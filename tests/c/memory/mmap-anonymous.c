/* mmap: anonymous memory is aligned to pages, zeroed and writable. */
#include "../check.h"
#include <stdint.h>
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), size = 3 * page + 100;
	unsigned char *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	CHECK_EQ((uintptr_t)p % page, 0);
	for (size_t i = 0; i < size; i++)
		if (p[i] != 0)
			CHECK_EQ(p[i], 0);
	memset(p, 0xaa, size);
	CHECK_EQ(munmap(p, size), 0);
}
