/* rename: a file takes another's name; the old name is gone, the old target too. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat a, b;

	PUT("a", "new");
	PUT("b", "old text");
	CHECK_EQ(stat("a", &a), 0);
	CHECK_EQ(rename("a", "b"), 0);
	CHECK_FILE("b", "new");
	CHECK_EQ(stat("b", &b), 0);
	CHECK_EQ(a.st_ino, b.st_ino);
	CHECK_ERRNO(access("a", F_OK), ENOENT);
}
