/* rename: a final "." or ".." is EBUSY. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(rename("d/.", "e"), EBUSY);
	CHECK_ERRNO(rename("d/..", "e"), EBUSY);
	CHECK_ERRNO(rename("f", "d/."), EBUSY);
	CHECK_ERRNO(rename(".", "d/x"), EBUSY);
	CHECK_EQ(access("d", F_OK), 0);
}
