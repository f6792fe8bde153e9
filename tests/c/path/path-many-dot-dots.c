/* Paths: enough ".." from the current directory lead to the root. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat a, b;
	char path[600] = "";

	for (int i = 0; i < 150; i++)
		strcat(path, "../");
	CHECK_EQ(stat("/", &a), 0);
	CHECK_EQ(stat(path, &b), 0);
	CHECK_EQ(b.st_ino, a.st_ino);
}
