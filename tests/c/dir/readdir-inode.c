/* readdir: d_ino is the st_ino of lstat. */
#include "../check.h"
#include <dirent.h>
#include <sys/stat.h>

int main(void)
{
	struct dirent *entry;
	struct stat st;
	DIR *dir = opendir(".");

	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		CHECK_EQ(lstat(entry->d_name, &st), 0);
		CHECK_EQ(entry->d_ino, st.st_ino);
	}
	CHECK_EQ(closedir(dir), 0);
}
