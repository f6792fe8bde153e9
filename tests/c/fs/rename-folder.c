/* rename: a directory moves with all it holds, replaces an empty directory, not a full one. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(rename("a", "x/b"), 0);
	CHECK_FILE("x/b/f", "deep");
	CHECK_ERRNO(access("a", F_OK), ENOENT);
	CHECK_EQ(rename("x/b", "empty"), 0);
	CHECK_FILE("empty/f", "deep");
	CHECK_ERRNO(rename("x", "empty"), ENOTEMPTY);
	CHECK_FILE("empty/f", "deep");
	CHECK_EQ(access("x", F_OK), 0);
}
