/* pathconf, fpathconf: every name has an answer, or -1 without an error; they agree. */
#include "../check.h"
#include <limits.h>

static const struct {
	int name;
	long least;
} all[] = {
	{ _PC_LINK_MAX, _POSIX_LINK_MAX },
	{ _PC_NAME_MAX, _POSIX_NAME_MAX },
	{ _PC_PATH_MAX, _POSIX_PATH_MAX },
	{ _PC_PIPE_BUF, _POSIX_PIPE_BUF },
	{ _PC_SYMLINK_MAX, _POSIX_SYMLINK_MAX },
	{ _PC_FILESIZEBITS, 32 },
	{ _PC_CHOWN_RESTRICTED, 0 },
	{ _PC_NO_TRUNC, 0 },
	{ _PC_2_SYMLINKS, 0 },
	{ _PC_ASYNC_IO, 0 },
	{ _PC_PRIO_IO, 0 },
	{ _PC_SYNC_IO, 0 },
	{ _PC_REC_INCR_XFER_SIZE, 0 },
	{ _PC_REC_MAX_XFER_SIZE, 0 },
	{ _PC_REC_MIN_XFER_SIZE, 0 },
	{ _PC_REC_XFER_ALIGN, 0 },
	{ _PC_ALLOC_SIZE_MIN, 0 },
};

int main(void)
{
	int fd = OPEN(".", O_RDONLY | O_DIRECTORY);

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		errno = 0;
		long value = pathconf(".", all[i].name);
		if (errno != 0 || (value != -1 && value < all[i].least))
			check_failed(__FILE__, __LINE__, errno, "pathconf(%d) is %ld",
				     all[i].name, value);
		CHECK_EQ(fpathconf(fd, all[i].name), value);
	}
	int ends[2];
	CHECK_EQ(pipe(ends), 0);
	CHECK(fpathconf(ends[0], _PC_PIPE_BUF) >= _POSIX_PIPE_BUF);
	CHECK_ERRNO(pathconf(".", -1), EINVAL);
	CHECK_ERRNO(pathconf(".", 9999), EINVAL);
}
