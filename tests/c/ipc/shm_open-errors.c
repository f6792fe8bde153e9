/* shm_open: EEXIST, ENOENT, EINVAL for an invalid name; O_TRUNC empties. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	char name[64];

	snprintf(name, sizeof name, "/shm_open-errors-%d", (int)getpid());
	CHECK_ERRNO(shm_open(name, O_RDWR, 0), ENOENT);
	CHECK_ERRNO(shm_open("/a/b", O_RDWR | O_CREAT, 0600), EINVAL);
	int fd = shm_open(name, O_RDWR | O_CREAT, 0600);
	CHECK(fd >= 0);
	CHECK_ERRNO(shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST);
	CHECK_EQ(write(fd, "text", 4), 4);
	int other = shm_open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
	CHECK(other >= 0 && other != fd);
	CHECK_EQ(lseek(fd, 0, SEEK_END), 0);
	CHECK_EQ(shm_unlink(name), 0);
}
