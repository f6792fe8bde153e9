/* open: ENOENT for a missing file and for a missing directory on the way. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(open("missing", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("missing", O_RDWR), ENOENT);
	CHECK_ERRNO(open("no/such", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("no/such", O_WRONLY | O_CREAT, 0666), ENOENT);
	CHECK_ERRNO(open("no/../f", O_WRONLY | O_CREAT, 0666), ENOENT);
}
