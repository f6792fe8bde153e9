/* rename: ENOENT for a missing source, a missing parent and empty names. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	CHECK_ERRNO(rename("missing", "g"), ENOENT);
	CHECK_ERRNO(rename("f", "missing/g"), ENOENT);
	CHECK_ERRNO(rename("", "g"), ENOENT);
	CHECK_ERRNO(rename("f", ""), ENOENT);
	CHECK_ERRNO(rename("missing/f", "g"), ENOENT);
	CHECK_FILE("f", "x");
}
