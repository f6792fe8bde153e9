/* readdir: an empty directory has "." and ".." and nothing else. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	struct dirent *entry;
	DIR *dir = opendir("d");
	int dots = 0;

	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		CHECK(strcmp(entry->d_name, ".") == 0 ||
		      strcmp(entry->d_name, "..") == 0);
		dots++;
	}
	CHECK_EQ(dots, 2);
	CHECK_EQ(closedir(dir), 0);
}
