/* readlink: EINVAL for a file that is not a symlink, ENOENT, ENOTDIR. */
#include "../check.h"

int main(void)
{
	char buffer[8];

	CHECK_ERRNO(readlink("f", buffer, sizeof buffer), EINVAL);
	CHECK_ERRNO(readlink("d", buffer, sizeof buffer), EINVAL);
	CHECK_ERRNO(readlink(".", buffer, sizeof buffer), EINVAL);
	CHECK_ERRNO(readlink("missing", buffer, sizeof buffer), ENOENT);
	CHECK_ERRNO(readlink("", buffer, sizeof buffer), ENOENT);
	CHECK_ERRNO(readlink("f/x", buffer, sizeof buffer), ENOTDIR);
}
