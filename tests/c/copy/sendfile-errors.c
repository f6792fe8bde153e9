/* sendfile: up to the end, in pieces, into a pipe; errors. */
#include "../check.h"
#include <sys/sendfile.h>

int main(void)
{
	int fds[2];
	off_t bad = -1;
	static char large[200000];

	memset(large, 7, sizeof large);
	int out = open("large", O_CREAT | O_RDWR, 0600);
	CHECK_EQ(write(out, large, sizeof large), sizeof large);
	CHECK_EQ(lseek(out, 0, SEEK_SET), 0);
	int copy = open("copy", O_CREAT | O_RDWR, 0600);
	CHECK_EQ(sendfile(copy, out, NULL, 1 << 30), sizeof large);
	CHECK_EQ(sendfile(copy, out, NULL, 10), 0);
	CHECK_EQ(lseek(copy, 0, SEEK_CUR), sizeof large);
	CHECK_ERRNO(sendfile(copy, out, &bad, 10), EINVAL);
	CHECK_ERRNO(sendfile(99, out, NULL, 10), EBADF);
	CHECK_ERRNO(sendfile(copy, 99, NULL, 10), EBADF);
	int readable = OPEN("copy", O_RDONLY);
	CHECK_EQ(lseek(out, 0, SEEK_SET), 0);
	CHECK_ERRNO(sendfile(readable, out, NULL, 10), EBADF);
	CHECK_EQ(pipe2(fds, O_NONBLOCK), 0);
	CHECK_EQ(sendfile(fds[1], out, NULL, 10), 10);
	CHECK_EQ(read(fds[0], large, 99), 10);
	CHECK_EQ(lseek(out, 0, SEEK_CUR), 10);
	while (write(fds[1], large, 4096) == 4096);
	CHECK_ERRNO(sendfile(fds[1], out, NULL, 10), EAGAIN);
	CHECK_EQ(lseek(out, 0, SEEK_CUR), 10);
}
