/* sync, syncfs, sync_file_range: on files, directories and pipes; errors. */
#include "../check.h"

int main(void)
{
	int fds[2];

	PUT("f", "0123456789");
	int fd = OPEN("f", O_RDWR), dir = OPEN(".", O_RDONLY | O_DIRECTORY);
	sync();
	CHECK_EQ(syncfs(fd), 0);
	CHECK_EQ(syncfs(dir), 0);
	CHECK_EQ(sync_file_range(fd, 0, 5, SYNC_FILE_RANGE_WRITE), 0);
	CHECK_EQ(sync_file_range(fd, 0, 0, 0), 0);
	CHECK_ERRNO(sync_file_range(fd, -1, 5, 0), EINVAL);
	CHECK_ERRNO(sync_file_range(fd, 0, -5, 0), EINVAL);
	CHECK_ERRNO(sync_file_range(fd, 0, 5, 64), EINVAL);
	CHECK_EQ(pipe(fds), 0);
	CHECK_ERRNO(sync_file_range(fds[0], 0, 5, 0), ESPIPE);
	CHECK_ERRNO(fsync(fds[1]), EINVAL);
	CHECK_ERRNO(syncfs(99), EBADF);
	CHECK_ERRNO(fsync(99), EBADF);
}
