/* stat: type, size and link count of a regular file. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	CHECK_EQ(stat("f", &st), 0);
	CHECK(S_ISREG(st.st_mode));
	CHECK(!S_ISDIR(st.st_mode) && !S_ISLNK(st.st_mode));
	CHECK_EQ(st.st_mode & S_IFMT, S_IFREG);
	CHECK_EQ(st.st_size, 7);
	CHECK_EQ(st.st_nlink, 1);
}
