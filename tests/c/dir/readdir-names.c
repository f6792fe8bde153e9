/* readdir: every entry once, with "." and "..", then NULL without an error. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	const char *want[] = { ".", "..", "a", "b", "folder", "link" };
	int seen[6] = { 0 };
	struct dirent *entry;
	DIR *dir = opendir("d");

	CHECK(dir != NULL);
	errno = 0;
	while ((entry = readdir(dir)) != NULL) {
		int found = 0;
		for (int i = 0; i < 6; i++)
			if (strcmp(entry->d_name, want[i]) == 0) {
				seen[i]++;
				found = 1;
			}
		if (!found)
			CHECK_STR(entry->d_name, "a known name");
	}
	CHECK_EQ(errno, 0);
	CHECK(readdir(dir) == NULL);
	for (int i = 0; i < 6; i++)
		CHECK_EQ(seen[i], 1);
	CHECK_EQ(closedir(dir), 0);
}
