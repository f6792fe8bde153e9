/* Paths: "x/.." does not cancel out when x is missing or a file. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("missing/../f", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("f/../f", O_RDONLY), ENOTDIR);
	CHECK_ERRNO(access("missing/..", F_OK), ENOENT);
	CHECK_ERRNO(access("f/..", F_OK), ENOTDIR);
	CHECK_ERRNO(access("f/.", F_OK), ENOTDIR);
	CHECK_ERRNO(access("dangling/../f", F_OK), ENOENT);
}
