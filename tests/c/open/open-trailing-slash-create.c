/* open: O_CREAT with a trailing slash is EISDIR and makes nothing. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("new/", O_WRONLY | O_CREAT, 0666), EISDIR);
	CHECK_ERRNO(access("new", F_OK), ENOENT);
}
