/* rename: a trailing slash is fine for a directory and ENOTDIR for a file. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(rename("d/", "e/"), 0);
	CHECK_EQ(access("e", F_OK), 0);
	CHECK_ERRNO(rename("f/", "g"), ENOTDIR);
	CHECK_ERRNO(rename("f", "g/"), ENOTDIR);
	CHECK_FILE("f", "x");
}
