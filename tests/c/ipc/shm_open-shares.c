/* shm_open: one memory under a name, in all its maps and descriptors, until the last is
 * closed. */
#include "../check.h"
#include <sys/mman.h>
#include <sys/stat.h>

int main(void)
{
	char name[64], got[5] = "";
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	struct stat st;

	snprintf(name, sizeof name, "/shm_open-shares-%d", (int)getpid());
	int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0640);
	CHECK(fd >= 0);
	CHECK_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(ftruncate(fd, (off_t)(2 * page)), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK(S_ISREG(st.st_mode));
	CHECK_EQ(st.st_mode & 0777, 0640);
	CHECK_EQ(st.st_size, 2 * page);
	char *p = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(p != MAP_FAILED);
	CHECK_EQ(close(fd), 0);

	int reader = shm_open(name, O_RDONLY, 0);
	CHECK(reader >= 0);
	char *q = mmap(NULL, page, PROT_READ, MAP_SHARED, reader, (off_t)page);
	CHECK(q != MAP_FAILED);
	strcpy(p + page, "text");
	CHECK_STR(q, "text");
	CHECK_EQ(lseek(reader, (off_t)page, SEEK_SET), page);
	CHECK_EQ(read(reader, got, 4), 4);
	CHECK_STR(got, "text");
	CHECK_ERRNO(write(reader, "x", 1), EBADF);
	CHECK_ERRNO(ftruncate(reader, 1), EINVAL);
	CHECK_ERRNO(mmap(NULL, page, PROT_WRITE, MAP_SHARED, reader, 0), EACCES);
	CHECK_EQ(munmap(p, 2 * page), 0);
	CHECK_STR(q, "text");

	CHECK_EQ(shm_unlink(name), 0);
	CHECK_ERRNO(shm_unlink(name), ENOENT);
	CHECK_ERRNO(shm_open(name, O_RDWR, 0), ENOENT);
	CHECK_STR(q, "text");
	fd = shm_open(name, O_RDWR | O_CREAT, 0600);
	CHECK(fd >= 0);
	CHECK_EQ(lseek(fd, 0, SEEK_END), 0);
	CHECK_EQ(shm_unlink(name), 0);
}
