/* madvise(MADV_DONTNEED): private pages are zero or the file's again; shared ones keep theirs. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int access = PROT_READ | PROT_WRITE;
	PUT("f", "text");
	int fd = OPEN("f", O_RDWR);
	char *file = mmap(NULL, page, access, MAP_PRIVATE, fd, 0);
	char *shared_file = mmap(NULL, page, access, MAP_SHARED, fd, 0);
	char *memory = mmap(NULL, 2 * page, access, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *shared = mmap(NULL, page, access, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(file != MAP_FAILED && shared_file != MAP_FAILED && memory != MAP_FAILED &&
	      shared != MAP_FAILED);

	memcpy(file, "TEXT+", 5);
	shared_file[1] = 'E';
	memset(memory, 'm', 2 * page);
	memset(shared, 's', page);
	CHECK_EQ(madvise(file, page, MADV_DONTNEED), 0);
	CHECK_EQ(madvise(shared_file, page, MADV_DONTNEED), 0);
	CHECK_EQ(madvise(memory, page, MADV_DONTNEED), 0);
	CHECK_EQ(madvise(shared, page, MADV_DONTNEED), 0);
	CHECK_EQ(file[0], 't');
	CHECK_EQ(file[4], 0);
	CHECK_MEM(shared_file, "tExt", 5);
	CHECK_EQ(memory[0], 0);
	CHECK_EQ(memory[page - 1], 0);
	CHECK_EQ(memory[page], 'm');
	CHECK_EQ(shared[page - 1], 's');
	CHECK_ERRNO(madvise(shared, page, MADV_FREE), EINVAL);
	CHECK_EQ(madvise(memory, page, MADV_WILLNEED), 0);
	CHECK_ERRNO(madvise(memory + 1, 1, MADV_DONTNEED), EINVAL);
	CHECK_ERRNO(madvise(memory, page, 12345), EINVAL);
	CHECK_EQ(munmap(memory, 2 * page), 0);
	CHECK_ERRNO(madvise(memory, page, MADV_DONTNEED), ENOMEM);
}
