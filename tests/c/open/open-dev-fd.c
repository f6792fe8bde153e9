/* open, stat, access: descriptors by their names in /dev and /proc. */
#define _GNU_SOURCE
#include "../check.h"
#include <sys/stat.h>

static int by_number(const char *folder, int fd, int flags)
{
	char name[64];

	snprintf(name, sizeof name, "%s/%d", folder, fd);
	return open(name, flags);
}

int main(void)
{
	int fd[2];
	char bytes[8], line[16];
	struct stat info;

	CHECK_EQ(pipe(fd), 0);
	int in = by_number("/dev/fd", fd[0], O_RDONLY | O_CLOEXEC);
	int out = by_number("/proc/self/fd", fd[1], O_WRONLY | O_CREAT | O_TRUNC);
	CHECK(in > fd[1] && out > in);
	CHECK_EQ(fcntl(in, F_GETFD), FD_CLOEXEC);
	CHECK_EQ(fcntl(out, F_GETFL) & O_ACCMODE, O_WRONLY);
	CHECK_EQ(write(out, "abc", 3), 3);
	CHECK_EQ(read(in, bytes, sizeof bytes), 3);
	/* Another writer is open until both are closed. */
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(write(out, "d", 1), 1);
	CHECK_EQ(close(out), 0);
	CHECK_EQ(read(fd[0], bytes, sizeof bytes), 1);
	CHECK_EQ(read(fd[0], bytes, sizeof bytes), 0);

	snprintf(line, sizeof line, "/dev/fd/%d", fd[0]);
	CHECK_EQ(stat(line, &info), 0);
	CHECK(S_ISFIFO(info.st_mode));
	CHECK_EQ(access(line, R_OK), 0);
	CHECK_ERRNO(open(line, O_RDONLY | O_NOFOLLOW), ELOOP);
	CHECK_ERRNO(open(line, O_RDONLY | O_DIRECTORY), ENOTDIR);
	CHECK_ERRNO(open(line, O_WRONLY | O_CREAT | O_EXCL, 0600), EEXIST);
	CHECK_ERRNO(by_number("/dev/fd", fd[1], O_RDONLY), ENOENT);
	CHECK_ERRNO(open("/dev/fd/x", O_RDONLY), ENOENT);
	CHECK_ERRNO(access("/dev/fd/99", F_OK), ENOENT);
	CHECK_ERRNO(stat("/dev/fd/99", &info), ENOENT);

	FILE *input = fopen("/dev/stdin", "r"), *output = fopen("/dev/stdout", "w");
	CHECK(input && output);
	CHECK(fgets(line, sizeof line, input));
	CHECK_STR(line, "one\n");
	CHECK(fputs(line, output) >= 0);
	CHECK_EQ(fclose(output), 0);
	CHECK_EQ(fclose(input), 0);
	/* The streams themselves stay open. */
	CHECK_EQ(stat("/dev/stderr", &info), 0);
	CHECK_EQ(write(1, "two\n", 4), 4);
	return 0;
}
