/* mmap of files: EACCES depending on the access mode, ENODEV for files that cannot be
 * mapped, EINVAL. */
#include "../check.h"
#include <sys/mman.h>
#include <sys/stat.h>

int main(void)
{
	int access = PROT_READ | PROT_WRITE, fds[2];
	PUT("f", "text");
	CHECK_EQ(mkdir("d", 0777), 0);
	int reader = OPEN("f", O_RDONLY), writer = OPEN("f", O_WRONLY), folder = OPEN("d", O_RDONLY);

	CHECK_ERRNO(mmap(NULL, 4, access, MAP_SHARED, reader, 0), EACCES);
	CHECK_ERRNO(mmap(NULL, 4, PROT_READ, MAP_SHARED, writer, 0), EACCES);
	CHECK_ERRNO(mmap(NULL, 4, PROT_READ, MAP_PRIVATE, writer, 0), EACCES);
	CHECK_ERRNO(mmap(NULL, 4, PROT_READ, MAP_PRIVATE, folder, 0), ENODEV);
	CHECK_EQ(pipe(fds), 0);
	CHECK_ERRNO(mmap(NULL, 4, PROT_READ, MAP_PRIVATE, fds[0], 0), ENODEV);
	CHECK_ERRNO(mmap(NULL, 4, PROT_READ, MAP_SHARED, reader, 5), EINVAL);
	CHECK_ERRNO(mmap(NULL, 4, PROT_READ, 0, reader, 0), EINVAL);
	CHECK_ERRNO(mmap(NULL, 4, PROT_READ, MAP_PRIVATE, 999, 0), EBADF);

	/* A shared map for reading stays one; a private one may change. */
	char *p = mmap(NULL, 4, PROT_READ, MAP_SHARED, reader, 0);
	CHECK(p != MAP_FAILED);
	CHECK_ERRNO(mprotect(p, 4, access), EACCES);
	CHECK_EQ(munmap(p, 4), 0);
	p = mmap(NULL, 4, PROT_READ, MAP_PRIVATE, reader, 0);
	CHECK(p != MAP_FAILED);
	CHECK_EQ(mprotect(p, 4, access), 0);
	p[0] = 'T';
	CHECK_EQ(munmap(p, 4), 0);
	CHECK_FILE("f", "text");
}
