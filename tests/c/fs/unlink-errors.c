/* unlink: EISDIR for a directory, ENOENT, ENOTDIR. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(unlink("d"), EISDIR);
	CHECK_ERRNO(unlink("d/"), EISDIR);
	CHECK_ERRNO(unlink("."), EISDIR);
	CHECK_ERRNO(unlink("f/"), ENOTDIR);
	CHECK_ERRNO(unlink("f/x"), ENOTDIR);
	CHECK_ERRNO(unlink(""), ENOENT);
	CHECK_ERRNO(unlink("missing"), ENOENT);
	CHECK_EQ(access("d", F_OK), 0);
	CHECK_EQ(access("f", F_OK), 0);
}
