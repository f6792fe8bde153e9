/* readlink: EINVAL for what is no symlink, ENOENT, ENOTDIR, and EINVAL for size 0. */
#include "../check.h"

static volatile size_t none = 0;

int main(void)
{
	char buffer[8];

	CHECK_ERRNO(readlink("f", buffer, sizeof buffer), EINVAL);
	CHECK_ERRNO(readlink("d", buffer, sizeof buffer), EINVAL);
	CHECK_ERRNO(readlink(".", buffer, sizeof buffer), EINVAL);
	CHECK_ERRNO(readlink("missing", buffer, sizeof buffer), ENOENT);
	CHECK_ERRNO(readlink("", buffer, sizeof buffer), ENOENT);
	CHECK_ERRNO(readlink("f/x", buffer, sizeof buffer), ENOTDIR);
	CHECK_ERRNO(readlink("l", buffer, none), EINVAL);
}
