/* struct dirent, the types of entries, and the functions that hand them on. */
#include "check.h"
#include <dirent.h>

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int find(const char *name, int type)
{
	DIR *dir = opendir(".");
	struct dirent *entry;

	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, name) == 0) {
			int found = entry->d_type;
			CHECK_EQ(closedir(dir), 0);
			return found == type;
		}
	}
	CHECK_EQ(closedir(dir), 0);
	return 0;
}

int main(void)
{
	struct dirent **list;

	CHECK(find("file", DT_REG));
	CHECK(find("folder", DT_DIR));
	CHECK(find("link", DT_LNK));
	CHECK(!find("missing", DT_REG));

	int count = scandir(".", &list, not_hidden, alphasort);
	CHECK_EQ(count, 3);
	CHECK_STR(list[0]->d_name, "file");
	CHECK_STR(list[1]->d_name, "folder");
	CHECK_STR(list[2]->d_name, "link");
	for (int i = 0; i < count; i++)
		free(list[i]);
	free(list);

	DIR *dir = opendir("folder");
	CHECK(dir != NULL);
	long start = telldir(dir);
	int entries = 0;
	while (readdir(dir) != NULL)
		entries++;
	seekdir(dir, start);
	while (readdir(dir) != NULL)
		entries--;
	CHECK_EQ(entries, 0);
	CHECK(dirfd(dir) > 2);
	CHECK_EQ(closedir(dir), 0);
	return 0;
}
