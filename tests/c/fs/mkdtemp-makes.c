/* mkdtemp: makes a new directory and returns its name; errors are NULL. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char name[] = "dir-XXXXXX", bad[] = "dir-XXX", lost[] = "missing/XXXXXX";
	struct stat st;

	CHECK(mkdtemp(name) == name);
	CHECK_EQ(stat(name, &st), 0);
	CHECK(S_ISDIR(st.st_mode));
	CHECK_EQ(rmdir(name), 0);
	CHECK_NULL(mkdtemp(bad), EINVAL);
	CHECK_NULL(mkdtemp(lost), ENOENT);
}
