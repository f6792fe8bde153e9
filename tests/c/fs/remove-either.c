/* remove: unlinks files and symlinks, removes empty directories. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(remove("f"), 0);
	CHECK_EQ(remove("to-d"), 0);
	CHECK_ERRNO(remove("d"), ENOTEMPTY);
	CHECK_EQ(remove("d/e"), 0);
	CHECK_EQ(remove("d"), 0);
	CHECK_ERRNO(remove("f"), ENOENT);
}
