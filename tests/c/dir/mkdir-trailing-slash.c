/* mkdir and rmdir: a trailing slash is fine. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	CHECK_EQ(mkdir("d/", 0777), 0);
	CHECK_EQ(stat("d", &st), 0);
	CHECK(S_ISDIR(st.st_mode));
	CHECK_EQ(mkdir("d/e///", 0777), 0);
	CHECK_EQ(rmdir("d/e/"), 0);
	CHECK_EQ(rmdir("d//"), 0);
	CHECK_ERRNO(stat("d", &st), ENOENT);
}
