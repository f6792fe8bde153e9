/* fsync, futimens, utimensat and faccessat with AT_EMPTY_PATH: by descriptor. */
#include "../check.h"
#include <sys/mman.h>
#include <sys/stat.h>

int main(void)
{
	int fds[2];
	struct stat st;
	struct timespec times[2] = { { 1, 0 }, { 1000000000, 0 } };

	PUT("f", "x");
	int fd = OPEN("f", O_RDWR), memory = memfd_create("m", 0);
	CHECK_EQ(pipe(fds), 0);
	CHECK_EQ(fsync(memory), 0);
	CHECK_EQ(fdatasync(memory), 0);
	CHECK_ERRNO(fsync(fds[1]), EINVAL);
	CHECK_ERRNO(fdatasync(fds[0]), EINVAL);
	CHECK_EQ(futimens(fd, times), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_mtime, 1000000000);
	times[1].tv_sec = 2000000000;
	CHECK_EQ(utimensat(fd, "", times, AT_EMPTY_PATH), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_mtime, 2000000000);
	CHECK_EQ(faccessat(fd, "", R_OK, AT_EMPTY_PATH), 0);
	CHECK_EQ(faccessat(fds[0], "", R_OK, AT_EMPTY_PATH), 0);
	CHECK_EQ(fchmod(fd, 0700), 0);
	CHECK_EQ(faccessat(fd, "", X_OK, AT_EMPTY_PATH), 0);
	CHECK_ERRNO(futimens(99, times), EBADF);
	CHECK_ERRNO(faccessat(99, "", R_OK, AT_EMPTY_PATH), EBADF);
}
