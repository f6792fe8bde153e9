/* opendir and closedir: 2,000 times over, no descriptor is lost. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	int first = -1;

	for (int i = 0; i < 2000; i++) {
		DIR *dir = opendir(".");
		CHECK(dir != NULL);
		CHECK(readdir(dir) != NULL);
		if (first < 0)
			first = dirfd(dir);
		CHECK_EQ(dirfd(dir), first);
		CHECK_EQ(closedir(dir), 0);
	}
}
