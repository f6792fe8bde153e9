/* fopen: EINVAL for an unknown mode, EISDIR, ENOTDIR. */
#include "../check.h"

int main(void)
{
	PUT("f", "x");
	CHECK_NULL(fopen("f", "z"), EINVAL);
	CHECK_NULL(fopen(".", "w"), EISDIR);
	CHECK_NULL(fopen(".", "r+"), EISDIR);
	CHECK_NULL(fopen("f/x", "r"), ENOTDIR);
	CHECK_NULL(fopen("", "r"), ENOENT);
}
