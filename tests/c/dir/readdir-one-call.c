/* A directory of 500 files is listed in one host call, so that changes by others in the
 * meantime cannot hide an entry that stays. */
#include "../check.h"
#include <dirent.h>
#include <sys/stat.h>

int main(void)
{
	char name[32];
	int seen = 0;

	CHECK_EQ(mkdir("d", 0777), 0);
	for (int i = 0; i < 500; i++) {
		snprintf(name, sizeof name, "d/file-%04d", i);
		PUT(name, "");
	}
	DIR *dir = opendir("d");
	CHECK(dir != NULL);
	while (readdir(dir) != NULL)
		seen++;
	CHECK_EQ(seen, 502);
	CHECK_EQ(closedir(dir), 0);
	return 0;
}
