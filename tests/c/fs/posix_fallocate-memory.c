/* posix_fallocate: files in memory grow, other objects do not. */
#include "../check.h"
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>

static off_t size_of(int fd)
{
	struct stat st;

	CHECK_EQ(fstat(fd, &st), 0);
	return st.st_size;
}

int main(void)
{
	char name[64], got[4];
	int fds[2], memory = memfd_create("m", 0);

	CHECK_EQ(write(memory, "abc", 3), 3);
	CHECK_EQ(posix_fallocate(memory, 0, 70000), 0);
	CHECK_EQ(size_of(memory), 70000);
	CHECK_EQ(posix_fallocate(memory, 10, 10), 0);
	CHECK_EQ(size_of(memory), 70000);
	CHECK_EQ(pread(memory, got, 4, 0), 4);
	CHECK_MEM(got, "abc\0", 4);
	CHECK_EQ(posix_fallocate(memory, 0, 0), EINVAL);
	CHECK_EQ(posix_fallocate(memory, -1, 10), EINVAL);

	snprintf(name, sizeof name, "/fallocate-%d", (int)getpid());
	int shared = shm_open(name, O_RDWR | O_CREAT, 0600), reader = shm_open(name, O_RDONLY, 0);
	CHECK_EQ(shm_unlink(name), 0);
	CHECK_EQ(posix_fallocate(reader, 0, 10), EBADF);
	CHECK_EQ(posix_fallocate(shared, 0, 10), 0);
	CHECK_EQ(size_of(reader), 10);

	CHECK_EQ(pipe(fds), 0);
	CHECK_EQ(posix_fallocate(fds[1], 0, 10), ESPIPE);
	CHECK_EQ(posix_fallocate(fds[0], 0, 10), EBADF);
	CHECK_EQ(posix_fallocate(eventfd(0, 0), 0, 10), ENODEV);
}
