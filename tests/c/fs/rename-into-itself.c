/* rename: a directory into itself or below is EINVAL. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(rename("d", "d/e"), EINVAL);
	CHECK_ERRNO(rename("d", "d/sub/e"), EINVAL);
	CHECK_EQ(access("d/sub", F_OK), 0);
}
