/* scandir: versionsort orders numbers inside names by value. */
#include "../check.h"
#include <dirent.h>

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(void)
{
	const char *want[] = { "f1", "f2", "f10", "f100" };
	struct dirent **list;
	int n = scandir("d", &list, visible, versionsort);

	CHECK_EQ(n, 4);
	for (int i = 0; i < n; i++) {
		CHECK_STR(list[i]->d_name, want[i]);
		free(list[i]);
	}
	free(list);
}
