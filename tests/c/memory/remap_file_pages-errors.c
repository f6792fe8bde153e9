/* remap_file_pages: a protection must not be given. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	char *p = mmap(NULL, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	CHECK(p != MAP_FAILED);
	CHECK_ERRNO(remap_file_pages(p, 4096, PROT_READ, 0, 0), EINVAL);
	CHECK_ERRNO(remap_file_pages(p, 0, 0, 0, 0), EINVAL);
}
