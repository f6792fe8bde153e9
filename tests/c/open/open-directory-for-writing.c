/* open: EISDIR for a directory opened to write, created or truncated. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("d", O_WRONLY), EISDIR);
	CHECK_ERRNO(open("d", O_RDWR), EISDIR);
	CHECK_ERRNO(open("d", O_WRONLY | O_CREAT, 0666), EISDIR);
	CHECK_ERRNO(open("d", O_WRONLY | O_TRUNC), EISDIR);
	CHECK_ERRNO(open(".", O_RDWR), EISDIR);
}
