/* link: two names for one file; it lives until the last is unlinked. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	PUT("a", "x");
	CHECK_EQ(link("a", "b"), 0);
	PUT("b", "changed");
	CHECK_FILE("a", "changed");
	CHECK_EQ(stat("a", &st), 0);
	CHECK_EQ(st.st_nlink, 2);
	CHECK_EQ(unlink("a"), 0);
	CHECK_FILE("b", "changed");
	CHECK_EQ(stat("b", &st), 0);
	CHECK_EQ(st.st_nlink, 1);
}
