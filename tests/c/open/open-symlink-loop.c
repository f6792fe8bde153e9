/* open: ELOOP for symlinks that lead in a circle, last or on the way. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("a", O_RDONLY), ELOOP);
	CHECK_ERRNO(open("a", O_WRONLY | O_CREAT, 0666), ELOOP);
	CHECK_ERRNO(open("a/x", O_RDONLY), ELOOP);
	CHECK_ERRNO(open("self", O_RDONLY), ELOOP);
	CHECK_ERRNO(open("self/", O_RDONLY), ELOOP);
}
