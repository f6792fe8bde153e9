/* mmap and munmap: EINVAL for length 0 or an odd address, EBADF, ENOMEM when too large. */
#include "../check.h"
#include <stdint.h>
#include <sys/mman.h>

static volatile size_t none = 0, huge = SIZE_MAX - 0x1000000, most = SIZE_MAX;

int main(void)
{
	int anonymous = MAP_PRIVATE | MAP_ANONYMOUS, access = PROT_READ | PROT_WRITE;

	CHECK_ERRNO(mmap(NULL, none, access, anonymous, -1, 0), EINVAL);
	CHECK_ERRNO(mmap(NULL, 100, access, MAP_PRIVATE, -1, 0), EBADF);
	CHECK_ERRNO(mmap(NULL, 100, access, MAP_ANONYMOUS, -1, 0), EINVAL);
	CHECK_ERRNO(mmap(NULL, huge, access, anonymous, -1, 0), ENOMEM);
	CHECK_ERRNO(mmap(NULL, most, access, anonymous, -1, 0), ENOMEM);
	char *p = mmap(NULL, 100, access, anonymous, -1, 0);
	CHECK(p != MAP_FAILED);
	CHECK_ERRNO(munmap(p + 1, 100), EINVAL);
	CHECK_ERRNO(munmap(p, none), EINVAL);
	/* Where there can be no memory at all. */
	p[0] = 'x';
	CHECK_ERRNO(munmap(p, most), EINVAL);
	CHECK_EQ(p[0], 'x');
	CHECK_EQ(munmap(p, 100), 0);
}
