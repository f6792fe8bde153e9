/* rename: moves a symlink itself, and replaces a symlink rather than its target. */
#include "../check.h"

int main(void)
{
	char target[8];

	CHECK_EQ(rename("link", "moved"), 0);
	CHECK_EQ(readlink("moved", target, sizeof target), 1);
	CHECK_EQ(target[0], 'f');
	CHECK_FILE("f", "one");
	CHECK_EQ(rename("g", "moved"), 0);
	CHECK_FILE("moved", "two");
	CHECK_FILE("f", "one");
	CHECK_ERRNO(readlink("moved", target, sizeof target), EINVAL);
}
