/* lseek: SEEK_DATA and SEEK_HOLE in files without holes: data everywhere, and one hole at
 * the end. They move the position; ENXIO from the end on, which leaves it. */
#include "../check.h"
#include <sys/mman.h>

static void seek(int fd)
{
	char byte;

	CHECK_EQ(lseek(fd, 4, SEEK_DATA), 4);
	CHECK_EQ(read(fd, &byte, 1), 1);
	CHECK_EQ(byte, '4');
	CHECK_EQ(lseek(fd, 0, SEEK_DATA), 0);
	CHECK_EQ(lseek(fd, 9, SEEK_DATA), 9);
	CHECK_EQ(lseek(fd, 2, SEEK_HOLE), 10);
	CHECK_EQ(read(fd, &byte, 1), 0);
	CHECK_EQ(lseek(fd, 3, SEEK_SET), 3);
	CHECK_ERRNO(lseek(fd, 10, SEEK_DATA), ENXIO);
	CHECK_ERRNO(lseek(fd, 10, SEEK_HOLE), ENXIO);
	CHECK_ERRNO(lseek(fd, 11, SEEK_HOLE), ENXIO);
	CHECK_ERRNO(lseek(fd, -1, SEEK_DATA), ENXIO);
	CHECK_ERRNO(lseek(fd, -1, SEEK_HOLE), ENXIO);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 3);
	CHECK_EQ(ftruncate(fd, 0), 0);
	CHECK_ERRNO(lseek(fd, 0, SEEK_DATA), ENXIO);
	CHECK_ERRNO(lseek(fd, 0, SEEK_HOLE), ENXIO);
	CHECK_EQ(close(fd), 0);
}

int main(void)
{
	int fds[2];

	PUT("f", "0123456789");
	seek(OPEN("f", O_RDWR));

	int fd = memfd_create("m", 0);
	CHECK(fd >= 0);
	CHECK_EQ(write(fd, "0123456789", 10), 10);
	seek(fd);

	CHECK_EQ(pipe(fds), 0);
	CHECK_ERRNO(lseek(fds[0], 0, SEEK_DATA), ESPIPE);
	CHECK_ERRNO(lseek(fds[1], 0, SEEK_HOLE), ESPIPE);
	CHECK_ERRNO(lseek(-1, 0, SEEK_DATA), EBADF);
}
