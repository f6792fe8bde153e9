/* readdir: unlinking each entry as it is read reaches all 2,000 of them. */
#include "../check.h"
#include <dirent.h>
#include <sys/stat.h>

int main(void)
{
	char name[64];
	struct dirent *entry;
	int count = 0;

	CHECK_EQ(mkdir("d", 0777), 0);
	CHECK_EQ(chdir("d"), 0);
	for (int i = 0; i < 2000; i++) {
		snprintf(name, sizeof name, "a-rather-longer-name-for-entry-%d", i);
		CHECK_EQ(close(OPEN(name, O_WRONLY | O_CREAT)), 0);
	}
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		CHECK_EQ(unlink(entry->d_name), 0);
		count++;
	}
	CHECK_EQ(count, 2000);
	CHECK_EQ(closedir(dir), 0);
	CHECK_EQ(chdir(".."), 0);
	CHECK_EQ(rmdir("d"), 0);
}
