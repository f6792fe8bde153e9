/* telldir and seekdir: a place told before other entries went still leads to the same entry. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	char name[32], next[32];
	struct dirent *entry;
	long place = 0;

	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof name, "f%d", i);
		PUT(name, "");
	}
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	for (int i = 0; i < 10; i++) {
		place = telldir(dir);
		entry = readdir(dir);
		CHECK(entry != NULL);
		strcpy(next, entry->d_name);
	}
	/* All later entries are removed. */
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] == 'f')
			CHECK_EQ(unlink(entry->d_name), 0);
	seekdir(dir, place);
	entry = readdir(dir);
	CHECK(entry != NULL);
	CHECK_STR(entry->d_name, next);
	CHECK_EQ(closedir(dir), 0);
}
