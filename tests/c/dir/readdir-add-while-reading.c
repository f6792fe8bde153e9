/* readdir: entries added while reading never hide or repeat the old ones. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	char name[32];
	struct dirent *entry;
	int seen[50] = { 0 }, added = 0;

	for (int i = 0; i < 50; i++) {
		snprintf(name, sizeof name, "old%d", i);
		PUT(name, "");
	}
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		int i;
		if (sscanf(entry->d_name, "old%d", &i) == 1)
			seen[i]++;
		if (added < 50) {
			snprintf(name, sizeof name, "new%d", added++);
			PUT(name, "");
		}
	}
	for (int i = 0; i < 50; i++)
		CHECK_EQ(seen[i], 1);
	CHECK_EQ(closedir(dir), 0);
}
