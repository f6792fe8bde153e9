/* scandir: a file that is not a directory, an empty directory; scandirat and alphasort,
 * versionsort alone. */
#include "../check.h"
#include <dirent.h>
#include <sys/stat.h>

static int none(const struct dirent *entry)
{
	(void)entry;
	return 0;
}

int main(void)
{
	struct dirent **list = NULL;

	PUT("f", "text");
	CHECK_EQ(mkdir("empty", 0777), 0);
	CHECK_ERRNO(scandir("f", &list, NULL, NULL), ENOTDIR);
	CHECK_ERRNO(scandir("missing", &list, NULL, alphasort), ENOENT);
	CHECK_EQ(scandir("empty", &list, none, alphasort), 0);
	free(list);
	int n = scandir("empty", &list, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		CHECK(list[i]->d_name[0] == '.');
		free(list[i]);
	}
	free(list);
}
