/* The devices that every program has, even if the host shows no /dev. */
#include "../check.h"
#include <poll.h>
#include <sys/stat.h>

static void null(void)
{
	char c = 'x';
	int fd = OPEN("/dev/null", O_RDWR);

	CHECK_EQ(read(fd, &c, 1), 0);
	CHECK_EQ(write(fd, "text", 4), 4);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 0);
	CHECK_EQ(lseek(fd, 7, SEEK_END), 0);
	CHECK_ERRNO(lseek(fd, 0, 99), EINVAL);
	CHECK_EQ(pwrite(fd, "text", 4, 9), 4);
	CHECK_EQ(pread(fd, &c, 1, 9), 0);
	CHECK_ERRNO(pread(fd, &c, 1, -1), EINVAL);
	CHECK_ERRNO(ftruncate(fd, 0), EINVAL);
	CHECK_ERRNO(fsync(fd), EINVAL);
	CHECK(!isatty(fd));
	CHECK_EQ(errno, ENOTTY);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(close(fd), EBADF);

	fd = OPEN("/dev/null", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
	CHECK_EQ(write(fd, "text", 4), 4);
	CHECK_ERRNO(read(fd, &c, 1), EBADF);
	CHECK_EQ(close(fd), 0);
	fd = OPEN("/dev/null", O_RDONLY);
	CHECK_ERRNO(write(fd, "text", 4), EBADF);
	CHECK_EQ(close(fd), 0);
}

static void numbers(void)
{
	char bytes[64], zeros[64] = "";
	int fd = OPEN("/dev/zero", O_RDWR);

	memset(bytes, 'x', sizeof bytes);
	CHECK_EQ(read(fd, bytes, sizeof bytes), sizeof bytes);
	CHECK_MEM(bytes, zeros, sizeof bytes);
	CHECK_EQ(write(fd, bytes, 9), 9);
	CHECK_EQ(close(fd), 0);

	fd = OPEN("/dev/full", O_RDWR);
	memset(bytes, 'x', sizeof bytes);
	CHECK_EQ(read(fd, bytes, sizeof bytes), sizeof bytes);
	CHECK_MEM(bytes, zeros, sizeof bytes);
	CHECK_ERRNO(write(fd, bytes, 1), ENOSPC);
	CHECK_EQ(close(fd), 0);

	for (int i = 0; i < 2; i++) {
		fd = OPEN(i == 0 ? "/dev/random" : "/dev/urandom", O_RDONLY);
		memset(bytes, 0, sizeof bytes);
		CHECK_EQ(read(fd, bytes, sizeof bytes), sizeof bytes);
		CHECK(memcmp(bytes, zeros, sizeof bytes) != 0);
		CHECK_EQ(close(fd), 0);
	}
}

static void status(void)
{
	static const struct {
		const char *path;
		dev_t number;
	} devices[] = {
		{ "/dev/null", 0x103 },	  { "/dev/zero", 0x105 },
		{ "/dev/full", 0x107 },	  { "/dev/random", 0x108 },
		{ "/dev/urandom", 0x109 }, { "/dev/tty", 0x500 },
	};
	struct stat by_name, by_link, by_fd;

	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
		CHECK_EQ(stat(devices[i].path, &by_name), 0);
		CHECK(S_ISCHR(by_name.st_mode));
		CHECK_EQ(by_name.st_mode & 0666, 0666);
		CHECK_EQ(by_name.st_rdev, devices[i].number);
		CHECK_EQ(by_name.st_size, 0);
		CHECK_EQ(lstat(devices[i].path, &by_link), 0);
		CHECK_EQ(by_link.st_ino, by_name.st_ino);
		CHECK_EQ(access(devices[i].path, F_OK), 0);
		CHECK_EQ(access(devices[i].path, R_OK | W_OK), 0);
		CHECK_ERRNO(access(devices[i].path, X_OK), EACCES);
	}
	int fd = OPEN("/dev/null", O_RDONLY);
	CHECK_EQ(fstat(fd, &by_fd), 0);
	CHECK_EQ(stat("/dev/null", &by_name), 0);
	CHECK_EQ(by_fd.st_ino, by_name.st_ino);
	CHECK_EQ(by_fd.st_dev, by_name.st_dev);
	CHECK_EQ(by_fd.st_rdev, 0x103);
	CHECK_EQ(close(fd), 0);
}

static void errors(void)
{
	struct stat st;

	CHECK_ERRNO(open("/dev/null", O_RDWR | O_CREAT | O_EXCL, 0666), EEXIST);
	CHECK_ERRNO(open("/dev/null", O_RDONLY | O_DIRECTORY), ENOTDIR);
	CHECK_ERRNO(open("/dev/null/", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(open("/dev/null/x", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(open("/dev/null/x", O_RDWR | O_CREAT, 0666), ENOTDIR);
	CHECK_ERRNO(stat("/dev/null/", &st), ENOTDIR);
	CHECK_ERRNO(stat("/dev/null/.", &st), ENOTDIR);
	CHECK_ERRNO(access("/dev/null/x", F_OK), ENOTDIR);
	CHECK_ERRNO(open("/dev/nul", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("/dev/nullx", O_RDONLY), ENOENT);
}

static void waiting(void)
{
	struct pollfd fds[2] = {
		{ OPEN("/dev/null", O_RDWR), POLLIN | POLLOUT, 0 },
		{ OPEN("/dev/zero", O_RDWR), POLLIN, 0 },
	};

	CHECK_EQ(poll(fds, 2, -1), 2);
	CHECK_EQ(fds[0].revents, POLLIN | POLLOUT);
	CHECK_EQ(fds[1].revents, POLLIN);
	CHECK_EQ(close(fds[0].fd), 0);
	CHECK_EQ(close(fds[1].fd), 0);
}

int main(void)
{
	null();
	numbers();
	status();
	errors();
	waiting();

	FILE *full = fopen("/dev/full", "w");
	CHECK(full != NULL);
	CHECK(fputs("text", full) >= 0);
	CHECK_EQ(fclose(full), EOF);
	CHECK_EQ(errno, ENOSPC);
	FILE *null = fopen("/dev/null", "w");
	CHECK(null != NULL);
	CHECK(fputs("text", null) >= 0);
	CHECK_EQ(fclose(null), 0);
	return 0;
}
