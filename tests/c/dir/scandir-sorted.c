/* scandir: filters, sorts with alphasort, hands over allocated entries. */
#include "../check.h"
#include <dirent.h>

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(void)
{
	const char *want[] = { "a", "b", "c10", "c9" };
	struct dirent **list;
	int n = scandir("d", &list, visible, alphasort);

	CHECK_EQ(n, 4);
	for (int i = 0; i < n; i++) {
		CHECK_STR(list[i]->d_name, want[i]);
		free(list[i]);
	}
	free(list);
	CHECK_ERRNO(scandir("missing", &list, NULL, NULL), ENOENT);
}
