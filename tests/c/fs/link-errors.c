/* link: EEXIST, ENOENT, ENOTDIR, EPERM for a directory. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(link("f", "g"), EEXIST);
	CHECK_ERRNO(link("f", "f"), EEXIST);
	CHECK_ERRNO(link("f", "d"), EEXIST);
	CHECK_ERRNO(link("f", "dangling"), EEXIST);
	CHECK_ERRNO(link("missing", "n"), ENOENT);
	CHECK_ERRNO(link("f", "missing/n"), ENOENT);
	CHECK_ERRNO(link("f", ""), ENOENT);
	CHECK_ERRNO(link("", "n"), ENOENT);
	CHECK_ERRNO(link("f/x", "n"), ENOTDIR);
	CHECK_ERRNO(link("f", "g/n"), ENOTDIR);
	CHECK_ERRNO(link("d", "n"), EPERM);
	CHECK_ERRNO(access("n", F_OK), ENOENT);
}
