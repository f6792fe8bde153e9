/* Paths: after chdir, relative paths of every call start at the new directory. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	char target[8];

	CHECK_EQ(mkdir("d", 0777), 0);
	CHECK_EQ(chdir("d"), 0);
	PUT("f", "abc");
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_size, 3);
	CHECK_EQ(mkdir("e", 0777), 0);
	CHECK_EQ(rename("f", "e/g"), 0);
	CHECK_EQ(symlink("e/g", "l"), 0);
	CHECK_EQ(readlink("l", target, sizeof target), 3);
	CHECK_EQ(chdir(".."), 0);
	CHECK_FILE("d/e/g", "abc");
	CHECK_FILE("d/l", "abc");
	CHECK_ERRNO(access("e", F_OK), ENOENT);
}
