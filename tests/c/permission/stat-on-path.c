/* A file in a directory of PATH shows the bits to execute it, which `which` and Python's
 * search for itself need. */
#include "../check.h"
#include <sys/stat.h>

static int mode(const char *path)
{
	struct stat st;

	CHECK_EQ(stat(path, &st), 0);
	return st.st_mode;
}

int main(void)
{
	CHECK_STR(getenv("PATH"), "/usr/none:/bin/:/opt");
	CHECK_EQ(mode("/bin/tool"), S_IFREG | 0755);
	CHECK_EQ(mode("/opt/tool"), S_IFREG | 0755);
	CHECK_EQ(mode("/bin/dir"), S_IFDIR | 0755);
	CHECK_EQ(mode("/tool"), S_IFREG | 0644);
	CHECK_EQ(mode("/bin/dir/tool"), S_IFREG | 0644);
	CHECK_EQ(access("/bin/tool", X_OK), 0);
	CHECK_ERRNO(access("/tool", X_OK), EACCES);
	return 0;
}
