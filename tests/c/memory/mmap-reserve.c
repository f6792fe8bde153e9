/* Address space that is only reserved costs nothing, the second time neither; pages that
 * become reachable are zero, and pages that were reachable before keep their content. */
#include "../check.h"
#include <sys/mman.h>

#define SIZE (256 << 20)

static char *map(size_t size, int prot)
{
	char *p = mmap(NULL, size, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	return p;
}

int main(void)
{
	for (int i = 0; i < 20; i++)
		CHECK_EQ(munmap(map(SIZE, PROT_NONE), SIZE), 0);

	char *old = map(1 << 18, PROT_READ | PROT_WRITE);
	memset(old, 'x', 1 << 18);
	CHECK_EQ(munmap(old, 1 << 18), 0);

	char *p = map(SIZE, PROT_NONE);
	CHECK_EQ(mprotect(p + 65536, 131072, PROT_READ | PROT_WRITE), 0);
	for (int i = 65536; i < 65536 + 131072; i += 512)
		CHECK_EQ(p[i], 0);
	memset(p + 65536, 'y', 131072);
	CHECK_EQ(mprotect(p + 65536, 65536, PROT_NONE), 0);
	CHECK_EQ(mprotect(p, 1 << 18, PROT_READ), 0);
	CHECK_EQ(p[0], 0);
	CHECK_EQ(p[65536], 'y');
	CHECK_EQ(p[65536 + 131071], 'y');
	CHECK_EQ(p[65536 + 131072], 0);
	CHECK_EQ(munmap(p, SIZE), 0);

	/* A reserved part in the middle of what was written. */
	p = map(1 << 18, PROT_READ | PROT_WRITE);
	memset(p, 'z', 1 << 18);
	CHECK(mmap(p + 65536, 65536, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) ==
	      p + 65536);
	CHECK_EQ(mprotect(p + 65536, 65536, PROT_READ), 0);
	CHECK_EQ(p[65535], 'z');
	CHECK_EQ(p[65536], 0);
	CHECK_EQ(p[131071], 0);
	CHECK_EQ(p[131072], 'z');
	CHECK_EQ(munmap(p, 1 << 18), 0);
	return 0;
}
