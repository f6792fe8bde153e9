/* Preopens: two directories under two names; a path that no preopen covers is
 * ENOENT. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("/a/f", "one");
	CHECK_FILE("/b/f", "two");
	PUT("/b/new", "made");
	CHECK_FILE("/b/new", "made");
	CHECK_ERRNO(open("/a/new", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("/c/f", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("/x/f", O_RDONLY), ENOENT);
}
