/* msync with MS_INVALIDATE: EBUSY for locked pages, however they were locked, while they
 * are locked. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	CHECK_EQ(msync(p, page, MS_INVALIDATE), 0);
	CHECK_EQ(mlock(p, 1), 0);
	CHECK_ERRNO(msync(p, page, MS_INVALIDATE), EBUSY);
	CHECK_ERRNO(msync(p, 2 * page, MS_SYNC | MS_INVALIDATE), EBUSY);
	CHECK_EQ(msync(p + page, page, MS_INVALIDATE), 0);
	CHECK_EQ(msync(p, page, MS_SYNC), 0);
	CHECK_EQ(munlock(p, 1), 0);
	CHECK_EQ(msync(p, page, MS_INVALIDATE), 0);

	CHECK_EQ(mlock2(p, page, MLOCK_ONFAULT), 0);
	CHECK_ERRNO(msync(p, page, MS_INVALIDATE), EBUSY);
	/* Another map in its place is not locked. */
	CHECK(mmap(p, page, PROT_READ, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == p);
	CHECK_EQ(msync(p, page, MS_INVALIDATE), 0);

	CHECK_EQ(mlockall(MCL_FUTURE), 0);
	CHECK_EQ(msync(p, page, MS_INVALIDATE), 0);
	CHECK(mmap(p, page, PROT_READ, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == p);
	CHECK_ERRNO(msync(p, page, MS_INVALIDATE), EBUSY);
	CHECK_EQ(mlockall(MCL_CURRENT), 0);
	CHECK_ERRNO(msync(p + page, page, MS_INVALIDATE), EBUSY);
	CHECK_EQ(munlockall(), 0);
	CHECK_EQ(msync(p, 2 * page, MS_INVALIDATE), 0);
}
