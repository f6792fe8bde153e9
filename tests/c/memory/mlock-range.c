/* mlock and similar calls: all mapped memory can be locked, but not unmapped or
 * inaccessible memory. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	CHECK_EQ(mlock(p + 5, page), 0);
	CHECK_EQ(munlock(p + 5, page), 0);
	CHECK_EQ(mlock2(p, page, MLOCK_ONFAULT), 0);
	CHECK_ERRNO(mlock2(p, page, 77), EINVAL);
	CHECK_EQ(mprotect(p, page, PROT_NONE), 0);
	CHECK_ERRNO(mlock(p, page), ENOMEM);
	CHECK_EQ(mprotect(p, page, PROT_READ), 0);
	CHECK_EQ(mlock(p, page), 0);
	CHECK_EQ(munmap(p, page), 0);
	CHECK_ERRNO(mlock(p, 2 * page), ENOMEM);
	CHECK_ERRNO(munlock(p, 2 * page), ENOMEM);
	CHECK_ERRNO(mlockall(0), EINVAL);
	CHECK_ERRNO(mlockall(1 << 20), EINVAL);
	CHECK_EQ(mlockall(MCL_CURRENT), 0);
	CHECK_EQ(munlockall(), 0);
}
