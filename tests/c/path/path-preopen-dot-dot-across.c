/* Preopens: ".." at the root of one leads out to its neighbours, as mounted directories do. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("/a/../b/f", "two");
	CHECK_FILE("/a/d/../../b/f", "two");
	CHECK_FILE("/../a/f", "one");
	CHECK_ERRNO(open("/a/../y/f", O_RDONLY), ENOENT);
}
