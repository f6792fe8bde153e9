/* lstat: a symlink itself: its type, and its target's length as size. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st, target;

	CHECK_EQ(lstat("link", &st), 0);
	CHECK(S_ISLNK(st.st_mode));
	CHECK(!S_ISREG(st.st_mode));
	CHECK_EQ(st.st_size, 6);
	CHECK_EQ(stat("link", &target), 0);
	CHECK(st.st_ino != target.st_ino);
	CHECK_EQ(lstat("dangling", &st), 0);
	CHECK(S_ISLNK(st.st_mode));
}
