/* rename: a file onto a directory is EISDIR, a directory onto a file ENOTDIR. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(rename("f", "d"), EISDIR);
	CHECK_ERRNO(rename("d", "f"), ENOTDIR);
	CHECK_ERRNO(rename("f", "f2/x"), ENOTDIR);
	CHECK_ERRNO(rename("f/x", "g"), ENOTDIR);
	CHECK_FILE("f", "x");
	CHECK_EQ(access("d/.", F_OK), 0);
}
