/* mkdir: EEXIST, ENOENT, ENOTDIR. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	CHECK_ERRNO(mkdir("d", 0777), EEXIST);
	CHECK_ERRNO(mkdir("f", 0777), EEXIST);
	CHECK_ERRNO(mkdir("dangling", 0777), EEXIST);
	CHECK_ERRNO(mkdir(".", 0777), EEXIST);
	CHECK_ERRNO(mkdir("..", 0777), EEXIST);
	CHECK_ERRNO(mkdir("/", 0777), EEXIST);
	CHECK_ERRNO(mkdir("d/..", 0777), EEXIST);
	CHECK_ERRNO(mkdir("", 0777), ENOENT);
	CHECK_ERRNO(mkdir("missing/x", 0777), ENOENT);
	CHECK_ERRNO(mkdir("f/x", 0777), ENOTDIR);
	CHECK_ERRNO(access("nowhere", F_OK), ENOENT);
}
