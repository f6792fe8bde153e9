/* pathconf, fpathconf: the limits of files, and errors. */
#include "../check.h"
#include <limits.h>

int main(void)
{
	CHECK(pathconf(".", _PC_NAME_MAX) >= 14);
	CHECK(pathconf(".", _PC_PATH_MAX) >= 256);
	CHECK(fpathconf(OPEN(".", O_RDONLY), _PC_PIPE_BUF) >= 512);
	CHECK_ERRNO(pathconf(".", 9999), EINVAL);
	CHECK_ERRNO(pathconf(".", -1), EINVAL);
	CHECK_ERRNO(fpathconf(-1, _PC_NAME_MAX), EBADF);
#ifdef _PC_TIMESTAMP_RESOLUTION
	CHECK_EQ(pathconf(".", _PC_TIMESTAMP_RESOLUTION), 1);
#else
#ifdef __wasi__
#error "_PC_TIMESTAMP_RESOLUTION is missing"
#endif
#endif
}
