/* fstat: things that are not the same do not have the same device and number. */
#include "../check.h"
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

int main(void)
{
	int fds[9], n = 0;
	struct stat a, b;

	CHECK_EQ(pipe(fds), 0);
	CHECK_EQ(pipe(fds + 2), 0);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, fds + 4), 0);
	fds[6] = memfd_create("a", 0);
	fds[7] = memfd_create("b", 0);
	fds[8] = OPEN(".", O_RDONLY | O_DIRECTORY);
	for (int i = 0; i < 9; i++)
		for (int k = 0; k < i; k++) {
			CHECK_EQ(fstat(fds[i], &a), 0);
			CHECK_EQ(fstat(fds[k], &b), 0);
			n += a.st_dev == b.st_dev && a.st_ino == b.st_ino;
		}
	/* The two ends of a pipe are one thing. */
	CHECK_EQ(n, 2);
	int copy = dup(fds[6]);
	CHECK_EQ(fstat(copy, &a), 0);
	CHECK_EQ(fstat(fds[6], &b), 0);
	CHECK(a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}
