/* msync: EINVAL for flags and addresses, ENOMEM for unmapped memory; anonymous memory needs
 * no action. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	CHECK_EQ(msync(p, page, MS_SYNC), 0);
	CHECK_EQ(msync(p, page, MS_ASYNC | MS_INVALIDATE), 0);
	CHECK_ERRNO(msync(p, page, MS_SYNC | MS_ASYNC), EINVAL);
	CHECK_ERRNO(msync(p, page, 1 << 10), EINVAL);
	CHECK_ERRNO(msync(p + 1, page, MS_SYNC), EINVAL);
	CHECK_EQ(munmap(p, page), 0);
	CHECK_ERRNO(msync(p, page, MS_SYNC), ENOMEM);
}
