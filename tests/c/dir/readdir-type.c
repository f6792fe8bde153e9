/* readdir: d_type is that of the entry itself, a symlink included. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	struct dirent *entry;
	DIR *dir = opendir("d");
	int count = 0;

	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, "f") == 0)
			CHECK_EQ(entry->d_type, DT_REG);
		else if (strcmp(entry->d_name, "to-f") == 0)
			CHECK_EQ(entry->d_type, DT_LNK);
		else
			CHECK_EQ(entry->d_type, DT_DIR);
		count++;
	}
	CHECK_EQ(count, 5);
	CHECK_EQ(closedir(dir), 0);
}
