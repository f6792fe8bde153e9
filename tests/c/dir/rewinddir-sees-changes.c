/* rewinddir: starts over and shows what came and went since. */
#include "../check.h"
#include <dirent.h>

static int count(DIR *dir, const char *name)
{
	struct dirent *entry;
	int n = 0;

	while ((entry = readdir(dir)) != NULL)
		n += strcmp(entry->d_name, name) == 0;
	return n;
}

int main(void)
{
	PUT("old", "");
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	CHECK_EQ(count(dir, "old"), 1);
	CHECK_EQ(count(dir, "old"), 0);
	PUT("new", "");
	CHECK_EQ(unlink("old"), 0);
	rewinddir(dir);
	CHECK_EQ(count(dir, "new"), 1);
	rewinddir(dir);
	CHECK_EQ(count(dir, "old"), 0);
	CHECK_EQ(closedir(dir), 0);
}
