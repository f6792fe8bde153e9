/* truncate: ENOENT, EISDIR, ENOTDIR, EINVAL. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(truncate("missing", 0), ENOENT);
	CHECK_ERRNO(truncate("", 0), ENOENT);
	CHECK_ERRNO(truncate("d", 0), EISDIR);
	CHECK_ERRNO(truncate("f/x", 0), ENOTDIR);
	CHECK_ERRNO(truncate("f", -1), EINVAL);
	CHECK_FILE("f", "x");
}
