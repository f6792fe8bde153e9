/* Paths: the current directory's name and a relative path make the absolute path of a file. */
#include "../check.h"

int main(void)
{
	char path[4096];

	CHECK(getcwd(path, 2048) != NULL);
	CHECK_EQ(path[0], '/');
	strcat(path, "/d/f");
	CHECK_FILE(path, "deep");
	CHECK_EQ(chdir("/"), 0);
	CHECK_FILE(path, "deep");
	CHECK_FILE(path + 1, "deep");
}
